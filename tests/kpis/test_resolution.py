"""First contact resolution in its variants, by example."""

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import DAY, call, contact, lost, rating

FCR, RATIO = BY_KEY["fcr"], BY_KEY["contact_ratio"]
SURVEY, SAID = BY_KEY["fcr_survey"], BY_KEY["resolved"]
WEEK = 7 * DAY


def issue(contacts: int) -> list[dict]:
    """An issue that took so many contacts, a day between them."""
    return [
        contact(
            since_previous_seconds=DAY if at else None,
            until_next_seconds=DAY if at < contacts - 1 else None,
        )
        for at in range(contacts)
    ]


ISSUES = issue(1) * 85 + issue(2) * 5 + issue(3) * 10


def test_a_hundred_issues_in_125_contacts(engine):
    """85% of the issues took one contact; issues ÷ contacts is 80%, and not the same thing."""
    found, ratio = engine.result(FCR, ISSUES), engine.result(RATIO, ISSUES)
    assert (found.numerator, found.denominator, found.value) == (85, 100, 0.85)
    assert (ratio.numerator, ratio.denominator, ratio.value) == (100, 125, 0.8)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(85, 100))


def test_a_failure_belongs_to_the_first(engine):
    first, second = issue(2)
    assert engine.result(FCR, [first]).value == 0
    assert engine.result(FCR, [second]).n == 0


@pytest.mark.parametrize(
    ("days", "gap", "resolved", "issues"),
    [
        (7, WEEK - 1, 0, 1), (7, WEEK, 0, 1), (7, WEEK + 1, 2, 2), (7, None, 1, 1),
        (1, DAY, 0, 1), (1, DAY + 1, 2, 2), (2, 2 * DAY, 0, 1), (14, WEEK + 1, 0, 1), (14, 14 * DAY + 1, 2, 2),
    ],
)  # fmt: skip
def test_the_window_and_its_ends(engine, days, gap, resolved, issues):
    rows = [contact(until_next_seconds=gap)] + (
        [contact(since_previous_seconds=gap)] if gap else []
    )
    found = engine.result(FCR.with_parameters({"window_days": days}), rows)
    assert (found.numerator, found.denominator) == (resolved, issues)


@pytest.mark.parametrize(("followed", "n"), [(WEEK - 1, 0), (WEEK, 1), (None, 0)])
def test_an_issue_whose_window_is_not_over_is_left_out(engine, followed, n):
    rows = [contact() | {"followed_seconds": followed}]
    found = engine.result(FCR, rows)
    assert found.n == n
    if not n:
        assert (found.value, found.problem) == (None, "not followed for 7 days yet")
    later = engine.result(FCR, [*rows, contact()])
    assert later.notes == (() if n else ("1 issues left out: not followed for 7 days yet.",))


def test_a_failure_inside_an_unfinished_window_waits_as_well(engine):
    """Only the failures of the last days would be known: the cohort counts when it is whole."""
    early = contact(until_next_seconds=DAY) | {"followed_seconds": 2 * DAY}
    assert engine.result(FCR, [early, contact()]).value == 1


@pytest.mark.parametrize("kpi", [FCR, RATIO])
def test_who_cannot_be_linked_is_left_out_and_said(engine, kpi):
    found = engine.result(kpi, [contact(), call(), call()])
    assert (found.value, found.n) == (1, 1)
    assert found.notes == (f"2 {kpi.counted} left out: no customer named.",)
    assert engine.result(kpi, [call()]).problem == "no customer named"


@pytest.mark.parametrize("kpi", [FCR, RATIO])
@pytest.mark.parametrize(
    "other", [contact(direction="outbound"), lost(3.0, customer="c"), contact(answered=None)]
)
def test_outbound_and_abandoned_contacts_open_nothing(engine, kpi, other):
    rows = [contact(), contact(until_next_seconds=DAY), contact(direction=None)]
    assert engine.result(kpi, [*rows, other]) == engine.result(kpi, rows)


def test_no_window_is_longer_than_contacts_are_linked():
    for kpi in (FCR, RATIO):
        (field,) = kpi.parameter_fields
        assert max(days for days, _ in field.choices) <= tables.LINKED_DAYS


def test_as_customers_say(engine):
    rows = [rating("resolved", score, 0, 1) for score in (1, 1, 1, 0, None, None)]
    found = engine.result(SURVEY, rows)
    assert (found.numerator, found.denominator, found.n) == (3, 4, 4)
    assert found.notes == ("2 answers left out: not sure.",)
    assert engine.result(SURVEY, [rating("resolved", None, 0, 1)]).problem == "not sure"


@pytest.mark.parametrize(
    "other",
    [
        rating("csat", 1, 1, 5),
        rating("resolved", 1, 0, 1, credited=False),
        rating("resolved", 0.5, 0, 1),
    ],
)
def test_other_answers_do_not_count(engine, other):
    rows = [rating("resolved", 1, 0, 1), rating("resolved", 0, 0, 1)]
    assert engine.result(SURVEY, [*rows, other]) == engine.result(SURVEY, rows)


def test_as_the_source_says(engine):
    rows = [call(resolved=True), call(resolved=False), call(resolved=True), call(), lost(4.0)]
    found = engine.result(SAID, rows)
    assert (found.numerator, found.denominator) == (2, 3)
    assert found.notes == ("1 contacts left out: the source does not say.",)
    assert engine.result(SAID, [call()] * 3).problem == "the source does not say"
