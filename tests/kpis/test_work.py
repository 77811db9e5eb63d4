"""Backlog at an instant, by example."""

from datetime import date, datetime, timedelta

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.kpis.definition import SILENT
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics import intervals
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre
from tests.received import at as moment
from tests.received import bring, contact

BACKLOG, DAYS = BY_KEY["backlog"], BY_KEY["backlog_days"]
MEDIAN, LONG = BY_KEY["backlog_age_median"], BY_KEY["backlog_age_p90"]
AT = datetime(2026, 11, 1)
DAY = timedelta(days=1)


def item(begun: float, solved: float | None = None, **cells) -> dict:
    """Begun and solved so many days before the instant (negative: after)."""
    return {
        "channel": "email", "answered": True, "solves_recorded": True, "started_at": AT - begun * DAY,
        "solved_at": None if solved is None else AT - solved * DAY, **cells,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "n"),
    [
        (item(3), 1),
        (item(3, 1), 0),
        (item(3, -1), 1),  # solved later
        (item(-1), 0),  # begun later
        (item(3, direction="outbound"), 0),
        (item(3, channel="phone", answered=False), 0),  # gave up
        (item(3, answered=False), 1),  # an email that nobody has taken yet
    ],
)
def test_open_at_the_instant(engine, row, n):
    found = engine.level(BACKLOG, [row], AT)
    assert (found.value, found.n) == (n, n)
    assert (found.low, found.high) == intervals.poisson(n)


def test_how_old_it_is(engine):
    rows = [item(begun) for begun in range(1, 21)]
    assert (
        engine.level(MEDIAN, rows, AT).value == 10.5 * 86_400
    )  # between the tenth and the eleventh
    assert engine.level(LONG, rows, AT).value == pytest.approx(18.1 * 86_400)
    assert engine.level(MEDIAN, rows, AT).n == 20
    nothing = engine.level(MEDIAN, [], AT)
    assert (nothing.value, nothing.n, nothing.problem) == (None, 0, "")


def test_days_of_work(engine):
    """56 closed in 28 days are two a day: 30 open are 15 days."""
    rows = [item(40)] * 30 + [item(40, 27)] * 56 + [item(60, 30)] * 9
    found = engine.level(DAYS, rows, AT)
    assert (found.value, found.numerator, found.denominator, found.n) == (15, 30, 2, 30)
    low, high = intervals.poisson(56)
    assert (found.low, found.high) == pytest.approx((30 * 28 / high, 30 * 28 / low))


def test_the_pace_of_a_new_centre_is_that_of_the_days_it_has(engine):
    """Fourteen closed in its first week are two a day: to spread them over 28 days would make the backlog fourfold."""
    rows = [item(5)] * 30 + [item(6, 2)] * 14
    found = engine.level(DAYS, rows, AT, days=7)
    assert (found.value, found.denominator) == (15, 2)
    assert found.notes == ("The pace is that of 7 days: all there is.",)
    assert engine.level(DAYS, rows, AT).notes == ()


@pytest.mark.parametrize(("length", "days"), [(7, 7), (28, 28), (60, 28)])
def test_so_many_days_are_known_as_there_are_facts_of(tmp_path, length, days):
    centre = Centre(Store(tmp_path / "new"))
    first = date(2026, 6, 1)
    rows = [
        contact(
            f"T{at}", moment(first + timedelta(days=at), 9), channel="email", solves_recorded=True,
            solved_at=moment(first + timedelta(days=at), 15) if at % 2 else None,
        )
        for at in range(length)
    ]  # fmt: skip
    bring(centre, contact=rows)
    window = Window(first, first + timedelta(days=length))
    (figure,) = centre.figures([DAYS], window=window)
    closed, still_open = days // 2, -(-length // 2)
    assert (figure.parts["closed_28"], figure.parts["open"]) == (closed, still_open)
    assert figure.kpi.result(figure.parts).value == pytest.approx(still_open / (closed / days))


@pytest.mark.parametrize("kpi", [BACKLOG, DAYS, MEDIAN, LONG], ids=lambda kpi: kpi.key)
@pytest.mark.parametrize(
    ("reach", "notes"),
    [
        ({"old": "2026-10-17 23:59:59", "new": "2026-10-31 17:00:00"}, (SILENT,)),
        ({"old": "2026-10-18 00:00:00", "new": "2026-10-31 17:00:00"}, ()),  # two weeks: late, not silent
        ({"new": "2026-10-31 17:00:00"}, ()),  # of the old one nothing is known
        ({"other's": "2026-01-01 00:00:00", "new": "2026-10-31 17:00:00"}, ()),  # nothing of it is open
    ],
)  # fmt: skip
def test_what_a_silent_source_told_as_open_may_be_closed_by_now(engine, kpi, reach, notes):
    rows = [item(40, source="old")] * 3 + [item(5, source="new"), item(9, 2, source="new")]
    found = engine.level(kpi, rows, AT, reach=reach)
    assert (found.n, found.notes) == (4, notes)
    closed = [item(40, 30, source="old"), item(5, source="new"), item(9, 2, source="new")]
    assert engine.level(kpi, closed, AT, reach=reach).notes == (), "nothing of it is open"


def test_every_publishing_says_how_far_each_source_reaches(tmp_path):
    """From what was received, also where the months of one are not built again."""
    centre = Centre(Store(tmp_path / "two"))
    early = moment(date(2026, 3, 2), 9)
    kept = {"channel": "email", "solves_recorded": True}
    bring(centre, contact=[contact("A", early, source="crm", **kept)], source="crm")
    assert centre.store.manifest().reach == {"crm": "2026-03-02 09:00:00"}
    late = moment(date(2026, 6, 1), 9)
    bring(centre, contact=[contact("B", late, source="desk", **kept)], source="desk")
    assert centre.store.manifest().reach == {
        "crm": "2026-03-02 09:00:00",
        "desk": "2026-06-01 09:00:00",
    }
    (figure,) = centre.figures([BACKLOG], window=Window(date(2026, 6, 1), date(2026, 6, 2)))
    assert (figure.value, figure.notes) == (2, (SILENT,))
    (figure,) = centre.figures([BACKLOG], window=Window(date(2026, 3, 1), date(2026, 3, 10)))
    assert (figure.value, figure.notes) == (1, ())


def test_without_closures_there_is_no_pace(engine):
    found = engine.level(DAYS, [item(40)] * 30, AT)
    assert (found.value, found.problem) == (None, "nothing was closed in the 28 days before")


UNTOLD = "this source records no solved times"


@pytest.mark.parametrize("kpi", [BACKLOG, DAYS, MEDIAN, LONG], ids=lambda kpi: kpi.key)
@pytest.mark.parametrize("told", [False, None])
def test_a_source_that_records_no_solves_has_no_backlog(engine, kpi, told):
    found = engine.level(kpi, [item(3, solves_recorded=told)] * 3, AT)
    assert (found.value, found.n, found.low, found.problem) == (None, 0, None, UNTOLD)


def test_nothing_open_is_a_true_nought_where_solves_are_recorded(engine):
    rows = [item(300, 200), item(3, solves_recorded=False)]
    found = engine.level(BACKLOG, rows, AT)
    assert (found.value, found.n, found.problem) == (0, 0, "")
    nobody_waits = [item(3, direction="outbound", solves_recorded=False)]
    assert engine.level(BACKLOG, nobody_waits, AT).value == 0
