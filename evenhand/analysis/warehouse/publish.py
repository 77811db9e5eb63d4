"""From received to published: credit, denormalise, sort, roll up, month by month; then switch the manifest."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from evenhand.analysis import engine, tables
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.warehouse import grains, neighbours, rollup
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Month, Run, Store, keep_whole

Report = Callable[[int, int, str], None]  # months done, months in all, the month that is next


def publish(
    store: Store,
    manifest: Manifest,
    months: Iterable[str],
    *,
    directory: Directory,
    kpis: tuple[Kpi, ...],
    report: Report = lambda *_: None,
) -> Manifest:
    """Rebuild these months, and those that are due, from `manifest.runs` and put the result in force.

    Call while `store.writing()`.
    Nothing changes for a reader before the last step. An exception leaves orphan files, never half a month.
    """
    months = sorted({*months, *manifest.due})
    fingerprint = rollup.fingerprint(kpis)
    if manifest.rolled_up != fingerprint or manifest.is_of_another_version:
        months = sorted({*months, *manifest.months})
    published, reach = dict(manifest.months), manifest.reach
    scratch = store.folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)  # what a writer left that was killed
    scratch.mkdir(parents=True)
    with engine.workbench(str(scratch)) as connection:
        if months:
            grains.prepare(connection, store, manifest, directory, first_day(months[0]))
            reach = grains.reach(connection)
        for number, month in enumerate(_linked(connection, store, manifest, months)):
            report(number, len(months), month)
            built = _month(store, connection, manifest, month, kpis)
            published.pop(month, None)
            if built:
                published[month] = built
    now = replace(
        manifest, months=published, reach=reach, rolled_up=fingerprint, layout=tables.LAYOUT, due=()
    )
    return store.switch(now)


def _linked(connection, store, manifest, months: list[str]):
    """The months one by one, each after its contacts and those around it have been linked."""
    for span in neighbours.spans(manifest, months):
        neighbours.link(connection, store, manifest, span)
        yield from span


# Later than any time of a contact, and still a time that every reader of the manifest understands.
_NEVER = "TIMESTAMP '9999-01-01'"


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def with_neighbours(months: Iterable[str]) -> set[str]:
    """These months, and those before and after whose contacts may be linked to theirs."""
    found = set(months)
    for month in tuple(found):
        first = first_day(month)
        found |= {f"{first - timedelta(days=1):%Y-%m}", f"{first + timedelta(days=32):%Y-%m}"}
    return found


# Nothing waits longer to be followed to its end, but what stays open for good: that is told as open for at least as
# long as its source reached when its month was built last.
_FOLLOWED_DAYS = 100


def with_followed(manifest: Manifest, run: Run) -> set[str]:
    """The months of a source whose contacts a run of it lets be followed further, or less far without it: the last ones
    that the other runs of that source reach."""
    others = {
        month
        for other in manifest.runs.values()
        if other.source == run.source and other.ref != run.ref and "contact" in other.files
        for month in other.months
    }
    since = f"{first_day(max(others)) - timedelta(days=_FOLLOWED_DAYS):%Y-%m}" if others else ""
    return {month for month in others if since <= month and since <= max(run.months, default="")}


def _month(store, connection, manifest, month, kpis) -> Month | None:
    """Build one month: the tables of every grain, then its rollups. None when nothing is in it."""
    if not grains.build(connection, store, manifest, month):
        return None
    days = " UNION ALL ".join(f"SELECT local_date FROM {table}" for table in grains.DATED)
    first, last = connection.execute(
        f"SELECT min(local_date)::VARCHAR, max(local_date)::VARCHAR FROM ({days})"
    ).fetchone()
    if first is None:
        return None
    files, counts = {}, {}
    for table, schema in tables.SCHEMAS.items():
        columns = ", ".join(schema)
        files[table] = _kept(
            store, connection, f"published/{table}/{month}", f"SELECT {columns} FROM {table}"
        )
        ((counts[table],),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    for name, sql in rollup.cubes(kpis).items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
    rollups = {
        name: _kept(store, connection, f"rollup/{name}/{month}", sql(kpis), packed=False)
        for name, sql in rollup.ROLLUPS.items()
    }
    return Month(
        files=files,
        rollups=rollups,
        rows=counts["contact"],
        first=first,
        last=last,
        counts=counts,
        until=_until(connection, kpis),
    )


def _until(connection, kpis) -> dict[str, str]:
    """By level: the last moment at which any of its rows is open; without end where one still is."""
    found = {}
    for table, levels in rollup.levels_by_table(kpis).items():
        latest = ", ".join(
            f"max(coalesce({kpi.key}__closed_at, {_NEVER})) FILTER (WHERE {kpi.key}__counts)::VARCHAR"
            for kpi in levels
        )
        sql = f"SELECT {latest} FROM ({rollup.row_sql(levels, table)})"
        row = connection.execute(sql).fetchone()
        found |= {kpi.key: until or "" for kpi, until in zip(levels, row, strict=True)}
    return found


def _kept(store: Store, connection, folder: str, query: str, *, packed: bool = True) -> str:
    """Write the query's rows as a Parquet file named by its content; give its name.

    `packed`: half the size, and a fifth more time to read; a rollup is small and read for every page."""
    scratch = store.folder / "scratch" / f"{os.getpid()}.parquet"
    compression = "zstd" if packed else "uncompressed"
    connection.execute(
        f"COPY ({query}) TO {engine.text(str(scratch))}"
        f" (FORMAT parquet, COMPRESSION {compression}, ROW_GROUP_SIZE 60000)"
    )
    with open(scratch, "rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()[:20]
    relative = f"{folder}/{digest}.parquet"
    keep_whole(scratch, Path(store.path(relative)))
    return relative
