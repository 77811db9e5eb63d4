"""measure: whether the counts are the same whichever way they are taken, over a whole store and by a second engine."""

from math import isclose

from benchmarks.lines import absent, line
from benchmarks.published import with_tables
from evenhand.analysis import engine, tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse import rollup
from evenhand.analysis.warehouse.manifest import Store
from tests.engines import NO_POSTGRES, Duck, Postgres
from tests.postgres_cluster import find_programs, running_cluster

KPIS = tuple(kpi for kpi in catalogue.ALL if rollup.is_summed(kpi))
CHOSEN = 10_000  # contacts, drawn by their numbers, that a second engine counts again


def measure(name: str, store: Store) -> None:
    line(f"{name}, parts that do not make the whole", _differing(store), 0)
    if programs := find_programs():
        line(f"{name}, parts that PostgreSQL counts otherwise", _differing_there(store, programs), 0)  # fmt: skip
    else:
        absent(f"{name}, parts that PostgreSQL counts otherwise", NO_POSTGRES)


def _differing(store: Store) -> int:
    """How many parts of definitions differ between the rows, the days of people and the days of topics."""
    sources = [_rolled_up(store, which) for which in ("days", "topics")]
    sums = [_sums(sql, _names(KPIS)) for sql in sources]
    rows = {}
    for table in tables.SCHEMAS:
        if kpis := _of(table):
            rows |= _sums(f"({with_tables(store, rollup.row_sql(kpis, table))})", _names(kpis))
    return sum(not isclose(rows[name], one[name], rel_tol=1e-9) for one in sums for name in rows)


def _differing_there(store: Store, programs) -> int:
    import psycopg

    with running_cluster(programs) as url, psycopg.connect(url, autocommit=True) as there, engine.cursor() as here:  # fmt: skip
        differing = 0
        for table in tables.SCHEMAS:
            if not (kpis := _of(table)):
                continue
            rows = _drawn(store, table)
            one, other = (each.sums(kpis, table, rows) for each in (Duck(here), Postgres(there)))
            differing += sum(not isclose(one[n], other[n], rel_tol=1e-12) for n in one)
        return differing


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
