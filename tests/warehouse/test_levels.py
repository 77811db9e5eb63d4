"""What is open at an instant: at the end of a window or of each step of it, and which contacts those are."""

from datetime import date, timedelta

import pytest

from evenhand.analysis import behind
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.scope import Where, Window
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import EVERYTHING, Centre
from tests.received import at, bring, contact

BACKLOG, DAYS = BY_KEY["backlog"], BY_KEY["backlog_days"]
FIRST = date(2026, 5, 1)
END = date(2026, 8, 1)


def ticket(number: str, begun: int, solved: int | None, **cells) -> dict:
    """Begun and solved at noon so many days after the first of May."""
    noon = at(FIRST, 12)
    return contact(
        number, noon + timedelta(days=begun), channel="email", agent="ann", solves_recorded=True,
        solved_at=None if solved is None else noon + timedelta(days=solved), **cells,
    )  # fmt: skip


TICKETS = {
    "T1": (0, 3),
    "T2": (2, 40),
    "T3": (10, None),
    "T4": (45, 47),
    "T5": (70, None),
    "T6": (5, 61),
}


@pytest.fixture(scope="module")
def tickets(tmp_path_factory):
    centre = Centre(Store(tmp_path_factory.mktemp("tickets")), Directory(keys=(("", "ann", 1),)))
    bring(centre, contact=[ticket(number, *days) for number, days in TICKETS.items()])
    return centre


def open_before(day: date) -> set[str]:
    """By hand: begun before that day, and not solved before it."""
    n = (day - FIRST).days
    return {
        number for number, (begun, solved) in TICKETS.items()
        if begun < n and (solved is None or solved >= n)
    }  # fmt: skip


def listed(centre, window, **more) -> tuple[set[str], set[str]]:
    asked = {"scope": EVERYTHING, "window": window} | more
    page = behind.contacts_behind(centre.facts, BACKLOG, **asked)
    rows = list(behind.every_row_behind(centre.facts, BACKLOG, **asked))
    assert page.total == len(page.rows) == len(rows)
    return {row["source_id"] for row in page.rows}, {row["source_id"] for row in rows}


@pytest.mark.parametrize("end", [FIRST + timedelta(days=n) for n in (1, 4, 30, 41, 46, 60, 71)])
def test_the_contacts_behind_a_backlog_are_those_open_at_the_end_of_the_window(tickets, end):
    window = Window(end - timedelta(days=1), end)  # most of them began long before it
    assert listed(tickets, window) == (open_before(end), open_before(end))
    (figure,) = tickets.figures([BACKLOG], window=window)
    assert figure.parts["open"] == len(open_before(end))


def test_a_list_of_what_is_open_is_narrowed_as_any(tickets):
    window = Window(FIRST, FIRST + timedelta(days=30))
    assert listed(tickets, window, where=[Where("person_id", 1)])[0] == open_before(window.end)
    assert listed(tickets, window, where=[Where("person_id", 2)])[0] == set()
    assert listed(tickets, window, where=[Where("local_date", FIRST + timedelta(days=2))])[0] == {
        "T2"
    }


def test_steps_that_cross_end_where_either_ends(tickets):
    window = Window(FIRST, date(2026, 7, 1))
    for by in (("week", "month"), ("month", "week"), ("day", "week"), ("day", "week", "month")):
        cells = tickets.figures([BACKLOG], window=window, by=by)
        found = {tuple(cell.by[name] for name in by): cell.parts["open"] for cell in cells}
        assert all(list(cell.by) == list(by) for cell in cells)
        expected = {}
        for n in range(window.days):
            day = FIRST + timedelta(days=n)
            begins = {
                "day": day,
                "week": day - timedelta(days=day.weekday()),
                "month": day.replace(day=1),
            }
            expected[tuple(begins[name] for name in by)] = len(open_before(day + timedelta(days=1)))
        assert found == {key: n for key, n in expected.items() if n or key in found}
        assert sum(found.values()) == sum(expected.values())


def test_a_weekday_has_no_instant(tickets):
    for by in (("weekday",), ("week", "weekday")):
        with pytest.raises(KeyError, match="weekday"):
            tickets.figures([BACKLOG], window=Window(FIRST, END), by=by)


def test_without_solved_times_there_is_no_backlog_and_with_them_a_true_nought(centre):
    rows = [
        ticket("C1", 1, None) | {"solves_recorded": False},
        ticket("C2", 2, None) | {"solves_recorded": False},
    ]
    bring(centre, contact=rows)
    window = Window(FIRST, FIRST + timedelta(days=20))
    for figure in centre.figures([BACKLOG, DAYS], window=window):
        assert (figure.value, figure.problem) == (None, "this source records no solved times")
    assert listed(centre, window) == (set(), set())
    bring(centre, source="tickets", contact=[ticket("T1", 0, 1)], months=["2026-05"])
    late = Window(FIRST + timedelta(days=40), FIRST + timedelta(days=60))
    bring(
        centre,
        source="calls",
        contact=[ticket("L1", 50, None) | {"solves_recorded": False}],
        months=["2026-06"],
    )
    (figure,) = centre.figures([BACKLOG], window=late)
    assert (figure.n, figure.problem, figure.parts["recorded"]) == (0, "", 1)
