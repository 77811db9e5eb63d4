"""measure: whether the counts are the same whichever way they are taken, over a whole store and by a second engine."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import partial
from math import isclose

from benchmarks.lines import absent, line
from benchmarks.published import with_tables
from evenhand.analysis import engine, tables
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import ClusteredRatio, Custom, Level, Quantile, Result
from evenhand.analysis.measure import Facts
from evenhand.analysis.measure import measure as figures_of
from evenhand.analysis.scope import Scope, Window
from evenhand.analysis.warehouse import rollup
from evenhand.analysis.warehouse.manifest import Store
from tests.conserving import sums
from tests.engines import NO_POSTGRES, Duck, Engine, Postgres
from tests.postgres_cluster import find_programs, running_cluster

KPIS = tuple(kpi for kpi in catalogue.ALL if rollup.is_summed(kpi))
# Those that a second engine counts in another way than by sums.
OTHERS = tuple(
    kpi for kpi in catalogue.ALL if isinstance(kpi, Quantile | Level | Custom | ClusteredRatio)
)
CHOSEN = 10_000  # contacts, drawn by their numbers, that a second engine counts again
EVERYTHING = Scope(organisation=True, every_person=True)
DAYS = 91  # of teams: as many as a page asks for; reviews are looked at one by one


def measure(name: str, store: Store) -> None:
    line(f"{name}, parts that do not make the whole", _differing(store), 0)
    line(f"{name}, bins that rows have otherwise", _binned_otherwise(store), 0)
    silent, apart = _of_teams(store)
    line(f"{name}, definitions that count nothing", silent, 0)
    line(f"{name}, definitions of which teams do not make the whole", apart, 0)
    sentence = f"{name}, parts that PostgreSQL counts otherwise"
    if programs := find_programs():
        summed, others = _differing_there(store, programs)
        line(sentence, summed, 0)
        line(f"{name}, quantiles, levels, scores that it has otherwise", others, 0)
    else:
        absent(sentence, NO_POSTGRES)


def _differing(store: Store) -> int:
    """How many parts of definitions differ between the rows, the days of people and the days of topics."""
    sources = [_rolled_up(store, which) for which in ("days", "topics")]
    found = [_sums(sql, _names(KPIS)) for sql in sources]
    rows = {}
    for table in tables.SCHEMAS:
        if kpis := _of(table):
            rows |= _sums(f"({with_tables(store, rollup.row_sql(kpis, table))})", _names(kpis))
    return sum(not isclose(rows[name], one[name], rel_tol=1e-9) for one in found for name in rows)


def _binned_otherwise(store: Store) -> int:
    """How many bins of quantiles differ between the rows and the days of people."""
    differing = 0
    for kpi in rollup.bin_sources(catalogue.ALL):
        waiting = f"sum({kpi.key}__open)" if f"{kpi.key}__open" in rollup.part_names(kpi) else "0"
        rows = with_tables(store, rollup.row_sql((kpi,), kpi.table))
        one, other = (
            {number: counts for number, *counts in engine.answer(sql, [])}
            for sql in (
                f"SELECT {kpi.key}__bin AS bin, count(*), {waiting} FROM ({rows}) WHERE bin IS NOT NULL GROUP BY bin",
                f"SELECT bin, sum(n), sum(still_open) FROM {_rolled_up(store, 'bins')} WHERE key = '{kpi.key}' GROUP BY bin",
            )
        )  # fmt: skip
        differing += sum(one.get(number) != other.get(number) for number in one.keys() | other)
    return differing


def _of_teams(store: Store) -> tuple[int, int]:
    """Over the last days: how many definitions count nothing, and of how many teams and nobody do not make the whole."""
    end = date.fromisoformat(store.manifest().data_up_to) + timedelta(days=1)
    asked = {"scope": EVERYTHING, "window": Window(end - timedelta(days=DAYS), end)}
    ask = partial(figures_of, Facts(store, catalogue.ALL), catalogue.ALL, **asked)
    figures: list[Figure] = ask()
    whole, teams = sums(figures), sums(ask(by=("team",)))
    apart = sum(not _same(whole[key], teams.get(key, Counter())) for key in whole)
    return sum(not figure.n for figure in figures), apart


def _same(one: Counter, other: Counter) -> bool:
    return all(isclose(one[name], other[name], rel_tol=1e-9) for name in one.keys() | other)


def _differing_there(store: Store, programs) -> tuple[int, int]:
    """Of the contacts that are drawn: parts of sums, and definitions of other kinds, which a second engine has otherwise."""
    import psycopg

    moment = store.manifest().data_up_to
    summed = others = 0
    with running_cluster(programs) as url, psycopg.connect(url, autocommit=True) as there, engine.cursor() as here:  # fmt: skip
        for table in tables.SCHEMAS:
            if not (kpis := _added_up(table)):
                continue
            rows = _drawn(store, table)
            engines = Duck(here), Postgres(there)
            one, other = (each.sums(kpis, table, rows) for each in engines)
            summed += sum(not isclose(one[n], other[n], rel_tol=1e-12) for n in one)
            for kpi in (kpi for kpi in OTHERS if kpi.table == table):
                others += _told(engines[0], kpi, moment) != _told(engines[1], kpi, moment)
    return summed, others


def _told(by: Engine, kpi, data_up_to: str) -> tuple:
    """What an engine makes of the rows that it holds already; a level a month before they end."""
    if isinstance(kpi, Quantile):
        return tuple(by.bins(kpi, None))
    at = date.fromisoformat(data_up_to) - timedelta(days=30)
    noon = datetime.combine(at, time(12))
    found: Result = by.level(kpi, None, noon) if isinstance(kpi, Level) else by.result(kpi, None)
    return found.n, *(end and float(f"{end:.9g}") for end in (found.value, found.low, found.high))


def _added_up(table: str) -> tuple:
    """Also those that no rollup holds."""
    return tuple(kpi for kpi in catalogue.ALL if kpi.table == table and kpi not in OTHERS)


def _drawn(store: Store, table: str) -> list[dict]:
    months = store.manifest().months.values()
    every = max(1, sum(month.rows for month in months) // CHOSEN)
    drawn = f"SELECT {', '.join(tables.SCHEMAS[table])} FROM {table} WHERE hash(contact_id) % {every} = 0"
    with engine.cursor() as cursor:
        rows = cursor.execute(with_tables(store, drawn)).fetchall()
    return [dict(zip(tables.SCHEMAS[table], row, strict=True)) for row in rows]


def _of(table: str) -> tuple:
    return tuple(kpi for kpi in KPIS if kpi.table == table)


def _names(kpis) -> list[str]:
    return [name for kpi in kpis for name in rollup.part_names(kpi)]


def _sums(source: str, names: list[str]) -> dict[str, float]:
    chosen = ", ".join(f"coalesce(sum({name}), 0)::DOUBLE" for name in names)
    with engine.cursor() as cursor:
        return dict(zip(names, cursor.execute(f"SELECT {chosen} FROM {source}").fetchone(), strict=True))  # fmt: skip


def _rolled_up(store: Store, which: str) -> str:
    months = store.manifest().months.values()
    return f"read_parquet({engine.files(store.path(month.rollups[which]) for month in months)})"
