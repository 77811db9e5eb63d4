"""First contact resolution in its variants, by example."""

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import clustered, intervals
from tests.kpis.rows import DAY, call, contact, lost, rating

FCR, RATIO = BY_KEY["fcr"], BY_KEY["contact_ratio"]
SURVEY, SAID = BY_KEY["fcr_survey"], BY_KEY["resolved"]
WEEK = 7 * DAY
WAITING = "not followed to the end of their window yet"


def issue(contacts: int, customer: str = "c") -> list[dict]:
    """An issue that took so many contacts, a day between them."""
    return [
        contact(
            customer=customer,
            since_previous_seconds=DAY if at else None,
            until_next_seconds=DAY if at < contacts - 1 else None,
        )
        for at in range(contacts)
    ]


TAKEN = [1] * 85 + [2] * 5 + [3] * 10
ISSUES = [row for at, contacts in enumerate(TAKEN) for row in issue(contacts, f"c{at}")]


def test_a_hundred_issues_in_125_contacts(engine):
    """85% of the issues took one contact; issues ÷ contacts is 80%, and not the same thing."""
    found, ratio = engine.result(FCR, ISSUES), engine.result(RATIO, ISSUES)
    assert (found.numerator, found.denominator, found.value) == (85, 100, 0.85)
    assert (ratio.numerator, ratio.denominator, ratio.value) == (100, 125, 0.8)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(85, 100))
    expected = clustered.ratio_of_sums(100, 125, 100, 85 + 5 * 4 + 10 * 9, 125, 100)
    assert (ratio.low, ratio.high) == pytest.approx(expected)


def test_the_same_customer_tells_less_than_so_many_customers(engine):
    """A hundred issues of twenty customers, who bring all of the easy ones or all of the hard."""
    few = [row for at, contacts in enumerate(TAKEN) for row in issue(contacts, f"c{at // 5}")]
    many, of_few = engine.result(RATIO, ISSUES), engine.result(RATIO, few)
    assert (many.value, many.n) == (of_few.value, of_few.n) == (0.8, 125)
    assert of_few.low < many.low < many.high < of_few.high
    # The same number in another source is another customer.
    other = [row | {"source": f"s{at % 2}"} for at, row in enumerate(issue(1) * 10)]
    assert engine.sums_by_cluster(RATIO, other)["clusters"] == 2


def test_of_fewer_than_five_customers_nothing_is_sure(engine):
    rows = [row for at in range(40) for row in issue(1 + at % 2, f"c{at % 4}")]
    found = engine.result(RATIO, rows)
    assert (found.n, found.low, found.high) == (60, None, None)


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


SAME_DAY = {"window_days": 0}


@pytest.mark.parametrize(
    ("same_day", "seconds", "resolved", "issues"),
    [
        (True, 60.0, 0, 1),
        (True, 25 * 3600.0 - 1, 0, 1),  # the longest day, on which the clocks go back
        (False, 20 * 60.0, 2, 2),  # ten to midnight, and ten past
        (False, WEEK, 2, 2),
        (None, None, 1, 1),
    ],
)
def test_the_same_day_ends_at_midnight(engine, same_day, seconds, resolved, issues):
    rows = [contact(until_next_seconds=seconds, next_same_day=same_day)]
    if same_day is not None:
        rows.append(contact(since_previous_seconds=seconds, previous_same_day=same_day))
    found = engine.result(FCR.with_parameters(SAME_DAY), rows)
    assert (found.numerator, found.denominator) == (resolved, issues)
    ratio = engine.result(RATIO.with_parameters(SAME_DAY), rows)
    assert (ratio.numerator, ratio.denominator) == (issues, len(rows))


@pytest.mark.parametrize(("followed", "n"), [(False, 0), (True, 1), (None, 0)])
def test_the_same_day_counts_when_it_is_over(engine, followed, n):
    """Eleven in the evening is followed for an hour by midnight, nine in the morning of a day still running for more."""
    seconds = 3600.0 if followed else 14 * 3600.0
    rows = [contact(followed_whole_day=followed, followed_seconds=seconds)]
    found = engine.result(FCR.with_parameters(SAME_DAY), rows)
    assert found.n == n
    assert found.problem == ("" if n else WAITING)


@pytest.mark.parametrize(("followed", "n"), [(WEEK - 1, 0), (WEEK, 1), (None, 0)])
def test_an_issue_whose_window_is_not_over_is_left_out(engine, followed, n):
    rows = [contact() | {"followed_seconds": followed}]
    found = engine.result(FCR, rows)
    assert found.n == n
    if not n:
        assert (found.value, found.problem) == (None, WAITING)
    later = engine.result(FCR, [*rows, contact()])
    assert later.notes == (() if n else (f"1 issue left out: {WAITING}.",))


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
    assert found.notes == ("1 contact left out: the source does not say.",)
    assert engine.result(SAID, [call()] * 3).problem == "the source does not say"
