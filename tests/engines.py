"""Two engines that count the same compiled definitions: DuckDB, and PostgreSQL where it is installed."""

import os
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from itertools import batched, groupby

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis.definition import CLOSING_DAYS
from evenhand.analysis.measure.clusters import sums_of, sums_sql
from evenhand.analysis.measure.customs import rows_sql
from evenhand.analysis.measure.levels import PARTS, open_sql, recorded_sql
from evenhand.analysis.warehouse import rollup
from tests.postgres_cluster import find_programs, running_cluster

NO_POSTGRES = "PostgreSQL is not installed here"
_NATIVE = {  # types of Ibis as PostgreSQL calls them; DuckDB knows these names as well
    "int32": "INTEGER",
    "int64": "BIGINT",
    "uint64": "NUMERIC(20)",
    "float64": "DOUBLE PRECISION",
    "string": "TEXT",
}


class Engine:
    """Sums the parts of definitions over a few rows that a test gives; None for those that it gave before."""

    dialect = ""

    def sums(self, kpis, table: str, rows: list[dict] | None) -> dict[str, float]:
        kpis = tuple(kpis)
        names = [name for kpi in kpis for name in rollup.part_names(kpi)]
        totals = ", ".join(f"sum({name})" for name in names)
        ((*found,),) = self._run(
            table, rows, f"SELECT {totals} FROM ({_compiled(kpis, table, self.dialect)}) x"
        )
        return dict(zip(names, (float(value or 0) for value in found), strict=True))

    def bins(self, kpi, rows: list[dict] | None) -> list[tuple[int, ...]]:
        """(bin, count), or (bin, ended, open) where some times are not over yet."""
        name, *waiting = rollup.part_names(kpi)
        columns = [f"sum(1 - {waiting[0]}), sum({waiting[0]})"] if waiting else ["count(*)"]
        sql = (
            f"SELECT {name}, {columns[0]} FROM ({_compiled((kpi,), kpi.table, self.dialect)}) x"
            f" WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 1"
        )
        return [tuple(map(int, row)) for row in self._run(kpi.table, rows, sql)]

    def kept(self, kpi, rows: list[dict] | None) -> list[dict]:
        """The named raw columns of the rows that count, and how many are alike."""
        sql = rows_sql(kpi, (), _compiled((kpi,), kpi.table, self.dialect), "1 = 1")
        short = [name.removeprefix(f"{kpi.key}__") for name in rollup.part_names(kpi)] + ["times"]
        return [
            dict(zip(short, row, strict=True)) for _person, *row in self._run(kpi.table, rows, sql)
        ]

    def level(
        self, kpi, rows: list[dict] | None, at: datetime, days: int = CLOSING_DAYS, reach=None
    ):
        """What the KPI makes of what is open at a moment, of so many days before which anything is known; `reach`: how
        far each source tells."""
        counted = _compiled((kpi,), kpi.table, self.dialect)
        instant = f"CAST('{at}' AS TIMESTAMP)"
        found = self._run(
            kpi.table, rows, open_sql(kpi, [instant], (), counted, "1 = 1", reach=reach or {})
        ) or [(0, 0, None, None, 0, 0, 0)]
        told = self._run(kpi.table, rows, recorded_sql(kpi, counted, "1 = 1"))[0]
        parts = dict(zip(PARTS, found[0][1:], strict=True))
        told = dict(zip(("recorded", "blind"), told, strict=True))
        return kpi.result(parts | told | {"days": days})

    def clustered(self, kpi, rows: list[dict] | None):
        """What the KPI makes of the clusters of these rows."""
        return kpi.result(self.sums_by_cluster(kpi, rows))

    def sums_by_cluster(self, kpi, rows: list[dict] | None) -> dict[str, float]:
        of_rows = _compiled((kpi.by_cluster,), kpi.table, self.dialect)
        sql = sums_sql(kpi, (), of_rows, "1 = 1")
        (found,) = self._run(kpi.table, rows, sql)
        return dict(zip(sums_of(kpi), found, strict=True))

    def result(self, kpi, rows: list[dict] | None):
        """What the KPI makes of these rows."""
        if hasattr(kpi, "of_bins"):
            return kpi.of_bins(self.bins(kpi, rows))
        if hasattr(kpi, "of_rows"):
            return kpi.of_rows(self.kept(kpi, rows))
        if hasattr(kpi, "by_cluster"):
            return self.clustered(kpi, rows)
        prefix = f"{kpi.key}__"
        sums = self.sums([kpi], kpi.table, rows)
        return kpi.result({name.removeprefix(prefix): value for name, value in sums.items()})

    def _run(self, table: str, rows: list[dict] | None, sql: str) -> list[tuple]:
        raise NotImplementedError


_SQL: dict[tuple, str] = {}


def _compiled(kpis, table: str, dialect: str) -> str:
    key = (table, dialect, *((kpi.pin, str(sorted(kpi.parameters.items()))) for kpi in kpis))
    if key not in _SQL:
        _SQL[key] = rollup.row_sql(kpis, table, dialect=dialect)
    return _SQL[key]


@cache
def _create(table: str) -> str:
    columns = ", ".join(
        f"{name} {_NATIVE.get(kind, kind)}" for name, kind in tables.SCHEMAS[table].items()
    )
    return f"CREATE TEMPORARY TABLE {table} ({columns})"


def _inserts(table: str, rows: list[dict], mark: str):
    """Neighbours with the same columns go in together."""
    for columns, alike in groupby(rows, key=tuple):
        for part in batched(alike, 500):
            line = f"({', '.join([mark] * len(columns))})"
            values = [value for row in part for value in row.values()]
            yield (
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([line] * len(part))}",
                values,
            )


class Duck(Engine):
    dialect = "duckdb"

    def __init__(self, connection):
        self.connection = connection

    def _run(self, table, rows, sql):
        if rows is not None:
            self.connection.execute(f"DROP TABLE IF EXISTS {table}")
            self.connection.execute(_create(table))
            for insert, values in _inserts(table, rows, "?"):
                self.connection.execute(insert, values)
        return self.connection.execute(sql).fetchall()


class Postgres(Engine):
    dialect = "postgres"

    def __init__(self, connection):
        self.connection = connection

    def _run(self, table, rows, sql):
        with self.connection.cursor() as cursor:
            if rows is not None:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
                cursor.execute(_create(table))
                for insert, values in _inserts(table, rows, "%s"):
                    cursor.execute(insert, values)
            cursor.execute(sql)
            return cursor.fetchall()


@contextmanager
def duck():
    import duckdb

    connection = duckdb.connect(":memory:")
    try:
        yield Duck(connection)
    finally:
        connection.close()


@contextmanager
def postgres():
    """The suite's own server when it runs on one, else a cluster for these tests only."""
    import psycopg

    given = os.environ.get("EVENHAND_DATABASE_URL", "")
    if given.startswith("postgres"):
        with psycopg.connect(
            given.replace("postgres://", "postgresql://", 1), autocommit=True
        ) as connection:
            yield Postgres(connection)
        return
    programs = find_programs()
    if programs is None:
        pytest.skip(NO_POSTGRES)
    with running_cluster(programs) as url, psycopg.connect(url, autocommit=True) as connection:
        yield Postgres(connection)
