"""The four rules that say "look closer": each on a series made for it, and how often a stable process sets them off."""

import pytest

from evenhand.analysis.statistics import proportions
from evenhand.analysis.statistics.false_alarms import POINTS, RATES, false_alarms
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.periods_of import KOfM, may_notify
from evenhand.analysis.statistics.signals import Rule, Signal, signals
from tests.statistics import stable
from tests.statistics.published import published

RUNS = 1200


def around_nought(*values: float) -> Limits:
    """Limits at ±3, so that two thirds of the way is 2."""
    return Limits("XmR", values, 0.0, (3.0,) * len(values), 2.66, 1.0)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.5, 3.1, -0.5, -3.2), [Signal(Rule.OUTSIDE, (1,), 1), Signal(Rule.OUTSIDE, (3,), -1)]),
        ((0.5, 3.0, -0.5, -3.0), []),
        ((1, 2, 1, 1.5, 1, 2, 1), [Signal(Rule.ONE_SIDE, tuple(range(7)), 1)]),
        ((1, 2, 1, 1.5, 1, 2, -1), []),
        ((1, 2, 1, 0, 1, 2, 1), []),  # one on the centre breaks the row
        ((-1, -2, -1, -1.5, -1, -2, -1, -1, 1), [Signal(Rule.ONE_SIDE, tuple(range(8)), -1)]),
        ((-1.9, -1, -0.5, 0, 0.5, 1, 1.9), [Signal(Rule.TREND, tuple(range(7)), 1)]),
        ((1, -1.9, -1, -0.5, 0, 0.5, 1), []),  # six points: five steps up
        ((-1.9, -1, -0.5, -0.5, 0.5, 1, 1.9), []),  # two alike break the row
        ((1, 2.5, 1, 2.2, -1), [Signal(Rule.NEAR_LIMIT, (1, 3), 1)]),
        ((1, 2.5, -1, 2.2, -1), []),  # all three are on one side
        ((2.5, 2.0, 1, -2.5, -2.5), []),  # two thirds is not beyond it
        ((2.5, 2.5, 0.1, 2.5), [Signal(Rule.NEAR_LIMIT, (0, 1, 3), 1)]),
    ],
)  # fmt: skip
def test_a_rule_says_where(values, expected):
    assert signals(around_nought(*values)) == expected


def test_values_that_are_alike_but_for_rounding_set_nothing_off():
    assert signals(proportions.p_prime([3] * 40, [30] * 40)) == []


def test_near_a_limit_is_measured_to_where_it_would_be_if_shares_went_on():
    """All satisfied is nothing special where 95 in 100 are."""
    found = signals(proportions.p_prime([19, 20, 20, 18, 18, 20, 20, 18, 18], [20] * 9))
    assert found == []


@pytest.mark.parametrize("points", [12, 26])
@pytest.mark.parametrize("chart", ["XmR", "p′"])
def test_the_table_of_false_alarms_can_be_worked_out_again(chart, points):
    found = stable.rates(stable.PROCESSES[chart], points, runs=RUNS, seed=3)
    said = [*(false_alarms(chart, points, rule) for rule in Rule), false_alarms(chart, points)]
    assert list(found) == pytest.approx(said, abs=4 * (0.25 / RUNS) ** 0.5 * 0.7)


@pytest.mark.parametrize("points", [12, 24])
def test_without_screening_it_is_what_was_measured_elsewhere(points):
    said = published("t2_spc_reference")["mdc_false_alarm"][f"normal,T={points}"]
    found = stable.rates(stable.single_values_unscreened, points, runs=RUNS, seed=4)
    order = ("astro", "shift7", "trend7", "two_of_three", "any")
    assert list(found) == pytest.approx([said[name] for name in order], abs=0.035)


def test_between_the_points_of_the_table_on_a_straight_line():
    low, high = RATES["XmR"][POINTS.index(12)][-1], RATES["XmR"][POINTS.index(16)][-1]
    assert false_alarms("XmR", 14) == pytest.approx((low + high) / 2)
    assert false_alarms("XmR", 3) == RATES["XmR"][0][-1]
    assert false_alarms("XmR", 104) == pytest.approx(RATES["XmR"][-1][-1])
    assert false_alarms("XmR", 208) == pytest.approx(1 - (1 - RATES["XmR"][-1][-1]) ** 2)
    with pytest.raises(KeyError):
        false_alarms("EWMA", 12)


def test_k_of_the_last_m_periods():
    rule = KOfM(3, 4)
    assert rule.is_met([False, True, True, False, True])
    assert not rule.is_met([True, True, True, False, False, True])  # only the last four
    assert not rule.is_met([True, True, None, None])  # nothing said is not of the kind
    assert rule.by_chance(0.1) == pytest.approx(4 * 0.1**3 * 0.9 + 0.1**4)
    assert KOfM(1, 1).by_chance(0.1) == pytest.approx(0.1)
    with pytest.raises(ValueError, match="no more than"):
        KOfM(5, 4)


def test_a_leader_is_told_at_most_once_a_week():
    from datetime import date

    assert may_notify(None, date(2026, 11, 22))
    assert not may_notify(date(2026, 11, 16), date(2026, 11, 22))
    assert may_notify(date(2026, 11, 15), date(2026, 11, 22))
