"""Check every line of a file and set aside what would be brought in. Nothing is published by it."""

import json
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import rules as line_rules
from evenhand.analysis.intake.convert import plain_text
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping, require_usable
from evenhand.analysis.intake.numbers import number_lines
from evenhand.analysis.intake.stage import Staged, in_utc, stage
from evenhand.analysis.intake.summary import Summary, summarise
from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.manifest import Manifest, Store, write_whole

# Every contact's id is uuid5 of its source and its number there: the same on every machine.
EVENHAND = uuid.UUID("6f0f6c2e-6d0b-5c47-9b1e-3f6f6e1b2a10")


def source_namespace(source: str) -> uuid.UUID:
    return uuid.uuid5(EVENHAND, source)


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
    with engine.workbench(str(folder)) as connection:
        report("Reading every line", 0, 4)
        plain = plain_text(store, run, path, shape)
        staged = stage(connection, plain.path, plain.shape, mapping)
        report("Looking for lines that cannot be right", 1, 4)
        found = line_rules.rules(staged, mapping)
        _read_values(connection, staged, mapping, found, today)
        numbered = number_lines(connection, plain)
        report("Comparing with what is already here", 2, 4)
        manifest = store.manifest()
        _find_repeats(connection, store, manifest, mapping, again)
        report("Setting aside what can be brought in", 3, 4)
        _write_rejects(connection, folder, mapping, found)
        summary = _write_received(connection, folder, mapping, run, manifest, numbered)
    return summary


def draft_folder(store: Store, run: str) -> Path:
    return store.folder / "drafts" / run


