"""The database refuses to change what was reckoned after every step of the migrations, forwards and back."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

TABLES = import_module("evenhand.features.attainment.migrations.0002_kept_as_it_was").TABLES
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def unguarded() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return {table for table in TABLES if f"{table}_no_update" not in found}


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("attainment", name)])


@pytest.mark.django_db(transaction=True)
def test_no_step_loses_a_guard():
    ((_app, newest),) = MigrationExecutor(connection).loader.graph.leaf_nodes("attainment")
    try:
        for earlier in ("0004_the_one_look", "0003_notices"):
            migrate(earlier)
            assert not unguarded(), earlier
    finally:
        migrate(newest)
    assert not unguarded()
