"""Check every line of a file and set aside what would be brought in. Nothing is published by it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import conversations
from evenhand.analysis.intake.convert import plain_text
from evenhand.analysis.intake.kinds import (
    contacts,
    evaluations,
    legs,
    surveys,
    transcripts,
    transcripts_apart,
)
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping, require_usable
from evenhand.analysis.intake.numbers import number_lines
from evenhand.analysis.intake.repeats import find_repeats
from evenhand.analysis.intake.stage import stage
from evenhand.analysis.intake.summary import Summary, summarise
from evenhand.analysis.intake.values import read_values
from evenhand.analysis.warehouse.manifest import Manifest, Store, write_whole

KINDS = {
    "contacts": contacts,
    "surveys": surveys,
    "evaluations": evaluations,
    "legs": legs,
    "conversations": transcripts,
}


def check(
    path: Path,
    shape: Shape,
    mapping: Mapping,
    *,
    store: Store,
    run: str,
    today: date,
    again: bool = False,
    report: Callable[[str, int, int], None] = lambda *_: None,
) -> Summary:
    """Read, judge and set aside. Leaves `drafts/<run>/` with a file for each grain, rejects.parquet and summary.json.

    `again`: the very same file was brought in before, so that a line which was ever here says nothing new.
    Raises Unclear for an unusable mapping. `report` gets a step in words and how many of how many steps are done.
    """
    require_usable(mapping, order_matters=False)
    folder = draft_folder(store, run)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with engine.room():
            folder.mkdir(parents=True)
            summary = _set_aside(
                folder,
                path,
                shape,
                mapping,
                store=store,
                run=run,
                today=today,
                again=again,
                report=report,
            )
            write_whole(folder / "summary.json", json.dumps(asdict(summary)))
    except BaseException:
        shutil.rmtree(
            folder, ignore_errors=True
        )  # half a draft is of no use, and may be what fills the disk
        raise
    return summary


def _set_aside(
    folder: Path, path: Path, shape: Shape, mapping: Mapping, *, store, run, today, again, report
) -> Summary:
    kind, manifest = _kind(mapping), store.manifest()
    with engine.workbench(str(folder)) as connection:
        report("Reading every line", 0, 4)
        nested = mapping.kind == "conversations"
        if nested:
            staged = conversations.stage(connection, path, mapping)
        else:
            plain = plain_text(store, run, path, shape)
            staged = stage(connection, plain.path, plain.shape, mapping)
        mapping = kind.prepare(connection, store, manifest, mapping, staged)
        report("Looking for lines that cannot be right", 1, 4)
        found = kind.line_rules(staged, mapping)
        read_values(connection, staged, kind.layers(staged, mapping), found, today)
        kind.settle(connection, staged, found)
        numbered = "" if nested else number_lines(connection, plain)
        report("Comparing with what is already here", 2, 4)
        find_repeats(
            connection,
            _here(store, manifest, kind, mapping),
            together=mapping.kind == "legs" or "criterion" in staged.read,
            again=again,
        )
        report("Setting aside what can be brought in", 3, 4)
        _write_rejects(connection, folder, kind, staged, mapping, found)
        connection.execute("DROP TABLE staged")
        accepted = kind.write(connection, folder, staged, mapping, run, numbered)
        summary = summarise(connection, accepted, manifest)
    return summary


def _kind(mapping: Mapping):
    """The module for this kind of file."""
    if mapping.kind == "conversations" and mapping.about:
        return transcripts_apart
    return KINDS[mapping.kind]


def _here(store: Store, manifest: Manifest, kind, mapping: Mapping) -> str:
    files = manifest.received(kind.GRAIN, source=mapping.source)
    if not files:
        return ""
    rows = f"read_parquet({engine.files(store.path(file) for file in files)})"
    return transcripts_apart.here(rows) if kind is transcripts_apart else rows


def draft_folder(store: Store, run: str) -> Path:
    return store.folder / "drafts" / run


def _write_rejects(connection, folder: Path, kind, staged, mapping: Mapping, found) -> None:
    """`rejects.parquet`: line, column, value, code, detail, text of the line where the reader has it."""
    connection.execute(
        'CREATE OR REPLACE TABLE rejects (line BIGINT, "column" VARCHAR, value VARCHAR, code VARCHAR,'
        " detail VARCHAR, text VARCHAR)"
    )
    connection.execute(
        'INSERT INTO rejects SELECT line, "column", value, code, NULL, text FROM broken_lines'
    )
    raw = ", ".join(f"s.{key} AS raw_{key}" for key in staged.read)
    connection.execute(
        f"CREATE OR REPLACE TABLE refused AS SELECT l.*, {raw}, n.line FROM line l JOIN line_numbers n USING (position)"
        " JOIN staged s ON s.rowid = l.position WHERE l.problem IS NOT NULL"
    )
    for number, (code, key, _, detail) in enumerate(found):
        column = engine.text(mapping.column(key) or "")
        value = _as_written(key) if key else "NULL"
        connection.execute(
            f"INSERT INTO rejects SELECT line, {column}, {value}, '{code}', {detail}, NULL"
            f" FROM refused WHERE problem = {number}"
        )
    number = engine.text(mapping.column(kind.NUMBER) or "")
    connection.execute(
        f"INSERT INTO rejects SELECT n.line, {number}, left(source_id, 200), '{kind.SAME}', NULL, NULL"
        " FROM line JOIN repeats r USING (position) JOIN line_numbers n USING (position) WHERE NOT r.same"
    )
    target = engine.text(str(folder / "rejects.parquet"))
    connection.execute(f"COPY (SELECT * FROM rejects ORDER BY line) TO {target} (FORMAT parquet)")


def _as_written(key: str) -> str:
    """The cell for people to look for: a number that the reader converted has no `.0` in most files."""
    return f"regexp_replace(left(raw_{key}::VARCHAR, 200), '^(-?[0-9]+)[.]0$', '\\1')"
