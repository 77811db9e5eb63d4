"""The contacts behind one cell, one bar, one age of a figure are as many as it says: no more, no less."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from evenhand.analysis import behind
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Mean, Quantile, Share
from evenhand.analysis.measure.between import Between, has_values, narrowed
from evenhand.analysis.measure.levels import AGES
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.statistics.intervals import bin_edge
from evenhand.analysis.warehouse.manifest import Store
from tests import everything
from tests.bringing import EVERYTHING, Centre
from tests.received import bring, contact

KPI = catalogue.BY_KEY
SPRING = Window(date(2026, 3, 22), date(2026, 4, 5))  # the clocks go forward on 29 March
LONG = Window(date(2026, 3, 2), date(2026, 8, 1))
OF_A_TEAM = Scope(teams=frozenset({102}), people=frozenset({1, 4, 7, 10}))
WIDE = 20  # bins looked at together
BINNED = [kpi for kpi in catalogue.ALL if isinstance(kpi, Quantile)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return everything.filled(tmp_path_factory.mktemp("cells"), 700)


def listed(centre, kpi, window, scope=EVERYTHING, where=()) -> tuple[int, int, int]:
    """(contacts of the list, rows of the figure in them, lines of its file)."""
    asked: dict[str, Any] = {"scope": scope, "window": window, "where": where}
    page = behind.contacts_behind(centre.facts, kpi, **asked)
    lines = list(behind.every_row_behind(centre.facts, kpi, **asked))
    assert page.total == len({line["source_id"] for line in lines})
    return page.total, page.counted, len(lines)


def in_cell(cell) -> tuple[Where, ...]:
    return tuple(Where(name, cell.by[name]) for name in ("weekday", "half_hour"))


@pytest.mark.parametrize("key", ["handled", "service_level", "aht"])
def test_every_cell_of_the_week_has_its_contacts(whole, key):
    cells = whole.figures([KPI[key]], window=SPRING, by=("weekday", "half_hour"))
    assert len(cells) > 20
    for cell in cells[::3]:
        n = cell.n
        assert listed(whole, KPI[key], SPRING, where=in_cell(cell)) == (n, n, n), cell.by
        (again,) = whole.figures([KPI[key]], window=SPRING, where=in_cell(cell))
        assert again.n == n
    (figure,) = whole.figures([KPI[key]], window=SPRING)
    assert figure.n == sum(cell.n for cell in cells)


@pytest.mark.parametrize("key", ["handled", "service_level", "aht_median", "csat"])
def test_a_weekday_by_itself_is_counted_from_rollups_too(whole, key):
    of_day = {c.by["weekday"]: c.n for c in whole.figures([KPI[key]], window=LONG, by=("weekday",))}
    assert set(of_day) == set(range(7))
    for day, n in of_day.items():
        (found,) = whole.figures([KPI[key]], window=LONG, where=(Where("weekday", day),))
        assert found.n == n


def test_a_team_s_cell_lists_only_whom_its_leader_sees(whole):
    team = (Where("team_id", 102),)
    asked = {"window": SPRING, "scope": OF_A_TEAM}
    cells = whole.figures([KPI["handled"]], by=("weekday", "half_hour"), where=team, **asked)
    assert cells
    for cell in cells:
        where = (*team, *in_cell(cell))
        found = list(behind.every_row_behind(whole.facts, KPI["handled"], where=where, **asked))
        assert {row["person_id"] for row in found} <= OF_A_TEAM.people
        assert len(found) == cell.n, "everybody who worked in it is in it still"


AUTUMN = [  # in London the hour from one to two comes twice on 25 October 2026, a Sunday
    (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), 6, 2),  # 01:29 in summer time
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 6, 3),
    (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 6, 3),
    (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), 6, 2),  # 01:00 again
    (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 6, 3),
    (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), 6, 4),
    (datetime(2026, 10, 24, 23, 10, tzinfo=UTC), 6, 0),  # ten past midnight already
    (datetime(2026, 10, 25, 23, 10, tzinfo=UTC), 6, 46),
    (datetime(2026, 10, 26, 0, 10, tzinfo=UTC), 0, 0),
]


def test_the_hour_that_comes_twice_is_one_cell(tmp_path):
    centre = Centre(Store(tmp_path / "autumn", "Europe/London"))
    rows = [
        contact(f"D{n}", at, handle_seconds=60.0, agent="ann") for n, (at, *_) in enumerate(AUTUMN)
    ]
    bring(centre, contact=rows)
    window = Window(date(2026, 10, 24), date(2026, 10, 27))
    cells = centre.figures([KPI["handled"]], window=window, by=("weekday", "half_hour"))
    expected: dict = {}
    for _at, weekday, half in AUTUMN:
        expected[weekday, half] = expected.get((weekday, half), 0) + 1
    assert {(c.by["weekday"], c.by["half_hour"]): c.n for c in cells} == expected
    for cell in cells:
        assert listed(centre, KPI["handled"], window, where=in_cell(cell))[0] == cell.n


@pytest.mark.parametrize("kpi", BINNED, ids=lambda kpi: kpi.key)
def test_bins_together_have_their_contacts(whole, kpi):
    """By an address that says the ends with four decimals; what is not over yet is in no bin."""
    (figure,) = whole.figures([kpi], window=LONG)
    bins = figure.parts["bins"]
    first, last = bins[0][0], bins[-1][0]
    total = 0
    for start in range(first // WIDE * WIDE, last + 1, WIDE):
        ends = Between(round(bin_edge(start), 4), round(bin_edge(start + WIDE), 4))
        n = sum(over for number, over, *_ in bins if start <= number < start + WIDE)
        assert listed(whole, narrowed(kpi, ends), LONG)[1:] == (n, n), ends
        (counted,) = whole.figures([narrowed(kpi, ends)], window=LONG)
        assert counted.n == n
        total += n
    assert total == figure.n - sum(still for _, _, *waiting in bins for still in waiting)


def test_a_mean_is_narrowed_as_its_bins_are(whole):
    """What stands on a page under the mean is counted by the quantile beside it."""
    for mean, quantile in (("aht", "aht_median"), ("asa", "asa_median")):
        assert isinstance(KPI[mean], Mean)
        (figure,) = whole.figures([KPI[quantile]], window=LONG)
        for number, n in figure.parts["bins"][::5]:
            ends = Between(bin_edge(number), bin_edge(number + 1))
            assert listed(whole, narrowed(KPI[mean], ends), LONG)[1] == n


def test_an_end_is_compared_as_it_is_said_or_as_bins_are_made(tmp_path):
    """A tenth of a second is the edge of a bin, to the last float; a minute is none."""
    centre = Centre(Store(tmp_path / "ends", "Europe/London"))
    start = datetime(2026, 5, 4, 9, tzinfo=UTC)
    lasted = (0.0, 0.1, 0.21, 0.331, 59.999, 60.0, 119.999, 120.0)
    rows = [
        contact(f"E{n}", start + timedelta(hours=n), handle_seconds=seconds, agent="ann")
        for n, seconds in enumerate(lasted)
    ]
    bring(centre, contact=rows)
    window = Window(date(2026, 5, 1), date(2026, 6, 1))
    (figure,) = centre.figures([KPI["aht_median"]], window=window)
    for number, n in figure.parts["bins"]:
        ends = Between(round(bin_edge(number), 4), round(bin_edge(number + 1), 4))
        assert listed(centre, narrowed(KPI["aht"], ends), window)[0] == n
    for ends, n in (
        (Between(60, 120), 2),
        (Between(60), 3),
        (Between(below=60), 5),
        (Between(120.5), 0),
    ):
        assert listed(centre, narrowed(KPI["aht"], ends), window)[0] == n, ends


@pytest.mark.parametrize("end", [date(2026, 3, 30), date(2026, 5, 1), date(2026, 7, 30)])
def test_every_age_of_what_is_open_has_its_contacts(whole, end):
    window = Window(end - timedelta(days=7), end)
    (figure,) = whole.figures([KPI["backlog"]], window=window)
    ages = figure.parts["ages"]
    assert sum(ages) == figure.n > 0
    for band, n in zip(AGES, ages, strict=True):
        kpi = narrowed(KPI["backlog"], band)
        assert listed(whole, kpi, window) == (n, n, n)
        (counted,) = whole.figures([kpi], window=window)
        assert counted.n == n


def test_an_age_begins_to_the_second(tmp_path):
    """Open since exactly a day at the midnight of London that ends the window, and a second less."""
    centre = Centre(Store(tmp_path / "ages", "Europe/London"))
    midnight = datetime(2026, 3, 29, 23, tzinfo=UTC)  # summer time began that morning
    begun = (timedelta(days=1), timedelta(days=1, seconds=-1), timedelta(days=91), timedelta(days=90))  # fmt: skip
    rows = [
        contact(f"A{n}", midnight - age, channel="email", solves_recorded=True, agent="ann")
        for n, age in enumerate(begun)
    ] + [contact("last", midnight + timedelta(hours=3), channel="email")]
    bring(centre, contact=rows)
    window = Window(date(2026, 3, 23), date(2026, 3, 30))
    (figure,) = centre.figures([KPI["backlog"]], window=window)
    assert figure.parts["ages"] == [1, 1, 0, 0, 0, 1, 1]


def test_ages_over_too_few_people_are_not_told(whole):
    guarded = Scope(organisation=True, smallest_cell=5)
    window = Window(date(2026, 7, 1), date(2026, 7, 30))
    (figure,) = whole.figures([KPI["backlog"]], window=window, scope=guarded)
    (known,) = whole.figures([KPI["backlog"]], window=window)
    assert figure.value == known.value and min(known.parts["ages"]) < 5
    assert figure.parts["ages"] is None
    (few,) = whole.figures([KPI["backlog"]], window=window, scope=Scope(organisation=True, smallest_cell=1))  # fmt: skip
    assert sum(few.parts["ages"]) == known.n


def test_what_has_no_value_is_not_narrowed_by_one():
    assert [has_values(KPI[key]) for key in ("aht", "aht_p90", "backlog", "answered", "handled")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert isinstance(KPI["answered"], Share)
    with pytest.raises(ValueError, match="answered"):
        narrowed(KPI["answered"], Between(1, 2))
