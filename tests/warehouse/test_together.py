"""What is asked of one team or person comes with the others': each still has its own, and no more than the scope opens."""

from contextlib import contextmanager
from datetime import date

import pytest

from evenhand.analysis import engine
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import cells
from evenhand.analysis.scope import Scope, Where, Window
from tests.bringing import EVERYTHING

WINDOW = Window(date(2026, 9, 7), date(2026, 11, 2))
# From the rollup, and (by half-hour and topic) from the rows.
SPLIT = ((), ("week",), ("channel",), ("topic",), ("weekday", "half_hour"))
KPIS = tuple(catalogue.BY_KEY[key] for key in ("handled", "csat", "aht"))


@contextmanager
def questions(monkeypatch):
    """The questions that reach the engine."""
    asked, open_cursor = [], engine.cursor

    @contextmanager
    def cursor():
        with open_cursor() as own:
            yield Listening(own, asked)

    with monkeypatch.context() as patched:
        patched.setattr(engine, "cursor", cursor)
        yield asked


class Listening:
    def __init__(self, own, asked):
        self._own, self._asked = own, asked

    def execute(self, sql, *values):
        self._asked.append(sql)
        return self._own.execute(sql, *values)

    def __getattr__(self, name):
        return getattr(self._own, name)


@pytest.fixture(autouse=True)
def nothing_kept():
    forget()
    yield
    forget()


def forget():
    cells._kept.clear()
    cells._bytes_kept = 0
    engine._answered.cache_clear()


def told(figures, but=""):
    return [
        (one.kpi.key, {k: v for k, v in one.by.items() if k != but}, one.value, one.n, one.low)
        for one in figures
        if one.parts
    ]


def everyone(sample, column):
    name = column.removesuffix("_id")
    found = sample.figures(KPIS[:1], scope=EVERYTHING, window=WINDOW, by=(name,))
    return sorted(one.by[name] for one in found if one.by[name] is not None)


@pytest.mark.parametrize("column", ["team_id", "person_id"])
@pytest.mark.parametrize("by", SPLIT, ids=lambda by: "+".join(by) or "whole")
def test_whoever_came_along_has_what_they_have_when_asked_for_alone(sample, column, by):
    own = {}
    for one in everyone(sample, column):
        forget()
        asked = {"scope": EVERYTHING, "window": WINDOW, "by": by, "where": (Where(column, one),)}
        own[one] = told(sample.figures(KPIS, **asked))
    forget()
    for one, expected in own.items():
        asked = {"scope": EVERYTHING, "window": WINDOW, "by": by, "where": (Where(column, one),)}
        assert told(sample.figures(KPIS, **asked)) == expected
    if by:
        split = column.removesuffix("_id")
        together = sample.figures(KPIS, scope=EVERYTHING, window=WINDOW, by=(split, *by))
        for one, expected in own.items():
            of_it = [figure for figure in together if figure.by[split] == one]
            assert told(of_it, but=split) == expected


@pytest.mark.parametrize("column", ["team_id", "person_id"])
@pytest.mark.parametrize("by", [("week",), ("topic",)])
def test_the_next_one_asks_the_engine_nothing(sample, monkeypatch, column, by):
    first, second = same_team(sample) if column == "person_id" else everyone(sample, column)[:2]
    asked = {"scope": EVERYTHING, "window": WINDOW, "by": by}
    sample.figures(KPIS[:1], where=(Where(column, first),), **asked)
    with questions(monkeypatch) as reached:
        found = sample.figures(KPIS[:1], where=(Where(column, second),), **asked)
    assert found and not [sql for sql in reached if "DISTINCT" not in sql]


def same_team(sample):
    found = sample.figures(KPIS[:1], scope=EVERYTHING, window=WINDOW, by=("team", "person"))
    team = found[0].by["team"]
    return [one.by["person"] for one in found if one.by["team"] == team][:2]


def test_what_came_along_for_one_reader_is_not_shown_to_another(sample):
    first, second = same_team(sample)
    narrow = Scope(people=frozenset({first}))
    for of in (first, second):
        sample.figures(KPIS, scope=EVERYTHING, window=WINDOW, where=(Where("person_id", of),))
    asked = {"scope": narrow, "window": WINDOW}
    (own, *_) = sample.figures(KPIS, where=(Where("person_id", first),), **asked)
    (other, *_) = sample.figures(KPIS, where=(Where("person_id", second),), **asked)
    assert own.n and not other.n
    again = sample.figures(
        KPIS, scope=EVERYTHING, window=WINDOW, where=(Where("person_id", second),)
    )
    assert again[0].n


class Evicting:
    """A lock that is had by somebody else first, who needs the room."""

    def __init__(self, lock):
        self._lock = lock

    def __enter__(self):
        self._lock.acquire()
        cells._kept.clear()

    def __exit__(self, *_):
        self._lock.release()


@pytest.mark.parametrize("column", ["team_id", "person_id", ""])
def test_what_another_thread_puts_out_in_between_is_fetched_again(sample, monkeypatch, column):
    where = (Where(column, everyone(sample, column)[0]),) if column else ()
    asked = {"scope": EVERYTHING, "window": WINDOW, "by": ("week",), "where": where}
    before = told(sample.figures(KPIS, **asked))
    monkeypatch.setattr(cells, "_lock", Evicting(cells._lock))
    assert before and told(sample.figures(KPIS, **asked)) == before


@pytest.mark.parametrize("column", ["team_id", "person_id"])
def test_what_is_kept_does_not_hold_the_memory_of_all_who_came_along(sample, column):
    """However many came along: those who are looked at again and again stay, the others go."""
    asked = {"scope": EVERYTHING, "window": WINDOW, "by": ("week",)}
    sample.figures(KPIS, where=(Where(column, everyone(sample, column)[0]),), **asked)
    by_whom: dict = {}
    for key, kept in cells._kept.items():
        by_whom.setdefault(key[-1], []).append(kept)
    assert len(by_whom) > 1
    for kept in by_whom.values():
        arrays = [array for one in kept for array in (*one.keys, *one.parts.values())]
        held = {id(whole): whole.nbytes for whole in map(owner, arrays)}
        assert sum(held.values()) <= 2 * sum(one.size for one in kept)


def owner(array):
    """The array whose memory it is."""
    while array.base is not None:
        array = array.base
    return array
