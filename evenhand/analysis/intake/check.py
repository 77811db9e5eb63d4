"""Check every line of a file and set aside what would be brought in. Nothing is published by it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from evenhand.analysis import engine
from evenhand.analysis.intake import conversations
from evenhand.analysis.intake.convert import plain_text
from evenhand.analysis.intake.formats.plain import Plain
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
from evenhand.analysis.intake.numbers import first_line, number_lines, signs
from evenhand.analysis.intake.repeats import find_repeats, keep_named, no_repeats
from evenhand.analysis.intake.rules import refuses
from evenhand.analysis.intake.stage import Staged, cells_sql, keep_broken, readings, stage
from evenhand.analysis.intake.stream import Stream
from evenhand.analysis.intake.summary import Summary, summarise
from evenhand.analysis.intake.values import read_values, values
from evenhand.analysis.texts import gettext_noop as _
from evenhand.analysis.warehouse.manifest import Manifest, Store, write_whole
from evenhand.analysis.warehouse.versions import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_JUDGED = "SELECT position FROM line"
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
    corrects: str = "",
    report: Callable[[str, int, int], None] = lambda *_: None,
) -> Summary:
    """Read, judge and set aside. Leaves `drafts/<run>/` with a file for each grain, rejects.parquet and summary.json.

    `again`: the very same file was brought in before, so that a line which was ever here says nothing new.
    `corrects`: the run whose rejected lines these are: what it refused as a contradiction is none when unchanged.
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
                mapping.read_in(store.zone),
                store=store,
                run=run,
                today=today,
                again=again,
                corrects=corrects,
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
    folder: Path,
    path: Path,
    shape: Shape,
    mapping: Mapping,
    *,
    store,
    run,
    today,
    again,
    corrects,
    report,
) -> Summary:
    kind, manifest = _kind(mapping), store.manifest()
    with engine.workbench(str(folder)) as connection:
        # Else every list of words becomes a join of all lines, though hardly any line asks for it.
        connection.execute("SET disabled_optimizers = 'in_clause'")
        read = _Reading(
            connection, folder, kind, mapping, store, manifest, run, today, again, corrects
        )
        report(_("Reading every line"), 0, 4)
        if mapping.kind == "conversations":
            return read.conversations(path, report)
        plain = plain_text(store, run, path, shape)
        return (read.stream if kind is contacts else read.table)(plain, report)


@dataclass
class _Reading:
    """One file on a workbench."""

    connection: "DuckDBPyConnection"
    folder: Path
    kind: ModuleType
    mapping: Mapping
    store: Store
    manifest: Manifest
    run: str
    today: date
    again: bool
    corrects: str

    def conversations(self, path: Path, report) -> Summary:
        staged = conversations.stage(self.connection, path, self.mapping)
        return self._judge(staged, None, report)

    def table(self, plain: Plain, report) -> Summary:
        """Of a kind whose lines are judged together, or beside what is here."""
        staged = stage(self.connection, plain.path, plain.shape, self.mapping)
        return self._judge(staged, plain, report)

    def _judge(self, staged: Staged, plain: Plain | None, report) -> Summary:
        connection, kind = self.connection, self.kind
        self.mapping = mapping = kind.prepare(
            connection, self.store, self.manifest, self.mapping, staged
        )
        report(_("Looking for lines that cannot be right"), 1, 4)
        found = kind.line_rules(staged, mapping)
        read_values(connection, staged, kind.layers(staged, mapping), found, self.today)
        kind.settle(connection, staged, found)
        ((lines,),) = connection.execute("SELECT count(*) FROM line").fetchall()
        numbered = (
            number_lines(connection, plain, lines, signs(plain).lines, _JUDGED) if plain else ""
        )
        self._compare(staged, found, report)
        named = f"(SELECT position, {kind.AGAIN} FROM line)" if "agent" in staged.read else ""
        keep_named(connection, named)
        connection.execute("DROP TABLE staged")
        accepted = kind.write(connection, self.folder, staged, mapping, self.run, numbered)
        return summarise(connection, accepted, lines, self.manifest)

    def stream(self, plain: Plain, report) -> Summary:
        """Of contacts, which stand alone."""
        connection, kind, mapping = self.connection, self.kind, self.mapping
        text = signs(plain)
        staged = Staged(readings(plain.shape, mapping, text.absent))
        found, layers = kind.line_rules(staged, mapping), kind.layers(staged, mapping)
        stream = Stream(connection, self.folder, staged, mapping, self.run, first_line(plain.shape))
        stream.know(self._files())
        cells = cells_sql(plain.path, plain.shape, mapping)
        stream.read(values(staged, f"({cells})", layers, self.today), refuses(found))
        keep_broken(connection)
        report(_("Looking for lines that cannot be right"), 1, 4)
        again = stream.look_again(found, layers, self.today, self._here(), again=self.again)
        numbered = number_lines(
            connection, plain, stream.lines, text.lines, _JUDGED if again else stream.everything()
        )
        self._compare(again, found, report)
        keep_named(connection, stream.named_aside())
        accepted = kind.counted(staged, engine.text(str(stream.finish(numbered))))
        return summarise(connection, accepted, stream.lines, self.manifest)

    def _compare(self, staged: Staged | None, found, report) -> None:
        """`staged`: nothing where no line is refused or may be a repetition."""
        report(_("Comparing with what is already here"), 2, 4)
        if staged is None:
            no_repeats(self.connection)
            report(_("Setting aside what can be brought in"), 3, 4)
            _begin_rejects(self.connection)
            _keep_rejects(self.connection, self.folder)
            return
        together = self.mapping.kind == "legs" or "criterion" in staged.read
        find_repeats(
            self.connection, self._here(), together=together, again=self.again,
            refused=_contradictions(self.store, self.corrects), of_run=self.corrects,
        )  # fmt: skip
        report(_("Setting aside what can be brought in"), 3, 4)
        _write_rejects(self.connection, self.folder, self.kind, staged, self.mapping, found)

    def _files(self) -> list[str]:
        files = self.manifest.received(self.kind.GRAIN, source=self.mapping.source)
        return [self.store.path(file) for file in files]

    def _here(self) -> str:
        if not self._files():
            return ""
        here = rows(
            self.store,
            self.kind.GRAIN,
            self.manifest.received(self.kind.GRAIN, source=self.mapping.source),
        )
        return transcripts_apart.here(here) if self.kind is transcripts_apart else here


