"""Transfers, escalations, reopened tickets and deadlines, by example."""

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from tests.kpis.rows import DAY, call, contact, lost

TRANSFERS, AVOIDABLE = BY_KEY["transfers"], BY_KEY["transfers_avoidable"]
COLD = BY_KEY["transfers_cold"]
ESCALATIONS, REOPENED = BY_KEY["escalations"], BY_KEY["reopened"]
IN_DEADLINE = BY_KEY["in_deadline"]


@pytest.mark.parametrize(
    ("kpi", "column"), [(TRANSFERS, "transferred"), (ESCALATIONS, "escalated")]
)
def test_of_what_was_handled(engine, kpi, column):
    rows = [call(**{column: said}) for said in (True, False, False, None)]
    found = engine.result(kpi, [*rows, lost(9.0, **{column: True})])
    assert (found.numerator, found.denominator) == (1, 3)
    assert found.notes == ("1 contact left out: the source does not say.",)


def transfer(avoidable):
    return call(transferred=True, transfer_avoidable=avoidable)


@pytest.mark.parametrize(
    ("rows", "above", "below", "left_out"),
    [
        ([transfer(True), transfer(False), call(transferred=False)], 1, 3, 0),
        ([*[transfer(True)] * 9, transfer(None), call(transferred=False)], 9, 10, 1),
        ([call(transferred=False)] * 3, 0, 3, 0),
        ([transfer(False), call(), lost(3.0, transferred=True)], 0, 1, 0),
    ],
)
def test_a_right_transfer_is_no_fault(engine, rows, above, below, left_out):
    found = engine.result(AVOIDABLE, rows)
    assert (found.numerator, found.denominator) == (above, below)
    assert len(found.notes) == bool(left_out)


@pytest.mark.parametrize("marked", [0, 1, 8])
def test_where_too_few_transfers_are_told_apart_nothing_is_said(engine, marked):
    """What was kept counts whole: with half of the transfers left out, 2 avoidable ones in 8 would read as 1 in 7."""
    rows = [transfer(True)] * marked + [transfer(None), call(transferred=False)]
    found = engine.result(AVOIDABLE, rows)
    assert found.value is None
    assert found.problem == "transferred, and not said whether it could have been avoided"


def passed(how: str | None) -> dict:
    return call(transferred=True, transfer_type=how)


KEPT = call(transferred=False)
UNTYPED = "not said whether warm or cold"
UNSAID = "not said whether they were transferred"


@pytest.mark.parametrize(
    ("rows", "above", "below", "left_out"),
    [
        ([passed("cold"), passed("warm"), KEPT, KEPT], 1, 2, []),
        ([passed("warm"), KEPT], 0, 1, []),
        # What a channel kept that never says how it passes on would make the share too small.
        ([passed("cold"), passed(None), KEPT, KEPT], 1, 1, [UNTYPED]),
        ([passed("cold"), call(), lost(9.0, transferred=True, transfer_type="cold")], 1, 1, []),
        ([passed("cold"), call(transferred=False, transfer_type="cold")], 1, 1, []),  # it was not
    ],
)  # fmt: skip
def test_cold_transfers_of_those_that_say_how(engine, rows, above, below, left_out):
    found = engine.result(COLD, rows)
    assert (found.numerator, found.denominator, found.n) == (above, below, below)
    assert found.notes == tuple(f"1 transfer left out: {why}." for why in left_out)


@pytest.mark.parametrize(
    ("rows", "why"), [([passed(None), KEPT], UNTYPED), ([call()] * 3, UNSAID), ([KEPT] * 3, "")]
)
def test_where_no_transfer_says_how_it_was_made_cold_is_not_nought(engine, rows, why):
    found = engine.result(COLD, rows)
    assert (found.value, found.problem) == (None, why)


def ticket(times, *, first=DAY, last=DAY, followed=20 * DAY, **cells):
    return contact(
        solves_recorded=True, reopened=times, first_resolution_seconds=first, resolution_seconds=last, **cells
    ) | {"followed_seconds": followed}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "above", "below"),
    [
        ([ticket(0), ticket(1), ticket(5)], 2, 3),  # tickets, not events
        ([ticket(0), ticket(None)], 0, 1),
        ([ticket(0, first=None, last=None)], 0, 0),  # never solved
        ([ticket(1, first=None, last=None)], 1, 1),  # open again, so it was solved
        ([ticket(0, first=None), ticket(1, last=None)], 1, 2),
        ([ticket(0, followed=8 * DAY)], 0, 1),  # solved 7 days before its source ends
        ([ticket(1, followed=8 * DAY - 1)], 0, 0),
        ([ticket(0, followed=None)], 0, 0),
        ([contact(reopened=0), contact(reopened=1)], 1, 2),  # no times recorded
        ([contact(reopened=0, resolved=False)], 0, 0),
    ],
)
def test_reopened(engine, rows, above, below):
    found = engine.result(REOPENED, rows)
    assert (found.n, found.numerator or 0) == (below, above)


def test_the_window_of_reopening_is_a_parameter(engine):
    rows = [ticket(1, followed=8 * DAY), ticket(0)]
    found = engine.result(REOPENED.with_parameters({"window_days": 14}), rows)
    assert (found.value, found.n) == (0, 1)
    assert found.notes == ("1 ticket left out: solved less than 14 days ago.",)


def test_in_deadline_as_the_source_says(engine):
    rows = [call(in_deadline=True)] * 3 + [
        call(in_deadline=False),
        call(),
        lost(None, in_deadline=False),
    ]
    found = engine.result(IN_DEADLINE, rows)
    assert (found.numerator, found.denominator) == (3, 5)
    assert found.notes == ("1 contact left out: the source does not say.",)
