"""What has been kept for long enough: words go, and rows no longer say who; teams keep their figures."""

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.warehouse import versions
from evenhand.analysis.warehouse.clocks import local_day
from evenhand.analysis.warehouse.credit import GONE, credited, stand_in
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store, keep_whole
from evenhand.analysis.warehouse.publish import Report, publish, with_neighbours

# Of each grain: the moment at which a row counts, and what of a row says something about a person.
_MOMENTS = {
    "contact": ("started_at", ()),
    "leg": ("started_at", ()),
    "response": ("answered_at", ("comment",)),
    "evaluation": ("evaluated_at", ("comment", "evaluator")),
}
_FIRST = date(1970, 1, 1)


def expire(
    store: Store,
    before: dict[str, date],
    *,
    directory: Directory,
    kpis: tuple[Kpi, ...],
    report: Report = lambda *_: None,
) -> Manifest:
    """`before`: of each grain (contact, leg, response, evaluation, message) the first local day that stays as it is.

    Safe to repeat: what has gone is found no more."""
    with engine.room(), store.writing():
        manifest = store.manifest()
        runs = {ref: run for ref, run in manifest.runs.items()}
        with _prepared(store, manifest, directory) as connection:
            for ref, run in manifest.runs.items():
                files = {
                    grain: _rewritten(connection, store, manifest, run, grain, before) or file
                    for grain, file in run.files.items()
                }
                runs[ref] = replace(run, files=files)
        if runs == manifest.runs:
            return manifest
        last = f"{max(before.values()):%Y-%m}"
        months = with_neighbours(month for month in manifest.months if month <= last)
        published = publish(
            store, replace(manifest, runs=runs), months & set(manifest.months), directory=directory,
            kpis=kpis, report=report,
        )  # fmt: skip
        store.retire()
        return published


def count_due(store: Store, before: dict[str, date], *, directory: Directory) -> dict[str, int]:
    """How many received rows have been kept for long enough, by grain."""
    manifest = store.manifest()
    found = dict.fromkeys(before, 0)
    with _prepared(store, manifest, directory) as connection:
        for run in manifest.runs.values():
            for grain in found.keys() & run.files.keys():
                sql = f"SELECT count(*) FROM {_dated(store, manifest, run, grain)} r WHERE {_is_due(grain, before)}"
                found[grain] += connection.execute(sql).fetchone()[0]
    return found


class _prepared:
    """An engine that knows who is who, and when the contact of a message was."""

    def __init__(self, store: Store, manifest: Manifest, directory: Directory):
        self.store, self.manifest, self.directory = store, manifest, directory

    def __enter__(self):
        scratch = self.store.folder / "scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        self.bench = engine.workbench(str(scratch))
        connection = self.bench.__enter__()
        self.directory.load(connection, _FIRST, _FIRST + timedelta(days=1))
        contacts = versions.rows(self.store, "contact", self.manifest.received("contact"))
        connection.execute(
            f"CREATE TABLE starts AS SELECT contact_id, min(started_at) AS at FROM {contacts} GROUP BY 1"
        )
        return connection

    def __exit__(self, *error):
        return self.bench.__exit__(*error)


def _dated(store: Store, manifest: Manifest, run: Run, grain: str) -> str:
    """The rows of a received file with their `local_date`: of what is about a contact that of the contact."""
    rows = versions.rows(store, grain, [run.files[grain]])
    own = "NULL" if grain == "message" else f"o.{_MOMENTS[grain][0]}"
    day = local_day(f"coalesce(s.at, {own})", manifest.zone)
    return (
        f"(SELECT o.*, {day} AS local_date FROM {rows} o"
        " LEFT JOIN starts s ON s.contact_id = o.contact_id)"
    )


def _is_due(grain: str, before: dict[str, date]) -> str:
    if grain not in before:
        return "false"
    old = f"r.local_date < DATE '{before[grain]}'"
    if grain == "message":
        return f"coalesce({old}, false)"
    named = [f"(r.agent IS NOT NULL AND NOT starts_with(r.agent, '{GONE}'))"]
    named += [f"r.{name} IS NOT NULL" for name in _MOMENTS[grain][1]]
    return f"coalesce({old}, false) AND ({' OR '.join(named)})"


def _rewritten(connection, store, manifest, run: Run, grain: str, before) -> str:
    """The name of the new file; empty when nothing in the old one is due."""
    if grain not in before:
        return ""
    dated, due = _dated(store, manifest, run, grain), _is_due(grain, before)
    ((found,),) = connection.execute(f"SELECT count(*) FROM {dated} r WHERE {due}").fetchall()
    if not found:
        return ""
    if grain == "message":
        query = f"SELECT * EXCLUDE (local_date) FROM {dated} r WHERE NOT ({due})"
    else:
        query = _nameless(dated, due, grain)
    scratch = store.folder / "scratch" / f"expiring-{os.getpid()}.parquet"
    connection.execute(
        f"COPY ({query}) TO {engine.text(str(scratch))} (FORMAT parquet, COMPRESSION zstd)"
    )
    name = f"received/{grain}/{run.ref}-{manifest.generation + 1}.parquet"
    keep_whole(scratch, Path(store.path(name)))
    return name


def _nameless(dated: str, due: str, grain: str) -> str:
    """What is due says which team it counts for, corrections heeded, and no more."""
    new = {"agent": stand_in("team_id"), **dict.fromkeys(_MOMENTS[grain][1], "NULL")}
    replaced = ", ".join(
        f"CASE WHEN {due} THEN {sql} ELSE r.{n} END AS {n}" for n, sql in new.items()
    )
    return (
        f"SELECT * EXCLUDE (local_date, person_id, team_id, attribution) REPLACE ({replaced})"
        f" FROM {credited(dated)} r"
    )
