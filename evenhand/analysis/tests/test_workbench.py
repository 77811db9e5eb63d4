"""An engine for heavy work is used again, and nothing of what was on it comes with it."""

import os

import duckdb
import pytest

from evenhand.analysis import engine


def tables(connection) -> list:
    return connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()


def optimizers(connection) -> str:
    ((said,),) = connection.execute("SELECT current_setting('disabled_optimizers')").fetchall()
    return said


def test_the_next_finds_nothing_of_the_one_before(tmp_path):
    for _ in range(3):
        with engine.workbench(str(tmp_path)) as connection:
            assert tables(connection) == [] and optimizers(connection) == ""
            connection.execute("CREATE TABLE line AS SELECT 1 AS position")
            connection.execute("CREATE TEMP TABLE days AS SELECT 1 AS day")
            connection.execute("SET disabled_optimizers = 'in_clause'")


def test_two_at_a_time_do_not_see_each_other(tmp_path):
    with engine.workbench(str(tmp_path)) as one, engine.workbench(str(tmp_path)) as other:
        one.execute("CREATE TABLE line AS SELECT 1 AS position")
        assert tables(other) == []


def test_after_a_failure_a_new_one_is_opened(tmp_path):
    with engine.workbench(str(tmp_path)) as connection:
        connection.execute("SELECT 1")
    kept = [*engine._idle]
    with pytest.raises(duckdb.CatalogException), engine.workbench(str(tmp_path)) as connection:
        connection.execute("FROM nowhere")
    with engine.workbench(str(tmp_path)) as connection:
        assert tables(connection) == []
    assert kept and engine._idle and engine._idle != kept


def test_what_has_spilled_is_not_kept(tmp_path):
    with engine.workbench(str(tmp_path)) as connection:
        connection.execute("SET memory_limit = '40MB'")
        connection.execute(
            "CREATE TABLE many AS SELECT random() AS r, range AS n FROM range(5000000)"
        )
    assert engine._idle == []


def test_a_process_that_was_forked_has_engines_of_its_own(tmp_path):
    with engine.workbench(str(tmp_path)) as connection, engine.cursor() as cursor:
        connection.execute("SELECT 1")
        cursor.execute("SELECT 1")
    child = os.fork()
    if not child:
        with engine.workbench(str(tmp_path)) as connection, engine.cursor() as cursor:
            told = connection.execute("SELECT 2").fetchall() + cursor.execute("SELECT 3").fetchall()
        os._exit(told != [(2,), (3,)])
    assert os.waitpid(child, 0)[1] == 0
