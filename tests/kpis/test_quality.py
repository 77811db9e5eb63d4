"""The quality score and critical errors, by example."""

import random
from datetime import date

import pytest

from evenhand.analysis.figure import Change, change, figure_of
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics import intervals

SCORE, FAILS = BY_KEY["qa_score"], BY_KEY["auto_fails"]
CUSTOMER, BUSINESS = BY_KEY["customer_critical"], BY_KEY["business_critical"]
COMPLIANCE, CHANCES = BY_KEY["compliance_critical"], BY_KEY["critical_opportunities"]
CLASSES = [
    (CUSTOMER, "customer_critical"), (BUSINESS, "business_critical"), (COMPLIANCE, "compliance_critical"),
]  # fmt: skip


def review(earned=80.0, possible=100.0, **cells) -> dict:
    return {
        "purpose": "random", "credited": True, "earned": earned, "possible": possible,
        "evaluator": "q1", "auto_fail": False, **cells,
    }  # fmt: skip


def test_points_earned_of_those_possible(engine):
    """What does not apply leaves both sums: 40 of 50 and 90 of 100 are 130 of 150."""
    found = engine.result(SCORE, [review(40.0, 50.0), review(90.0)])
    assert (found.numerator, found.denominator, found.n) == (130, 150, 2)
    assert found.value == pytest.approx(130 / 150)
    assert 0 <= found.low < found.value < found.high <= 1
    assert found.notes == (
        "Reviewed by 1: how strict they are is evened out in neither figure nor interval.",
    )


@pytest.mark.parametrize("kpi", [SCORE, FAILS, CUSTOMER])
@pytest.mark.parametrize(
    "other",
    [{"purpose": "targeted"}, {"purpose": None}, {"credited": False}, {"credited": None}],
)
def test_only_what_was_drawn_counts(engine, kpi, other):
    rows = [
        review(customer_critical=0),
        review(70.0, customer_critical=1),
        review(90.0, customer_critical=0),
    ]
    sought = review(0.0, auto_fail=True, customer_critical=3) | other
    assert engine.result(kpi, [*rows, sought]) == engine.result(kpi, rows)


@pytest.mark.parametrize("other", [review(0.0, 0.0), review(None), review(10.0, None)])
def test_a_review_without_points_has_no_score(engine, other):
    rows = [review(), review(70.0)]
    assert engine.result(SCORE, [*rows, other]) == engine.result(SCORE, rows)
    assert engine.result(SCORE, [other]).value is None


def test_failing_outright_is_said_apart(engine):
    rows = [review(), review(90.0, auto_fail=True), review(70.0)]
    found = engine.result(SCORE, rows)
    assert found.value == 0.8
    assert found.notes[0] == "1 of them failed outright; their points stay as they were given."
    fails = engine.result(FAILS, [*rows, review(auto_fail=None)])
    assert (fails.numerator, fails.denominator) == (1, 3)
    assert (fails.low, fails.high) == pytest.approx(intervals.wilson(1, 3))


def test_those_less_likely_to_be_drawn_count_for_more(engine):
    likely, unlikely = (
        review(50.0, inclusion_probability=0.5),
        review(90.0, inclusion_probability=0.1),
    )
    found = engine.result(SCORE, [likely, unlikely])
    assert found.value == pytest.approx((2 * 50 + 10 * 90) / 1200)
    assert found.numerator / found.denominator == pytest.approx(found.value)
    assert found.notes[0] == "Weighted: contacts less likely to be drawn count for more."
    part = engine.result(SCORE, [likely, unlikely, review(70.0)])
    assert part.value == pytest.approx(0.7)
    assert part.notes[0].startswith("Not weighted")
    even = engine.result(
        SCORE, [review(inclusion_probability=0.2), review(60.0, inclusion_probability=0.2)]
    )
    assert (even.numerator, even.denominator) == pytest.approx((140, 200))


def test_how_strict_reviewers_are_widens_the_interval(engine):
    """The same scores, given at random or each reviewer always high or low."""
    mixed = [review(60.0 + 30 * (at % 2), evaluator=f"q{at // 2 % 6}") for at in range(60)]
    strict = [review(60.0 + 30 * (at % 2), evaluator=f"q{at % 2}{at // 2 % 3}") for at in range(60)]
    one, other = engine.result(SCORE, mixed), engine.result(SCORE, strict)
    assert one.value == other.value
    assert other.high - other.low > 2 * (one.high - one.low)
    assert not one.notes


@pytest.mark.parametrize(("kpi", "column"), CLASSES)
def test_three_bad_contacts_of_forty(engine, kpi, column):
    """However many errors one has: 92.5%, Wilson 80.1 to 97.4."""
    errors = [1, 1, 3] + [0] * 37
    rows = [review(**{column: count}) for count in errors]
    found = engine.result(kpi, [*rows, review()])
    assert (found.numerator, found.denominator) == (37, 40)
    assert [round(100 * x, 1) for x in (found.value, found.low, found.high)] == [92.5, 80.1, 97.4]
    assert found.notes[0].startswith("1 review left out: their scorecard has no")


def test_classes_are_never_netted(engine):
    rows = [review(100.0, compliance_critical=1, customer_critical=0)]
    assert engine.result(COMPLIANCE, rows).value == 0
    assert engine.result(CUSTOMER, rows).value == 1
    assert engine.result(BUSINESS, rows).value is None


def criterion(earned=1.0, **cells) -> dict:
    return {
        "purpose": "random", "earned": earned, "possible": 1.0, "critical": "customer",
        "not_applicable": False, **cells,
    }  # fmt: skip


def test_five_errors_in_240_chances(engine):
    rows = [criterion(0.0)] * 5 + [criterion()] * 235
    others = [
        criterion(0.0, purpose="targeted"), criterion(0.0, critical=None), criterion(None, not_applicable=True),
        criterion(0.0, possible=0.0),
    ]  # fmt: skip
    found = engine.result(CHANCES, rows + others)
    assert (found.numerator, found.denominator) == (235, 240)
    assert round(100 * found.value, 1) == 97.9


def _drawn_figure(chance, level: float):
    """Forty reviews of a hundred points each, as wide apart as reviews are."""
    rows = [
        {"earned": min(100.0, max(0.0, chance.gauss(level, 15))), "possible": 100.0, "evaluator": f"q{at % 6}",
         "inclusion_probability": None, "auto_fail": False}
        for at in range(40)
    ]  # fmt: skip
    window = Window(date(2026, 4, 1), date(2026, 5, 1))
    result = SCORE.of_rows(rows)
    return figure_of(SCORE, result, window=window, zone="UTC", generation=1, by={}, parts={})


def test_two_draws_of_the_same_work_are_seldom_a_change():
    """Points are not independent trials: of 4,000 points in 40 reviews there are 40 witnesses."""
    chance = random.Random(5)
    told = [change(_drawn_figure(chance, 80), _drawn_figure(chance, 80)) for _ in range(200)]
    assert told.count(Change.NO_CLEAR) > 180
    assert change(_drawn_figure(chance, 60), _drawn_figure(chance, 85)) is Change.WORSE
    assert change(_drawn_figure(chance, 85), _drawn_figure(chance, 60)) is Change.BETTER
