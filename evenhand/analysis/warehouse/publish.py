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
from evenhand.analysis.warehouse import rollup
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
    """Rebuild these months from `manifest.runs` and put the result in force. Call while `store.writing()`.

    Nothing changes for a reader before the last step. An exception leaves orphan files, never half a month.
    """
    months = sorted(set(months))
    fingerprint = rollup.fingerprint(kpis)
    if manifest.rolled_up != fingerprint:
        months = sorted({*months, *manifest.months})
    published = dict(manifest.months)
    scratch = store.folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)  # what a writer left that was killed
    scratch.mkdir(parents=True)
    with engine.workbench(str(scratch)) as connection:
        directory.load(connection)
        for number, month in enumerate(months):
            report(number, len(months), month)
            built = _month(store, connection, manifest, month, kpis)
            published.pop(month, None)
            if built:
                published[month] = built
    return store.switch(replace(manifest, months=published, rolled_up=fingerprint))


def _month(store, connection, manifest, month, kpis) -> Month | None:
    runs = [run for run in manifest.runs.values() if month in run.months]
    if not runs:
        return None
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW received AS {_received(store, manifest, runs, month)}"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE contact AS {CREDITED}")
    rows, first, last = connection.execute(
        "SELECT count(*), min(local_date)::VARCHAR, max(local_date)::VARCHAR FROM contact"
    ).fetchone()
    if not rows:
        return None
    connection.execute(f"CREATE OR REPLACE TEMP VIEW leg AS {LEGS}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW response AS {RESPONSES}")
    files = {}
    for table, schema in tables.SCHEMAS.items():
        columns = ", ".join(schema)
        files[table] = _kept(
            store, connection, f"published/{table}/{month}", f"SELECT {columns} FROM {table}"
        )
    cube = _kept(store, connection, f"rollup/days/{month}", rollup.days_sql(kpis))
    bins = _kept(store, connection, f"rollup/bins/{month}", rollup.bins_sql(kpis))
    return Month(files=files, rollup=cube, bins=bins, rows=rows, first=first, last=last)


def _kept(store: Store, connection, folder: str, query: str) -> str:
    """Write the query's rows as a Parquet file named by its content; give its name."""
    scratch = store.folder / "scratch" / f"{os.getpid()}.parquet"
    connection.execute(
        f"COPY ({query}) TO {engine.text(str(scratch))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 60000)"
    )
    with open(scratch, "rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()[:20]
    relative = f"{folder}/{digest}.parquet"
    keep_whole(scratch, Path(store.path(relative)))
    return relative


def _received(store: Store, manifest: Manifest, runs: list[Run], month: str) -> str:
    """The rows of the month as received: of each contact the latest version, wherever in time that one lies.

    Here the local day and half-hour are stamped, in the organisation's zone.
    """
    first = date.fromisoformat(f"{month}-01")
    near = f"started_at BETWEEN DATE '{first - timedelta(days=1)}' AND DATE '{first + timedelta(days=33)}'"
    rows = f"SELECT * FROM read_parquet({engine.files(store.path(run.file) for run in runs)}) WHERE {near}"
    updating = [run for run in manifest.runs.values() if run.updates]
    if updating:
        later = engine.files(store.path(run.file) for run in updating)
        rows = (
            f"SELECT r.* FROM ({rows}) r ANTI JOIN"
            f" (SELECT contact_id, source_version FROM read_parquet({later}) WHERE source_version > 1) newer"
            " ON newer.contact_id = r.contact_id AND newer.source_version > r.source_version"
        )
    return (
        "SELECT * EXCLUDE (local), local::DATE AS local_date,"
        " (hour(local) * 2 + minute(local) // 30)::INTEGER AS half_hour"
        f" FROM (SELECT *, {local_time('started_at', manifest.zone)} AS local FROM ({rows}))"
        f" WHERE strftime(local, '%Y-%m') = {engine.text(month)}"
    )


def local_time(column: str, zone: str) -> str:
    """SQL for a stored UTC time as the clock on the wall shows it in the zone."""
    return f"timezone({engine.text(zone)}, timezone('UTC', {column}))"


# A person's own correction goes first, then the key of this source, then a key known to every source.
CREDITED = """
WITH known AS (
  SELECT r.*,
    coalesce(own.person_id, every.person_id) AS known_id, c.contact_id IS NOT NULL AS corrected,
    c.person_id AS corrected_id, c.rule AS corrected_rule
  FROM received r
  LEFT JOIN keys own ON own.source = r.source AND own.key = lower(trim(r.agent))
  LEFT JOIN keys every ON every.source = '' AND every.key = lower(trim(r.agent))
  LEFT JOIN credits c ON c.contact_id = r.contact_id::VARCHAR
), person AS (
  SELECT *, CASE WHEN corrected THEN corrected_id ELSE known_id END AS person_id,
    CASE WHEN corrected THEN corrected_rule WHEN agent IS NULL THEN 'no agent in the source'
      WHEN known_id IS NULL THEN 'agent not known here' ELSE 'agent in the source' END AS attribution
  FROM known
)
SELECT p.* EXCLUDE (known_id, corrected, corrected_id, corrected_rule), m.team_id
FROM person p
LEFT JOIN memberships m
  ON m.person_id = p.person_id AND p.local_date >= m.first AND p.local_date < m.until
ORDER BY m.team_id NULLS LAST, p.started_at, p.contact_id
"""

# A source with one line a contact has one leg: the person who answered it.
LEGS = """
SELECT contact_id, 1 AS leg, local_date, half_hour, team_id, person_id, channel, topic, started_at,
  talk_seconds, hold_seconds, wrap_seconds, handle_seconds, parts_known
FROM contact WHERE answered
"""

RESPONSES = """
SELECT contact_id, 1 AS response, local_date, half_hour, team_id, person_id, channel, topic,
  NULL::TIMESTAMP AS answered_at, 'csat' AS question, csat_score AS score, csat_low AS low,
  csat_high AS high, true AS credited
FROM contact WHERE csat_score IS NOT NULL
"""
