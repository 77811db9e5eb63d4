"""The records as they were at one moment: taken while others write, and put back.

SQLite is copied by its own online backup. PostgreSQL is read table by table in one repeatable-read transaction,
and put back into the tables that its migrations make: no program beside Evenhand is needed, whatever the server's
version.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from evenhand.foundation.backup.archive import Refused

SQLITE_NAME = "evenhand.sqlite3"
TABLES = "tables.json"


class Snapshot:
    """The records as of the moment when it was taken; `write` may follow later."""

    def write(self, folder: Path) -> None:
        raise NotImplementedError

    def values(self, sql: str) -> list[tuple]:
        raise NotImplementedError

    def migrations(self) -> list[list[str]]:
        return [list(row) for row in self.values("SELECT app, name FROM django_migrations")]


class _Sqlite(Snapshot):
    def __init__(self, source: sqlite3.Connection):
        self._source = source
        source.execute("BEGIN")
        self.values("SELECT count(*) FROM django_migrations")  # from here on it sees one state

    def write(self, folder: Path) -> None:
        with closing(sqlite3.connect(folder / SQLITE_NAME)) as target:
            self._source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it

    def values(self, sql: str) -> list[tuple]:
        return self._source.execute(sql).fetchall()


class _Postgres(Snapshot):
    def __init__(self, source):
        self._source = source
        with source.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT count(*) FROM django_migrations")

    def write(self, folder: Path) -> None:
        tables = {table: self._columns(table) for table in self._tables()}
        for table, columns in tables.items():
            self._copy(table, columns, folder / f"{table}.copy")
        said = {"columns": tables, "sequences": self._sequences()}
        (folder / TABLES).write_text(json.dumps(said, indent=1, sort_keys=True))

    def values(self, sql: str) -> list[tuple]:
        with self._source.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def _tables(self) -> list[str]:
        rows = self.values(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace = current_schema()::regnamespace ORDER BY 1"
        )
        return [table for (table,) in rows]

    def _columns(self, table: str) -> list[str]:
        rows = self.values(
            "SELECT column_name FROM information_schema.columns WHERE is_generated = 'NEVER'"
            f" AND table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position"
        )
        return [column for (column,) in rows]

    def _sequences(self) -> dict[str, int]:
        rows = self.values(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
        return dict(rows)

    def _copy(self, table: str, columns: list[str], file: Path) -> None:
        with (
            open(file, "wb") as out,
            self._source.cursor() as cursor,
            cursor.cursor.copy(f"COPY {_named(table, columns)} TO STDOUT") as rows,
        ):
            for part in rows:
                out.write(part)


def _named(table: str, columns: list[str]) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return f'"{table}" ({quoted})'


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """A connection of its own: nobody waits for it, whoever writes meanwhile."""
    if connection.vendor == "sqlite":
        name = settings.DATABASES["default"]["NAME"]
        if not Path(name).is_file():
            raise Refused(f"There are no records here yet: {name} is not there.")
        with closing(sqlite3.connect(name, isolation_level=None, timeout=20)) as source:
            yield _Sqlite(source)
        return
    own = connection.copy()
    own.connect()
    try:
        yield _Postgres(own)
    finally:
        own.close()


# --- back ------------------------------------------------------------------------------------------


def put_back(folder: Path, migrations: list[list[str]]) -> None:
    """Into the empty database of the settings, brought up to this version. All or nothing."""
    if connection.vendor == "sqlite":
        _check(folder / SQLITE_NAME)
        (folder / SQLITE_NAME).rename(settings.DATABASES["default"]["NAME"])
        call_command("migrate", verbosity=0, interactive=False)
        return
    if connection.introspection.table_names():
        raise Refused("The database of EVENHAND_DATABASE_URL is not empty. Give an empty one.")
    with transaction.atomic():
        executor = MigrationExecutor(connection)
        executor.migrate(_last_ones(executor, migrations))
        _fill(folder)
    call_command("migrate", verbosity=0, interactive=False)


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as found:
        if found.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Refused("This backup is damaged: its records do not hold together.")


def unknown(migrations: list[list[str]]) -> list[str]:
    """Steps of a newer version, which this one does not know."""
    known = MigrationExecutor(None).loader.disk_migrations
    return sorted(f"{app} {name}" for app, name in migrations if (app, name) not in known)


def _last_ones(executor: MigrationExecutor, migrations: list[list[str]]) -> list[tuple[str, str]]:
    """Those applied that no other applied one of the same app follows."""
    applied = {tuple(one) for one in migrations}
    graph = executor.loader.graph
    return [
        one
        for one in sorted(applied)
        if one in graph.nodes
        and not any(
            child.key in applied and child.key[0] == one[0]
            for child in graph.node_map[one].children
        )
    ]


def _fill(folder: Path) -> None:
    said = json.loads((folder / TABLES).read_text())
    tables = said["columns"]
    with connection.cursor() as cursor:
        quoted = [f'"{table}"' for table in tables]
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(quoted)}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # migrations may have left them immediate
        for table, columns in tables.items():
            _load(cursor, table, columns, folder / f"{table}.copy")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what does not fit is said now
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for sequence, last in said["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'"{sequence}"', last])


def _load(cursor, table: str, columns: list[str], file: Path) -> None:
    with (
        open(file, "rb") as source,
        cursor.cursor.copy(f"COPY {_named(table, columns)} FROM STDIN") as rows,
    ):
        while part := source.read(1024 * 1024):
            rows.write(part)
