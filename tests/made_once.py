"""Records that many tests begin with: made through actions once, and after that the very same rows laid in."""

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from evenhand.foundation.access.models import User

# What, and what was there before → when it was made, rows by table, and what `make` gave.
_ROWS: dict[tuple, tuple] = {}


def made_once[T](make: Callable[..., T], *values) -> T:
    """Make it of these values, or lay in what came of it when the same was here before; and what it gave.

    Only inside a test's transaction: what is to happen after a commit would not happen. `make` must change no row
    that is here already, and give no row: that would be of an earlier test.
    """
    if not connection.in_atomic_block:
        return make(*values)
    before, now = _last(), timezone.now()
    users = tuple(User.objects.order_by("pk").values_list("pk", "email"))
    what = make.__module__, make.__qualname__, values
    asked = (what, tuple(before.items()), users, timezone.localdate())
    if asked in _ROWS and _ROWS[asked][0] <= now:
        _made_at, rows, given = _ROWS[asked]
        _lay_in(rows)
        return given
    given = make(*values)
    _ROWS[asked] = now, _rows_since(before), given
    return given


NUMBERS = {"AutoField", "BigAutoField", "BigIntegerField", "PositiveBigIntegerField", "OneToOneField", "ForeignKey"}  # fmt: skip


@cache
def _tables() -> dict[str, str]:
    """Each table of records with the name of its key, where that is a number: its own, or that of another row."""
    models = [one._meta for one in apps.get_models(include_auto_created=True)]
    return {
        meta.db_table: meta.pk.column
        for meta in models
        if meta.managed and not meta.proxy and meta.pk.get_internal_type() in NUMBERS
    }


def _last() -> dict[str, int | None]:
    """The last key in each table."""
    tables = _tables()
    name = connection.ops.quote_name
    sums = [
        f"SELECT {at}, max({name(key)}) FROM {name(table)}"
        for at, (table, key) in enumerate(tables.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sums))
        found = dict(cursor.fetchall())
    return {table: found[at] for at, table in enumerate(tables)}


def _rows_since(before: dict[str, int | None]) -> list[tuple]:
    """(table, columns, rows) of what came after."""
    tables, name, found = _tables(), connection.ops.quote_name, []
    with connection.cursor() as cursor:
        for table, last in _last().items():
            if last == before[table]:
                continue
            key = name(tables[table])
            cursor.execute(
                f"SELECT * FROM {name(table)} WHERE {key} > %s ORDER BY {key}",
                [before[table] or 0],
            )
            columns = [one[0] for one in cursor.description]
            found.append((table, columns, cursor.fetchall()))
    return found


def _lay_in(tables: list[tuple]) -> None:
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, columns, rows in tables:
            cursor.executemany(
                f"INSERT INTO {name(table)} ({', '.join(map(name, columns))})"
                f" VALUES ({', '.join(['%s'] * len(columns))})",
                rows,
            )
        laid = {table for table, _, _ in tables}
        models = [one for one in apps.get_models() if one._meta.db_table in laid]
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
