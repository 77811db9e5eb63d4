"""`measure()`: the rollup says what the rows say, sums are kept, and past teams keep their past."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from evenhand.analysis.behind import contacts_behind
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Count, Level, Quantile
from evenhand.analysis.measure import SPLITS, Facts
from evenhand.analysis.scope import Where, Window
from evenhand.analysis.warehouse.directory import Directory
from tests.bringing import EVER, EVERYTHING

# Another definition beside those of the rollup: then nothing can be read from it.
NO_ROLLUP = (catalogue.BY_KEY["handled"],)
WINDOWS = (
    EVER,
    Window(date(2026, 10, 1), date(2026, 11, 1)),
    Window(date(2026, 9, 14), date(2026, 9, 21)),
    Window(date(2026, 10, 31), date(2026, 11, 2)),
    Window(date(2026, 11, 21), date(2026, 11, 22)),
    Window(date(2026, 12, 1), date(2027, 1, 1)),
)
ROLLED_UP = sorted(set(SPLITS) - {"topic", "half_hour"})
# Levels are of an instant: they neither add up nor stand in a rollup.
COUNTED = tuple(kpi for kpi in catalogue.ALL if not isinstance(kpi, Level))
KEYS = tuple(kpi.key for kpi in COUNTED)


def rows_of(centre):
    """The same store, where the rollups are not of the definitions asked for."""
    return replace(centre, kpis=NO_ROLLUP)


def said(figure) -> tuple:
    return (
        figure.kpi.key,
        tuple(figure.by.items()),
        figure.state,
        figure.n,
        figure.problem,
        figure.notes,
    )


def numbers(figure) -> list:
    parts = {name: value for name, value in figure.parts.items() if name != "bins"}
    ends = [figure.value, figure.low, figure.high, figure.numerator, figure.denominator]
    return [*parts.values(), *(-1 if end is None else end for end in ends)]


def of_something(figures) -> list:
    """A rollup has a cell for whoever did anything; the rows of one grain only for whom they tell of."""
    return [figure for figure in figures if not figure.by or any(figure.parts.values())]


def assert_same(from_rollup, from_rows):
    from_rollup, from_rows = of_something(from_rollup), of_something(from_rows)
    assert [said(figure) for figure in from_rollup] == [said(figure) for figure in from_rows]
    for one, other in zip(from_rollup, from_rows, strict=True):
        assert one.parts.get("bins") == other.parts.get("bins")
        assert numbers(one) == pytest.approx(numbers(other), rel=1e-9)


@pytest.mark.parametrize("window", WINDOWS, ids=lambda w: f"{w.first}+{w.days}")
@pytest.mark.parametrize(
    "by", [(), *((name,) for name in ROLLED_UP), ("team", "week"), ("person", "channel", "month")]
)
def test_the_rollup_says_what_the_rows_say(sample, window, by):
    asked = {"scope": EVERYTHING, "window": window, "by": by}
    found = sample.figures(COUNTED, **asked)
    assert_same(found, rows_of(sample).figures(COUNTED, **asked))
    if not by:
        assert [figure.kpi.key for figure in found] == list(KEYS)


@pytest.mark.parametrize("seed", range(6))
def test_the_rollup_says_what_the_rows_say_of_any_question(sample, seed):
    """Seeded random windows, splits, conditions and scopes."""
    random = np.random.default_rng(seed)
    people = [
        figure.by["person"]
        for figure in sample.figures([catalogue.BY_KEY["handled"]], by=("person",))
    ]
    teams = [
        figure.by["team"] for figure in sample.figures([catalogue.BY_KEY["handled"]], by=("team",))
    ]
    for _ in range(5):
        first = date(2026, 8, 20) + timedelta(days=int(random.integers(0, 90)))
        by = tuple(map(str, random.permutation(ROLLED_UP)[: random.integers(0, 3)]))
        where = []
        if random.random() < 0.5:
            where.append(Where("team_id", teams[random.integers(len(teams))]))
        if random.random() < 0.3:
            where.append(Where("channel", ("phone", "chat", "email")[random.integers(3)]))
        some = frozenset(p for p in people if p is not None and random.random() < 0.3)
        led = frozenset(t for t in teams if t is not None and random.random() < 0.5)
        scope = replace(
            EVERYTHING,
            organisation=bool(random.random() < 0.4),
            teams=led,
            people=some,
            every_person=bool(random.random() < 0.3),
            smallest_cell=int(random.choice([0, 0, 3, 10])),
        )
        window = Window(first, first + timedelta(days=int(random.integers(1, 60))))
        asked = {"scope": scope, "window": window, "by": by, "where": where}
        assert_same(sample.figures(COUNTED, **asked), rows_of(sample).figures(COUNTED, **asked))


@pytest.mark.parametrize("name", sorted(SPLITS))
@pytest.mark.parametrize("window", WINDOWS[:4], ids=lambda w: f"{w.first}+{w.days}")
def test_the_parts_of_a_split_add_up_to_the_whole(sample, name, window):
    """Teams and those without, people and nobody: nothing is lost between them and nothing counts twice."""
    whole = {figure.kpi.key: figure for figure in sample.figures(COUNTED, window=window)}
    split = sample.figures(COUNTED, window=window, by=(name,))
    for key, figure in whole.items():
        cells = [cell for cell in split if cell.kpi.key == key]
        assert sum(cell.n for cell in cells) == figure.n
        if isinstance(figure.kpi, Quantile):
            bins = {}
            for cell in cells:
                for number, *n in cell.parts["bins"]:
                    bins[number] = [
                        a + b for a, b in zip(bins.get(number, [0, 0]), n, strict=False)
                    ]
            assert [(number, *n) for number, n in sorted(bins.items())] == figure.parts["bins"]
            continue
        for part, value in figure.parts.items():
            assert sum(cell.parts[part] for cell in cells) == pytest.approx(value, rel=1e-9)
    assert all(list(cell.by) == [name] for cell in split)


def test_a_team_of_nobody_holds_what_is_not_attributed(sample):
    none = [
        f
        for f in sample.figures([catalogue.BY_KEY["answered"]], by=("team",))
        if f.by["team"] is None
    ]
    people = sample.figures([catalogue.BY_KEY["answered"]], by=("person",))
    assert len(none) == 1
    assert none[0].n == sum(f.n for f in people if f.by["person"] is None) > 0


def test_the_first_and_the_last_day_of_a_window(sample):
    (days,) = sample.rows("min(local_date), max(local_date)")
    first, last = days
    one = timedelta(days=1)
    everything = sample.figure("handled").n
    assert sample.figure("handled", window=Window(first, last + one)).n == everything
    assert sample.figure("handled", window=Window(first + one, last + one)).n < everything
    assert sample.figure("handled", window=Window(first, last)).n < everything
    assert sample.figure("handled", window=Window(last + one, last + 9 * one)).n == 0


def test_nothing_in_a_window_is_a_true_nought_for_counts_only(sample):
    window = Window(date(2027, 3, 1), date(2027, 4, 1))
    found = {figure.kpi.key: figure for figure in sample.figures(COUNTED, window=window)}
    counts = [figure for figure in found.values() if isinstance(figure.kpi, Count)]
    assert {(figure.value, figure.state) for figure in counts} == {(0, "shown")}
    assert {figure.state for figure in found.values() if figure not in counts} == {"none"}


def test_a_window_ends_after_it_begins():
    with pytest.raises(ValueError, match="ends after it begins"):
        Window(date(2026, 1, 2), date(2026, 1, 2))


def test_unknown_splits_and_columns_are_refused(sample):
    with pytest.raises(KeyError):
        sample.figures(by=("shoe_size",))
    with pytest.raises(KeyError):
        sample.figures(where=[Where("customer", "1")])


def test_parameters_that_are_not_rolled_up_come_from_the_rows(sample):
    strict = catalogue.in_force("service_level", {"seconds": 19.5})
    (figure,) = sample.figures([strict])
    wanted = sample.rows("answered, wait_seconds, channel, direction")
    calls = [row for row in wanted if row[2] == "phone" and row[3] == "inbound"]
    above = sum(bool(answered) and wait <= 19.5 for answered, wait, *_ in calls)
    below = sum(bool(answered) or wait > 19.5 for answered, wait, *_ in calls)
    assert (figure.numerator, figure.denominator) == (above, below)


def test_contacts_behind_are_as_many_as_were_counted(sample):
    window = WINDOWS[1]
    for figure in sample.figures(COUNTED, window=window):
        assert (
            contacts_behind(sample.facts, figure.kpi, scope=EVERYTHING, window=window).total
            == figure.n
        )


def test_contacts_behind_a_person_are_as_many_as_were_counted(sample):
    window = WINDOWS[1]
    for figure in sample.figures(COUNTED, window=window, by=("person",))[::13]:
        where = [Where("person_id", figure.by["person"])]
        page = contacts_behind(
            sample.facts, figure.kpi, scope=EVERYTHING, window=window, where=where
        )
        assert page.total == figure.n
        assert all(row["person_id"] == figure.by["person"] for row in page.rows)


def test_pages_of_contacts_hold_each_once(sample):
    kpi = catalogue.BY_KEY["csat"]
    first = contacts_behind(sample.facts, kpi, scope=EVERYTHING, window=EVER)
    pages = [
        contacts_behind(sample.facts, kpi, scope=EVERYTHING, window=EVER, page=n + 1)
        for n in range(first.pages)
    ]
    ids = [row["contact_id"] for page in pages for row in page.rows]
    assert len(ids) == len(set(ids)) == first.total
    assert not contacts_behind(
        sample.facts, kpi, scope=EVERYTHING, window=EVER, page=first.pages + 1
    ).rows


def test_an_empty_store_counts_nothing(centre):
    found = {figure.kpi.key: figure for figure in centre.figures()}
    assert found["handled"].value == 0
    assert not centre.figures(by=("person",))
    assert (
        contacts_behind(
            Facts(centre.store, catalogue.ALL), catalogue.ALL[0], scope=EVERYTHING, window=EVER
        ).total
        == 0
    )
    assert centre.directory == Directory()
