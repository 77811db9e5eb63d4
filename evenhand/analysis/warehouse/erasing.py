"""Taking one person out of the facts, on both levels: their contacts go on counting for the team of their day.

Received files that name the person are written anew, every month is published from them, and no earlier generation
is kept. What was said in their contacts, and what others wrote about them, goes.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.warehouse import received, versions
from evenhand.analysis.warehouse.clocks import local_day
from evenhand.analysis.warehouse.credit import stand_in, stand_in_of
from evenhand.analysis.warehouse.directory import FAR, Directory
from evenhand.analysis.warehouse.manifest import (
    Manifest,
    Run,
    Store,
    keep_whole,
    write_whole,
)
from evenhand.analysis.warehouse.publish import Report, publish

# The moment at which a row of each grain that names an agent counts.
_MOMENTS = {
    "contact": "started_at",
    "leg": "started_at",
    "response": "answered_at",
    "evaluation": "evaluated_at",
}
_WORDS = {"response", "evaluation"}  # have a comment


def erase(
    store: Store,
    person: int,
    *,
    names: tuple[str, ...],
    directory: Directory,
    kpis: tuple[Kpi, ...],
    report: Report = lambda *_: None,
) -> Manifest:
    """Take a person of the directory out. `names`: how they are called where a file names them without a key.

    Safe to repeat after any interruption: what is gone is found no more. The directory is the one from before."""
    with engine.room(), store.writing():
        manifest = store.manifest()
        runs = _without(store, manifest, person, names, directory)
        if runs == manifest.runs:
            store.retire()
            return manifest
        credits = tuple(
            (contact, part_of, None if to == person else to, team, rule)
            for contact, part_of, to, team, rule in directory.credits
        )
        published = publish(
            store,
            replace(manifest, runs=runs),
            manifest.months,
            directory=replace(directory, credits=credits),
            kpis=kpis,
            report=report,
        )
        store.retire()
        return published


def _without(store: Store, manifest: Manifest, person: int, names, directory) -> dict[str, Run]:
    """The runs, with new files where one named the person."""
    scratch = store.folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with engine.workbench(str(scratch)) as connection:
        _load(connection, manifest, person, names, directory)
        _find_contacts(connection, store, manifest)
        runs = {}
        for ref, run in manifest.runs.items():
            files = {
                grain: _rewritten(connection, store, manifest, run, grain) or file
                for grain, file in run.files.items()
            }
            runs[ref] = replace(run, files=files)
        return runs


def _load(connection, manifest: Manifest, person: int, names, directory: Directory) -> None:
    connection.execute("CREATE TABLE gone_keys (source VARCHAR, key VARCHAR)")
    connection.execute("CREATE TABLE gone_names (name VARCHAR)")
    connection.execute("CREATE TABLE gone_credits (source VARCHAR, contact VARCHAR, agent VARCHAR)")
    connection.execute("CREATE TABLE gone_teams (team BIGINT, first DATE, until DATE)")
    keys = _keys(manifest, person, directory)
    called = {name.strip().lower() for name in names if name.strip()} | {key for _s, key in keys}
    for table, rows in (
        ("gone_keys", keys),
        ("gone_credits", _credited_away(manifest, person, directory)),
        ("gone_names", [(name,) for name in called]),
        (
            "gone_teams",
            [(t, f, u or FAR) for p, t, f, u in directory.memberships if p == person],
        ),
    ):
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [list(r) for r in rows])


def _keys(manifest: Manifest, person: int, directory: Directory) -> list[tuple[str, str]]:
    """(source, key) by which this person is meant: a key of one source goes before one of all."""
    meant = {(source, key.strip().lower()): who for source, key, who in directory.keys}
    sources = {run.source for run in manifest.runs.values()}
    return sorted(
        (source, key)
        for source in sources
        for key in {key for (_any, key), who in meant.items() if who == person}
        if meant.get((source, key), meant.get(("", key))) == person
    )


def _credited_away(manifest: Manifest, person: int, directory: Directory) -> list[tuple]:
    """(source, contact, agent): what was this person's in the source and counts for somebody or some team since a
    correction. The correction needs the person to apply; so its outcome takes their place."""
    last = {
        contact: (to, team) for contact, whose, to, team, _r in directory.credits if whose == person
    }
    keys = {(source, who): key for source, key, who in directory.keys}
    found = []
    for source in {run.source for run in manifest.runs.values()}:
        for contact, (to, team) in last.items():
            key = keys.get((source, to)) or keys.get(("", to))
            found.append((source, contact, stand_in_of(team) if team else key))
    return found


def _is_gone(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM gone_keys g WHERE g.source = {row}.source"
        f" AND g.key = lower(trim({row}.agent)))"
    )


def _find_contacts(connection, store: Store, manifest: Manifest) -> None:
    parts = [
        f"SELECT r.contact_id FROM {versions.rows(store, grain, manifest.received(grain))} r"
        f" WHERE {_is_gone('r')}"
        for grain in ("contact", "leg")
    ]
    connection.execute(f"CREATE TABLE gone_contacts AS {' UNION '.join(parts)}")


def _if_about(connection, store: Store, manifest: Manifest, run: Run, grain: str) -> str:
    """The rows of a file without the person, as SQL; empty when nothing in it is about them."""
    if grain not in (*_MOMENTS, "message"):
        return ""
    old = versions.rows(store, grain, [run.files[grain]])  # no file has every column
    touched, query = (
        _messages(old) if grain == "message" else _rows(old, grain, manifest.zone, connection)
    )
    ((found,),) = connection.execute(f"SELECT count(*) FROM {old} r WHERE {touched}").fetchall()
    return query if found else ""


def _rewritten(connection, store: Store, manifest: Manifest, run: Run, grain: str) -> str:
    """The name of the new file; empty when nothing in the old one is about the person."""
    query = _if_about(connection, store, manifest, run, grain)
    if not query:
        return ""
    scratch = store.folder / "scratch" / f"erasing-{os.getpid()}.parquet"
    connection.execute(
        f"COPY ({query}) TO {engine.text(str(scratch))}"
        f" ({received.as_written(connection, store.path(run.files[grain]))})"
    )
    name = f"received/{grain}/{run.ref}-{manifest.generation + 1}.parquet"
    keep_whole(scratch, Path(store.path(name)))
    return name


def _messages(old: str) -> tuple[str, str]:
    touched = "r.contact_id IN (SELECT contact_id FROM gone_contacts)"
    return touched, f"SELECT r.* FROM {old} r WHERE NOT ({touched})"


def _rows(old: str, grain: str, zone: str, connection) -> tuple[str, str]:
    """(which rows are about the person, the rows without them)."""
    columns = {name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM {old}").fetchall()}
    day = local_day(f"r.{_MOMENTS[grain]}", zone)
    instead = f"CASE WHEN c.contact IS NOT NULL THEN c.agent ELSE {stand_in('t.team')} END"
    new = {"agent": f"CASE WHEN {_is_gone('r')} THEN {instead} ELSE r.agent END"}
    touched = [_is_gone("r")]
    if grain in _WORDS and "comment" in columns:
        about = "r.contact_id IN (SELECT contact_id FROM gone_contacts)"
        new["comment"] = f"CASE WHEN {_is_gone('r')} OR {about} THEN NULL ELSE r.comment END"
        touched.append(f"({about} AND r.comment IS NOT NULL)")
    if "evaluator" in columns:
        by = "EXISTS (SELECT 1 FROM gone_names g WHERE g.name = lower(trim(r.evaluator)))"
        new["evaluator"] = f"CASE WHEN {by} THEN NULL ELSE r.evaluator END"
        touched.append(by)
    replaced = ", ".join(f"{sql} AS {name}" for name, sql in new.items())
    query = (
        f"SELECT r.* REPLACE ({replaced}) FROM {old} r"
        f" LEFT JOIN gone_teams t ON {day} >= t.first AND {day} < t.until"
        " LEFT JOIN gone_credits c ON c.source = r.source AND c.contact = r.contact_id::VARCHAR"
    )
    return " OR ".join(touched), query


def runs_about(store: Store, person: int, *, names, directory: Directory) -> set[str]:
    """The runs that brought something which `erase` would take out: rows, words, what was said."""
    manifest = store.manifest()
    with engine.workbench(str(store.folder)) as connection:
        _load(connection, manifest, person, names, directory)
        _find_contacts(connection, store, manifest)
        return {
            ref
            for ref, run in manifest.runs.items()
            if any(_if_about(connection, store, manifest, run, grain) for grain in run.files)
        }


def count_of(store: Store, person: int, *, names, directory: Directory) -> dict[str, int]:
    """How many received rows name the person, by grain, and how many messages would go."""
    manifest = store.manifest()
    found = {grain: 0 for grain in (*_MOMENTS, "message")}
    with engine.workbench(str(store.folder)) as connection:
        _load(connection, manifest, person, names, directory)
        _find_contacts(connection, store, manifest)
        for run in manifest.runs.values():
            for grain in found.keys() & run.files.keys():
                old = versions.rows(store, grain, [run.files[grain]])
                touched = _messages(old)[0] if grain == "message" else _is_gone("r")
                sql = f"SELECT count(*) FROM {old} r WHERE {touched}"
                found[grain] += connection.execute(sql).fetchone()[0]
    return found


def scrub_drafts(store: Store, names: tuple[str, ...]) -> None:
    """What checks set aside: a rejected value or line that names the person goes, its number and reason stay."""
    called = {name.strip().lower() for name in names if name.strip()}
    for file in (store.folder / "drafts").glob("*/rejects.parquet"):
        _scrub_rejects(file, called)
    for file in (store.folder / "drafts").glob("*/summary.json"):
        said = json.loads(file.read_text())
        agents = [[key, n] for key, n in said.get("agents", []) if _plain(key) not in called]
        if len(agents) != len(said.get("agents", [])):
            write_whole(file, json.dumps(said | {"agents": agents}))


def _plain(key) -> str:
    return str(key).strip().lower()


def _scrub_rejects(file: Path, called: set[str]) -> None:
    with engine.workbench(str(file.parent)) as connection:
        old = f"read_parquet({engine.text(str(file))})"
        columns = [
            name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM {old}").fetchall()
        ]
        held = [name for name in ("value", "detail", "text") if name in columns]
        names = "[" + ", ".join(engine.text(name) for name in sorted(called)) + "]"
        about = {
            name: f"list_bool_or([contains(lower({name}), n) FOR n IN {names}])" for name in held
        }
        anywhere = " OR ".join(f"coalesce({sql}, false)" for sql in about.values())
        sql = f"SELECT count(*) FROM {old} WHERE {anywhere}"
        if not connection.execute(sql).fetchone()[0]:
            return
        new = ", ".join(
            f"CASE WHEN coalesce({sql}, false) THEN NULL ELSE {name} END AS {name}"
            for name, sql in about.items()
        )
        scratch = file.with_suffix(".tmp")
        connection.execute(
            f"COPY (SELECT * REPLACE ({new}) FROM {old}) TO {engine.text(str(scratch))} (FORMAT parquet)"
        )
    keep_whole(scratch, file)
