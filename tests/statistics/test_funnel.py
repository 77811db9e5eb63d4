"""Funnels: exact limits against published ones, over-dispersion by hand and by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.analysis.statistics import funnel

# FunnelPlotR, tests of Poisson limits: expected 15, 20 and 30 at a target of 1.
POISSON = {
    0.95: ((0.5596924, 1.649348), (0.6108260, 1.544419), (0.6746958, 1.427562)),
    0.998: ((0.3862650, 2.082907), (0.4479107, 1.902094), (0.5289724, 1.702771)),
}


@pytest.mark.parametrize("level", POISSON)
def test_poisson_limits_to_seven_digits(level):
    for expected, (low, high) in zip((15, 20, 30), POISSON[level], strict=True):
        found = funnel.poisson_limits(1.0, expected, level)
        assert found[0] == pytest.approx(low, abs=5.1e-8)
        assert found[1] == pytest.approx(high, abs=5.1e-7)


@given(st.floats(0.02, 0.98), st.integers(20, 3000), st.sampled_from([0.95, 0.998]))
def test_binomial_limits_are_between_the_whole_numbers_that_enclose_them(share, n, level):
    low, high = funnel.binomial_limits(share, n, level)
    tail = (1 - level) / 2
    for limit, below in ((low, tail), (high, 1 - tail)):
        rank = stats.binom.ppf(below, n, share)
        assert max(0, rank - 1) - 1e-9 <= limit * n <= rank + 1e-9


@pytest.mark.parametrize("share", [0.5, 0.85, 0.97])
def test_chance_is_outside_no_more_often_than_the_limits_say(share):
    """Exactly: the probability of every outcome that is called outside."""
    for n in (20, 45, 80, 400):
        big = 10_000_000  # holds the centre where it is
        marked = [
            one
            for one in range(n + 1)
            if (found := funnel.of_shares([(one, n), (share * big, big)])) and found.outside(0)
        ]
        assert sum(stats.binom.pmf(marked, n, share)) <= 0.002 + 1e-4


def test_over_dispersion_by_hand():
    """Ten units of the same size, z = −3 −1 −1 0 0 0 0 1 1 3: winsorised to ±1, φ = 6 ÷ 10."""
    z = [-3, -1, -1, 0, 0, 0, 0, 1, 1, 3]
    assert funnel.winsorised(z) == [-1, -1, -1, 0, 0, 0, 0, 1, 1, 1]
    assert funnel.beyond_chance(z, [1.0] * 10) == (pytest.approx(0.6), 0.0)
    phi, tau = funnel.beyond_chance([3 * one for one in z], [1.0] * 10)
    assert phi == pytest.approx(5.4)
    assert tau**2 == pytest.approx((10 * 5.4 - 9) / (10 - 1))


def test_units_that_differ_anyway_widen_the_limits():
    """120 units of a true standard deviation of 4 points: by chance alone every fifth would be named."""
    random = np.random.default_rng(2)
    sizes = random.integers(400, 4000, 120)
    shares = np.clip(random.normal(0.8, 0.04, 120), 0, 1)
    found = funnel.of_shares([
        (int(random.binomial(n, share)), int(n)) for n, share in zip(sizes, shares, strict=True)
    ])  # fmt: skip
    assert found.overdispersion > 5
    assert found.tau == pytest.approx(0.04, rel=0.35)
    plain = sum(
        not low <= value <= high
        for value, (low, high) in zip(
            found.values, (found.chance(n, 0.998) for n in found.sizes), strict=True
        )
    )
    assert plain > 20
    assert sum(found.outside(place) != 0 for place in range(120)) <= 3


def test_one_bad_unit_does_not_hide_itself():
    units = [(80, 100)] * 20 + [(45, 100)]
    found = funnel.of_shares(units)
    assert [found.outside(place) for place in range(21)] == [0] * 20 + [-1]


def test_with_few_units_nothing_is_said_of_how_they_differ_anyway():
    assert funnel.of_shares([(80, 100), (60, 100), (90, 100)]).overdispersion is None
    assert funnel.of_shares([]) is None
    assert funnel.of_shares([(20, 20), (30, 30)]) is None
    assert funnel.of_rates([(0, 20)]) is None
    assert funnel.of_means([(1, 5.0, 25.0)]) is None


def test_means_and_rates():
    random = np.random.default_rng(4)
    times = [random.lognormal(5.5, 0.8, n) for n in random.integers(60, 600, 40)]
    sums = [(len(one), one.sum(), (one**2).sum()) for one in times]
    found = funnel.of_means(sums, skewed=True)
    assert sum(found.outside(place) != 0 for place in range(40)) <= 2
    low, high = found.limits(100)
    assert high - found.centre > found.centre - low > 0  # leans upwards
    slow = (200, 200 * found.centre * 1.6, 200 * (found.centre * 1.6) ** 2 * 1.9)
    assert funnel.of_means([*sums, slow], skewed=True).outside(40) == 1
    plain = funnel.of_means(sums)
    assert plain.limits(100)[1] - plain.centre == pytest.approx(plain.centre - plain.limits(100)[0])
    rates = [(int(random.poisson(0.004 * size)), int(size)) for size in (3000, 8000, 20000, 500)]
    found = funnel.of_rates([*rates, (60, 3000)])
    assert found.outside(4) == 1
    assert found.limits(10)[0] >= 0
