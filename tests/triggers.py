"""Emptying the records between tests, although the database refuses to forget its audit."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_triggers(connection) -> Iterator[None]:
    off = {"sqlite": _off_in_sqlite, "postgresql": _off_in_postgresql}[connection.vendor]
    with off(connection):
        yield


@contextmanager
def _off_in_sqlite(connection) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)


@contextmanager
def _off_in_postgresql(connection) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