def _read_values(connection, staged: Staged, mapping: Mapping, found, today: date) -> None:
    """The table `line`: one row for each line that could be placed, with the value of every field and the
    number of its `problem`. All cells are read, judged and hashed in this one pass; only a refused line keeps
    its raw cells."""
    raw = ", ".join(f"{key} AS raw_{key}" for key in staged.read)
    values = ", ".join(f"{sql} AS {key}" for key, sql in staged.read.items())
    wall, start = _start(staged, mapping)
    tomorrow = f"TIMESTAMP '{today + timedelta(days=2)}' AS tomorrow"
    refused = ", ".join(
        f"CASE WHEN problem IS NOT NULL THEN raw_{key} END AS raw_{key}" for key in staged.read
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE line AS SELECT * EXCLUDE (tomorrow) REPLACE ({refused}) FROM ("
        f"SELECT *, {line_rules.problem(found)} AS problem FROM ("
        f"SELECT * REPLACE ({_first_of_two(mapping.zone)} AS start_utc) FROM ("
        f"SELECT *, {_end(staged, mapping)} AS end_utc FROM ("
        f"SELECT *, {wall} AS start_wall, {start} AS start_utc, {tomorrow},"
        f" {_hash(staged)} AS content_hash, {_number(staged)} AS source_id FROM ("
        f"SELECT *, {_moments(staged, mapping)} FROM ("
        f"SELECT rowid AS position, {raw}, {values} FROM staged))))))"
    )
    connection.execute("DROP TABLE staged")


def _first_of_two(zone: str) -> str:
    """When clocks go back an hour comes twice, and its second time is taken; a contact that would then end
    before it starts began in the first."""
    earlier = "(start_utc - INTERVAL 1 HOUR)"
    twice = f"{local_time(earlier, zone)} = {local_time('start_utc', zone)}"
    return f"CASE WHEN end_utc < start_utc AND end_utc >= {earlier} AND {twice} THEN {earlier} ELSE start_utc END"


def _moments(staged: Staged, mapping: Mapping) -> str:
    found = [
        f"{in_utc(k, mapping.zone)} AS {k}_utc"
        for k in ("started_at", "ended_at")
        if k in staged.read
    ]
    return ", ".join(found or ["NULL AS no_moment"])


def _start(staged: Staged, mapping: Mapping) -> tuple[str, str]:
    if "started_at" in staged.read:
        return "NULL::TIMESTAMP", "started_at_utc"
    clock = "coalesce(started_time, 0)" if "started_time" in staged.read else "0"
    wall = f"started_date::TIMESTAMP + to_microseconds(({clock} * 1000000)::BIGINT)"
    return wall, f"timezone('UTC', timezone({engine.text(mapping.zone)}, {wall}))"


def _end(staged: Staged, mapping: Mapping) -> str:
    if "ended_at" in staged.read:
        return "ended_at_utc"
    if "ended_time" not in staged.read or "started_date" not in staged.read:
        return "NULL::TIMESTAMP"
    end = "started_date::TIMESTAMP + to_microseconds((ended_time * 1000000)::BIGINT)"
    # A contact that began in the last hours of a day may end on the next.
    over = f"CASE WHEN hour(start_wall) >= 20 AND ended_time < 14400 THEN {end} + INTERVAL 1 DAY ELSE {end} END"
    return f"timezone('UTC', timezone({engine.text(mapping.zone)}, {over}))"


def _hash(staged: Staged) -> str:
    """Of what the line says, not of how it is written: `143` and `143.0` are the same in any file."""
    cells = ", ".join(f"coalesce({_said(key)}::VARCHAR, '')" for key in sorted(staged.read))
    return f"md5_number_lower(concat_ws(chr(31), {cells}))"


def _said(key: str) -> str:
    """A value in the form that is quickest to write out."""
    kind = BY_KEY[key].kind
    if kind in ("duration", "score"):
        return f"CASE WHEN {key} = floor({key}) AND abs({key}) < 1e15 THEN {key}::BIGINT::VARCHAR ELSE {key}::VARCHAR END"
    return f"epoch_us({key}_utc)" if kind == "moment" else key


def _number(staged: Staged) -> str:
    """The source's own number; without one, a number made from what the line says."""
    return (
        "contact_number"
        if "contact_number" in staged.read
        else f"'line-' || {_hash(staged)}::VARCHAR"
    )


def _find_repeats(
    connection, store: Store, manifest: Manifest, mapping: Mapping, again: bool
) -> None:
    """The tables `repeats` (position, same, of_run) and `versions` (source_id, latest version here)."""
    connection.execute(
        "CREATE OR REPLACE TABLE firsts AS SELECT source_id, min(position) AS first,"
        " arg_min(content_hash, position) AS content_hash FROM line WHERE problem IS NULL"
        " GROUP BY source_id HAVING count(*) > 1"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE repeats AS SELECT l.position, l.content_hash = f.content_hash AS same, '' AS of_run"
        " FROM line l JOIN firsts f USING (source_id) WHERE l.position > f.first AND l.problem IS NULL"
    )
    files = manifest.received("contact", source=mapping.source)
    connection.execute("CREATE OR REPLACE TABLE versions (source_id VARCHAR, version INTEGER)")
    if not files:
        return
    here = engine.files(store.path(file) for file in files)
    connection.execute(
        "CREATE OR REPLACE TABLE here AS SELECT h.source_id, max(h.source_version) AS version,"
        " arg_max(h.content_hash, h.source_version) AS content_hash, arg_max(h.run, h.source_version) AS run"
        f" FROM read_parquet({here}) h SEMI JOIN line l ON l.source_id = h.source_id GROUP BY h.source_id"
    )
    ever = (
        f"(SELECT source_id, content_hash, min(run) AS run FROM read_parquet({here}) GROUP BY ALL)"
    )
    connection.execute(
        f"INSERT INTO repeats SELECT l.position, true, h.run FROM line l JOIN {ever if again else 'here'} h"
        " USING (source_id) WHERE l.content_hash = h.content_hash AND l.problem IS NULL"
        " AND l.position NOT IN (SELECT position FROM repeats)"
    )
    connection.execute("INSERT INTO versions SELECT source_id, version FROM here")


def _write_rejects(connection, folder: Path, mapping: Mapping, found) -> None:
    """`rejects.parquet`: line, column, value, code, detail, text of the line where the reader has it."""
    connection.execute(
        'CREATE OR REPLACE TABLE rejects (line BIGINT, "column" VARCHAR, value VARCHAR, code VARCHAR,'
        " detail VARCHAR, text VARCHAR)"
    )
    connection.execute(
        'INSERT INTO rejects SELECT line, "column", value, code, NULL, text FROM broken_lines'
    )
    connection.execute(
        "CREATE OR REPLACE TABLE refused AS SELECT l.*, n.line FROM line l JOIN line_numbers n USING (position)"
        " WHERE l.problem IS NOT NULL"
    )
    for number, (code, key, _, detail) in enumerate(found):
        column = engine.text(mapping.column(key) or "")
        connection.execute(
            f"INSERT INTO rejects SELECT line, {column}, {_as_written(key)}, '{code}', {detail}, NULL"
            f" FROM refused WHERE problem = {number}"
        )
    number = engine.text(mapping.column("contact_number") or "")
    connection.execute(
        f"INSERT INTO rejects SELECT n.line, {number}, left(source_id, 200), 'same_number', NULL, NULL"
        " FROM line JOIN repeats r USING (position) JOIN line_numbers n USING (position) WHERE NOT r.same"
    )
    target = engine.text(str(folder / "rejects.parquet"))
    connection.execute(f"COPY (SELECT * FROM rejects ORDER BY line) TO {target} (FORMAT parquet)")


def _as_written(key: str) -> str:
    """The cell for people to look for: a number that the reader converted has no `.0` in most files."""
    return f"regexp_replace(left(raw_{key}::VARCHAR, 200), '^(-?[0-9]+)[.]0$', '\\1')"


def _write_received(
    connection, folder: Path, mapping: Mapping, run: str, manifest: Manifest, numbered: str
) -> Summary:
    from evenhand.analysis.intake.receive import received_sql

    target = folder / "contact.parquet"
    connection.execute(
        f"COPY ({received_sql(connection, mapping, run, numbered)}) TO {engine.text(str(target))}"
        " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
    return summarise(connection, str(target), manifest)
