"""Limits of runs of points: against published examples to the printed digits, and by what they must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.analysis.statistics import counts, proportions
from evenhand.analysis.statistics.assurance import Assurance, assurance
from evenhand.analysis.statistics.xmr import xmr
from tests.statistics.published import COSTS, FLOW_RATE, PURCHASES, published

EXACT = 3 / 1.128


def test_single_values_as_nist_has_them():
    found = xmr(FLOW_RATE, constant=EXACT)
    assert found.centre == pytest.approx(50.81, abs=5e-5)
    assert found.spread == pytest.approx(1.8778, abs=5e-5)
    assert (found.lows[0], found.highs[0]) == pytest.approx((45.8159, 55.8041), abs=5e-5)


def test_single_values_as_montgomery_has_them_and_with_the_rounded_constant():
    exact, rounded = xmr(COSTS, constant=EXACT), xmr(COSTS)
    assert exact.centre == 300.5
    assert exact.spread == pytest.approx(7.789474, abs=5e-7)
    assert exact.lows[0] == pytest.approx(279.783315, abs=5e-7)
    assert exact.highs[0] == pytest.approx(321.216685, abs=5e-7)
    assert rounded.highs[0] == pytest.approx(321.220, abs=5e-4)
    assert (exact.constant, rounded.constant) == (EXACT, 2.66)


@pytest.mark.parametrize("case", ["nhs_plot_the_dots_20pts", "nhs_plot_the_dots_outlier"])
def test_single_values_as_plot_the_dots_has_them(case):
    entry = published("control_charts")[case]
    said = entry["published"]
    for screen in (True, False):
        expected = said.get("screened" if screen else "unscreened", said)
        found = xmr(entry["y"], screen=screen)
        values = (found.centre, found.lows[0], found.highs[0])
        assert values == pytest.approx(
            (expected["mean"], expected["lower"], expected["upper"]), abs=5e-6
        )


def test_a_leap_is_left_out_of_the_mean_range_once():
    values = [1.0, 2.0] * 8 + [30.0]
    assert xmr(values).screened == 1
    assert xmr(values).spread == 1.0
    assert xmr(values, screen=False).spread > 2.0


def test_shares_of_varying_size_as_montgomery_has_them():
    found = proportions.p(*zip(*PURCHASES, strict=True))
    assert found.centre == pytest.approx(0.09551, abs=5e-6)
    assert (found.lows[0], found.highs[0]) == pytest.approx((0.007335, 0.183686), abs=5e-7)
    assert (found.lows[1], found.highs[1]) == pytest.approx((0.0, 0.194093), abs=5e-7)


@pytest.mark.parametrize(
    ("case", "chart"),
    [("montgomery_7.4_p_chart_var_n", proportions.p), ("montgomery_7.10_u_chart", counts.u)],
)
def test_every_point_as_the_reference_has_it(case, chart):
    entry = published("control_charts")[case]
    found = chart(*([row[name] for row in entry["data"]] for name in ("count", "size")))
    expected = entry["reference_output"]
    assert list(found.values) == pytest.approx([row["y"] for row in expected], abs=5e-7)
    assert found.centre == pytest.approx(expected[0]["cl"], abs=5e-6)
    assert list(found.lows) == pytest.approx([row["lcl"] for row in expected], abs=5e-7)
    assert list(found.highs) == pytest.approx([row["ucl"] for row in expected], abs=5e-7)


def test_a_rate_by_hand():
    found = counts.u([4, 16], [10, 10])
    assert found.centre == 1.0
    assert (found.lows[0], found.highs[0]) == pytest.approx((1 - 3 * 0.1**0.5, 1 + 3 * 0.1**0.5))


def test_where_more_than_chance_varies_limits_widen_as_far_as_it_does():
    """Weeks that differ by themselves with a standard deviation of 5 points, 2,000 contacts each."""
    random = np.random.default_rng(1)
    shares = np.clip(random.normal(0.8, 0.05, 900), 0, 1)
    successes = random.binomial(2000, shares).tolist()
    sizes = [2000] * 900
    by_chance = (0.8 * 0.2 / 2000) ** 0.5
    truly = (by_chance**2 + 0.05**2) ** 0.5 / by_chance
    assert proportions.sigma_z(successes, sizes) == pytest.approx(truly, rel=0.1)
    plain, widened = proportions.p(successes, sizes), proportions.p_prime(successes, sizes)
    outside = [
        sum(not low <= v <= high for v, low, high in zip(c.values, c.lows, c.highs, strict=True))
        for c in (plain, widened)
    ]
    assert outside[0] > 450
    assert outside[1] < 12
    events = random.poisson(2000 * np.clip(random.normal(0.5, 0.05, 900), 0, 1)).tolist()
    truly = (0.5 / 2000 + 0.05**2) ** 0.5 / (0.5 / 2000) ** 0.5
    assert counts.sigma_z(events, sizes) == pytest.approx(truly, rel=0.1)
    assert counts.u_prime(events, sizes).reaches[0] == pytest.approx(
        counts.sigma_z(events, sizes) * counts.u(events, sizes).reaches[0]
    )


def test_limits_are_never_narrower_than_chance_unless_asked():
    alike = ([80] * 10, [100] * 10)
    assert proportions.p_prime(*alike).reaches == proportions.p(*alike).reaches
    assert proportions.p_prime(*alike, narrowest=0).reaches == (0.0,) * 10


SHARES = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2
)


@given(SHARES)
def test_limits_of_shares_are_shares_and_narrow_with_size(pairs):
    successes, sizes = zip(*pairs, strict=True)
    found = proportions.p_prime(successes, sizes)
    assert all(0 <= low <= found.centre <= high <= 1 for low, high in zip(found.lows, found.highs, strict=True))  # fmt: skip
    largest = max(range(len(sizes)), key=lambda place: sizes[place])
    assert found.reaches[largest] == min(found.reaches)


@pytest.mark.parametrize(
    ("chart", "values", "sizes"),
    [
        (proportions.p, [3], [2]),
        (proportions.p, [0], [0]),
        (proportions.p_prime, [], []),
        (counts.u, [-1], [5]),
        (counts.u_prime, [1], [0]),
    ],
)
def test_what_is_no_share_or_rate_is_refused(chart, values, sizes):
    with pytest.raises(ValueError, match="Each"):
        chart(values, sizes)


def test_one_value_has_no_range():
    with pytest.raises(ValueError, match="two values"):
        xmr([1.0])


def test_whether_a_target_is_met_whatever_chance_does():
    limits = xmr([10.0, 12.0] * 8)  # 11 ± 5.32
    assert assurance(limits, 5.0, higher_is_better=True) is Assurance.MET
    assert assurance(limits, 5.0, higher_is_better=False) is Assurance.MISSED
    assert assurance(limits, 17.0, higher_is_better=True) is Assurance.MISSED
    assert assurance(limits, 17.0, higher_is_better=False) is Assurance.MET
    assert assurance(limits, 12.0, higher_is_better=True) is Assurance.HIT_AND_MISS
    assert assurance(xmr([10.0, 12.0] * 5), 5.0, higher_is_better=True) is Assurance.TOO_FEW
    still = xmr([10.0] * 12)
    assert assurance(still, 10.0, higher_is_better=True) is Assurance.MET
    assert assurance(still, 10.1, higher_is_better=True) is Assurance.MISSED
