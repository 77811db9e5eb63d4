"""What definitions have in common is worked out once, and changes nothing."""

import duckdb
import ibis
import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.sharing import shared
from evenhand.analysis.warehouse import rollup

TABLES = list(tables.SCHEMAS)


def _written(table: str) -> str:
    """All definitions of a table, each written whole."""
    facts = tables.table(table)
    parts = {
        name: part
        for kpi in catalogue.ALL
        if kpi.table == table
        for name, part in kpi.expressions.items()
    }
    chosen = facts.select(*(facts[name] for name in tables.DIMENSIONS), **parts)
    return ibis.to_sql(chosen, dialect="duckdb")


# Every kind of cell beside every other: each column goes through its values, and through null, at its own pace.
_CELLS = {
    "string": ["'phone'", "'email'", "'inbound'", "'outbound'", "'csat'", "'nps'", "'yes'", "'no'"],
    "boolean": ["true", "false"],
    "float64": ["0", "1", "5", "20", "21", "900"],
    "int32": ["0", "1", "7", "15"],
    "int64": ["1", "2"],
    "timestamp": ["TIMESTAMP '2026-03-02 09:00:00'", "TIMESTAMP '2026-03-04 17:30:00'"],
    "date": ["DATE '2026-03-02'"],
}


def _cell(kind: str, at: int) -> str:
    values = _CELLS.get(kind.split("(")[0])
    if not values:
        return f"NULL::{'UUID' if kind == 'uuid' else 'VARCHAR' if kind == 'string' else 'UBIGINT'}"
    listed = ", ".join([*values, "NULL"])
    return f"[{listed}][1 + (hash(range, {at}) % {len(values) + 1})::INTEGER]"


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_are_the_same(table):
    written = _written(table)
    quick = shared(written, "duckdb")
    with duckdb.connect() as connection:
        cells = ", ".join(
            f"{_cell(kind, at)} AS {name}"
            for at, (name, kind) in enumerate(tables.SCHEMAS[table].items())
        )
        connection.execute(f"CREATE TABLE {table} AS SELECT {cells} FROM range(3000)")
        told, other = (connection.sql(sql).fetchall() for sql in (written, quick))
        names = [connection.sql(sql).columns for sql in (written, quick)]
    assert names[0] == names[1]
    assert told == other
    assert len(set(told)) > 20  # the rows differ, or it would prove nothing


def test_a_condition_of_many_parts_stands_there_once():
    kpis = tuple(kpi for kpi in catalogue.ALL if kpi.table == "contact")
    assert _written("contact").count("'inbound'") > 50
    assert rollup.row_sql(kpis, "contact").count("'inbound'") < 10


def test_what_could_fail_stays_where_it_was_asked_for():
    part = "CASE WHEN a AND b / c > 1 AND d THEN 1 ELSE 0 END"
    sql = shared(f"SELECT {part} AS x, {part} AS y FROM t AS t0", "duckdb")
    assert sql.count("b / c") == 2
    part = part.replace("b / c", "b")
    sql = shared(f"SELECT {part} AS x, {part} AS y FROM t AS t0", "duckdb")
    assert sql.count("b > 1") == 1


def test_a_null_that_is_compared_with_something_stays():
    part = "CASE a WHEN COALESCE(b, FALSE) THEN 1 ELSE 0 END"
    assert "COALESCE(b, FALSE)" in shared(f"SELECT {part} AS x FROM t AS t0", "duckdb")
    part = "CASE WHEN COALESCE(b, FALSE) THEN a ELSE 0 END"
    assert "COALESCE" not in shared(f"SELECT {part} AS x FROM t AS t0", "duckdb")


@pytest.mark.parametrize("asked", ["b", "COALESCE(b, FALSE)", "b AND a > 1"])
def test_whether_something_is_so_is_one_or_nought_and_never_null(asked):
    sql = shared(f"SELECT CASE WHEN {asked} THEN 1 ELSE 0 END AS x FROM t AS t0", "duckdb")
    assert "CASE" not in sql
    with duckdb.connect() as cursor:
        rows = "(VALUES (2, true), (2, false), (2, NULL), (NULL, true)) v(a, b)"
        found = cursor.execute(f"WITH t AS (SELECT * FROM {rows}) {sql}").fetchall()
    last = 0 if "a >" in asked else 1
    assert found == [(1,), (0,), (0,), (last,)]
    assert "CASE" in shared(f"SELECT CASE WHEN {asked} THEN 1 ELSE 0 END AS x FROM t", "postgres")
