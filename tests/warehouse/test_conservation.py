"""Parts make the whole, whichever way it is cut and wherever it is counted from. For every KPI there is."""

from datetime import date

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Custom, Level, Quantile
from evenhand.analysis.measure.question import SPLITS
from evenhand.analysis.scope import Where, Window
from evenhand.analysis.warehouse.manifest import Store
from tests import everything
from tests.bringing import EVERYTHING, Centre

WINDOW = Window(date(2026, 3, 20), date(2026, 7, 5))
ADDITIVE = tuple(kpi for kpi in catalogue.ALL if not isinstance(kpi, Quantile | Level | Custom))
BINNED = tuple(kpi for kpi in catalogue.ALL if isinstance(kpi, Quantile))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return everything.filled(tmp_path_factory.mktemp("whole"), kpis=catalogue.ALL)


def summed(figures) -> dict:
    """The parts of all cells added up, by KPI."""
    found: dict = {}
    for figure in figures:
        parts = found.setdefault(figure.kpi.key, {})
        for name, value in figure.parts.items():
            parts[name] = parts.get(name, 0) + value
    return found


def close(one: dict, other: dict) -> None:
    assert one.keys() == other.keys()
    for key in one:
        assert one[key] == pytest.approx(other[key], rel=1e-9, abs=1e-6), key


def test_there_is_something_to_count(whole):
    counted = {figure.kpi.key: figure.n for figure in whole.figures(ADDITIVE, window=WINDOW)}
    assert all(counted.values()), {key for key, n in counted.items() if not n}


@pytest.mark.parametrize(
    "split",
    [(name,) for name in SPLITS]
    + [
        ("team", "week"),
        ("channel", "topic"),
        ("weekday", "half_hour"),
        ("person", "channel", "month"),
    ],
)
def test_the_parts_add_up_to_the_organisation(whole, split):
    total = summed(whole.figures(ADDITIVE, window=WINDOW))
    parts = summed(whole.figures(ADDITIVE, window=WINDOW, by=split))
    close(
        {key: parts[key] for key in total if key in parts},
        {key: total[key] for key in total if key in parts},
    )
    assert all(not any(total[key].values()) for key in total.keys() - parts.keys())


@pytest.mark.parametrize(
    "where",
    [
        (),
        (Where("team_id", 101),),
        (Where("person_id", 4),),
        (Where("channel", "phone"),),
        (Where("topic", "bill"),),
        (Where("channel", None),),
    ],
)
@pytest.mark.parametrize("split", [(), ("week",), ("person", "day"), ("channel",), ("topic",)])
def test_rollups_say_what_the_rows_say(whole, where, split):
    """The same question, once where rollups may answer and once where they may not."""
    ask = {"window": WINDOW, "where": where, "by": split}
    manifest = whole.store.manifest()
    stale = Centre(_Stale(whole.store, manifest), whole.directory, catalogue.ALL)
    rolled, from_rows = (
        {(f.kpi.key, *f.by.values()): f for f in one.figures((*ADDITIVE, *BINNED), **ask) if f.n}
        for one in (whole, stale)
    )
    assert list(rolled) == list(from_rows)
    for name, one in rolled.items():
        other = from_rows[name]
        assert (one.n, one.state, one.problem, one.notes) == (
            other.n, other.state, other.problem, other.notes,
        )  # fmt: skip
        for own, its in zip(
            (one.value, one.low, one.high), (other.value, other.low, other.high), strict=True
        ):
            assert own == (None if its is None else pytest.approx(its, rel=1e-9)), name


class _Stale(Store):
    """The same store, said to be rolled up by other definitions: so that rows have to be counted."""

    def __init__(self, store, manifest):
        from dataclasses import replace

        super().__init__(store.folder, store.zone)
        self._stale = replace(manifest, rolled_up="by other definitions")

    def manifest(self, generation=None):
        return self._stale


def test_windows_side_by_side_are_one_window(whole):
    cut = date(2026, 5, 13)
    sides = [Window(WINDOW.first, cut), Window(cut, WINDOW.end)]
    parts = summed(f for side in sides for f in whole.figures(ADDITIVE, window=side))
    close(parts, summed(whole.figures(ADDITIVE, window=WINDOW)))


def test_a_person_who_moved_counts_in_the_team_of_the_day(whole):
    handled = catalogue.BY_KEY["handled"]
    moved = Where("person_id", 4)
    by_team = {
        f.by["team"]: f.n
        for f in whole.figures(
            [handled], window=WINDOW, by=("team",), where=(moved,), scope=EVERYTHING
        )
    }
    assert set(by_team) == {102, 103} and all(by_team.values())