def _kind(mapping: Mapping):
    """The module for this kind of file."""
    if mapping.kind == "conversations" and mapping.about:
        return transcripts_apart
    return KINDS[mapping.kind]


def draft_folder(store: Store, run: str) -> Path:
    return store.folder / "drafts" / run


def _contradictions(store: Store, run: str) -> str:
    """What a run refused because another line says otherwise, as SQL; "" for nothing."""
    file = draft_folder(store, run) / "contradictions.parquet" if run else None
    return f"read_parquet({engine.text(str(file))})" if file and file.exists() else ""


def _write_rejects(connection, folder: Path, kind, staged, mapping: Mapping, found) -> None:
    """`rejects.parquet`, and `contradictions.parquet`: what is refused because another line says otherwise."""
    _begin_rejects(connection)
    told = [
        (
            engine.text(mapping.column(one.key) or ""),
            _as_written(one.key),
            f"'{one.code}'",
            one.detail,
        )
        for one in found
    ]
    column, value, code, detail = (
        "CASE problem " + " ".join(f"WHEN {at} THEN {sql}" for at, sql in enumerate(each)) + " END"
        for each in zip(*told, strict=True)
    )
    raw = ", ".join(f"s.{key} AS raw_{key}" for key in staged.read)
    connection.execute(
        f"INSERT INTO rejects SELECT line, {column}, {value}, {code}, {detail}, NULL FROM"
        f" (SELECT l.*, {raw}, n.line FROM line l JOIN line_numbers n USING (position)"
        f" JOIN staged s ON s.{staged.position} = l.position WHERE l.problem IS NOT NULL)"
    )
    number = engine.text(mapping.column(kind.NUMBER) or "")
    connection.execute(
        f"INSERT INTO rejects SELECT n.line, {number}, left(source_id, 200), '{kind.SAME}', NULL, NULL"
        " FROM line JOIN repeats r USING (position) JOIN line_numbers n USING (position) WHERE NOT r.same"
    )
    _keep_rejects(connection, folder)
    other = engine.text(str(folder / "contradictions.parquet"))
    connection.execute(
        "COPY (SELECT source_id, content_hash FROM line JOIN repeats r USING (position) WHERE NOT r.same)"
        f" TO {other} (FORMAT parquet)"
    )


def _begin_rejects(connection) -> None:
    """The table `rejects`: line, column, value, code, detail, text of the line where the reader has it."""
    swallowed = (
        "CASE swallowed WHEN 1 THEN 'the line after it was taken for its text' ELSE"
        " 'the ' || swallowed || ' lines after it were taken for its text' END"
    )
    connection.execute(
        'CREATE OR REPLACE TABLE rejects AS SELECT line::BIGINT AS line, "column", value, code,'
        f" CASE WHEN swallowed > 0 THEN {swallowed} END AS detail, text FROM broken_lines"
    )


def _keep_rejects(connection, folder: Path) -> None:
    target = engine.text(str(folder / "rejects.parquet"))
    connection.execute(f"COPY (SELECT * FROM rejects ORDER BY line) TO {target} (FORMAT parquet)")


def _as_written(key: str) -> str:
    """The cell for people to look for: a number that the reader converted has no `.0` in most files."""
    if not key:
        return "NULL"
    return f"regexp_replace(left(raw_{key}::VARCHAR, 200), '^(-?[0-9]+)[.]0$', '\\1')"
