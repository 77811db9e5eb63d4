"""Files of contacts in one pass over their text: read and judged by the engine, numbered, compared and written as the
rows come by. What was refused, and what may be here already, is set aside and looked at again; that is little.

Why not in the engine alone: it would hold every line once more to find the repeated ones, and it makes UUIDs and
hashes out of text, which costs more than all the rest.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenhand.analysis import engine
from evenhand.analysis.intake import batches, carried, hashes, ids
from evenhand.analysis.intake.kinds import contact_rows
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.numbers import place
from evenhand.analysis.intake.seen import Seen
from evenhand.analysis.intake.shape import Unreadable
from evenhand.analysis.intake.stage import Staged
from evenhand.analysis.intake.values import read_values
from evenhand.analysis.texts import gettext_noop as _
from evenhand.analysis.warehouse import received

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 20_480  # lines that fit a processor's own memory, so that each step finds them there
_GROUP = 122_880  # lines that are written together
_REFUSED = pa.schema([("position", pa.int64()), ("cells", pa.list_(pa.string()))])
_EARLIER = _(
    "Contacts of this source were brought in by an earlier version, and lines cannot be compared with them. "
    "Take those files back and bring them in again first."
)
# What a line itself says: not what its mapping gives, what its file records, or how a start was written.
_TOLD = set(received.CONTACT) - {
    "contact_id", *received.ORIGIN, *contact_rows.OF_THE_FILE,
    "time_known", "parts_known", "csat_low", "csat_high", "ces_low", "ces_high", "ces_version",
}  # fmt: skip


@dataclass
class Stream:
    """`first_line`: of the file, on which the line at position 0 stands where records and lines agree."""

    connection: "DuckDBPyConnection"
    folder: Path
    staged: Staged
    mapping: Mapping
    run: str
    first_line: int
    seen: Seen = field(default_factory=Seen)
    lines: int = 0
    lost: np.ndarray = field(default_factory=lambda: np.zeros(3, np.int64))
    _flags: dict = field(default_factory=dict)
    _words: tuple[str, ...] = ()
    _writers: dict = field(default_factory=dict)
    _waiting: dict = field(default_factory=dict)
    _filled: bool = False  # whether lines set aside say what is recorded of their contact

    def know(self, files: list[str]) -> None:
        """The contacts of this source that are here already: whatever names one of them is looked at again.

        Unreadable where those were hashed in another way, so that every line would look like a change."""
        for file in files:
            marks = pq.read_metadata(file).metadata or {}
            if not received.MARK.items() <= {(k.decode(), v.decode()) for k, v in marks.items()}:
                raise Unreadable(_EARLIER)
            for batch in pq.ParquetFile(file).iter_batches(columns=["contact_id"]):
                column = batch.column(0)
                raw = np.frombuffer(column.storage.buffers()[1], np.uint64).reshape(-1, 2)
                self.seen.add(raw[column.offset : column.offset + len(column), 0])

    def read(self, rows: str, refuses: str) -> None:
        """Every line of `rows` (SQL of lines with their values) into accepted.parquet, aside.parquet or, where
        `refuses` holds (SQL over those values), refused.parquet."""
        self._columns = contact_rows.columns(self.staged, self.mapping)
        numbered = "contact_number" in self.staged.read
        told = {**self._columns, **({} if numbered else {"content_hash": "content_hash"})}
        chosen = ", ".join(f"{sql} AS {name}" for name, sql in told.items())
        raw = ", ".join(f"raw_{key}" for key in self.staged.read)
        sql = (
            f"SELECT {ids.digest(self.mapping.source, "coalesce(source_id, '')")} AS digest, source_id, {chosen},"
            f" CASE WHEN {refuses} THEN [{raw}] END AS refused FROM {rows}"
        )
        try:
            for batch in self.connection.sql(sql).to_arrow_reader(_BATCH):
                self._take(batch)
        finally:
            self._close("refused")

    def _take(self, batch: pa.RecordBatch) -> None:
        if not self._words:
            self._words = batches.repeating(
                batch, [n for n in self._columns if n in batch.schema.names]
            )
        positions = np.arange(self.lines, self.lines + len(batch))
        self.lines += len(batch)
        own = ids.uuid5s(batch.column("digest"))
        refused = batch.column("refused")
        good = refused.is_null().to_numpy(zero_copy_only=False)
        if refused.null_count < len(batch):
            cells = refused.filter(pa.array(~good))
            self._write("refused", pa.record_batch([positions[~good], cells], schema=_REFUSED))
        columns = {
            name: batch.column(name).dictionary_encode()
            if name in self._words
            else batch.column(name)
            for name in ("source_id", *self._columns)
        }
        told = {name: column for name, column in columns.items() if name in _TOLD}
        if "content_hash" in batch.schema.names:
            told_hash = batch.column("content_hash").to_numpy(zero_copy_only=False)
        else:
            told_hash = hashes.row_hashes(told)
        aside = np.zeros(len(batch), bool)
        aside[good] = self.seen.add(own.view(np.uint64)[:, 0][good])
        self._count(columns, good)
        made = {"contact_id": batches.uuids(own), "content_hash": told_hash}
        made |= {"line": positions + self.first_line}
        whole = pa.record_batch({name: pa.array(one) for name, one in (made | columns).items()})
        self._keep("accepted", whole, good & ~aside)
        self._keep("aside", whole, aside)

    def _count(self, columns: dict, good: np.ndarray) -> None:
        """The abandoned contacts, those with a wait, and those with a person."""
        if "answered" not in self.staged.read:
            return
        lost = good & ~columns["answered"].to_numpy(zero_copy_only=False).astype(bool)
        known = [
            columns[n].is_valid().to_numpy(zero_copy_only=False) if n in columns else False
            for n in ("wait_seconds", "agent")
        ]
        self.lost += [lost.sum(), *((lost & one).sum() for one in known)]

    def _keep(self, name: str, rows: pa.RecordBatch, which: np.ndarray) -> None:
        """Rows of a batch, to be written with what is the same for all."""
        if which.any():
            self._write(name, rows if which.all() else rows.filter(pa.array(which)))

    def _whole(self, table: pa.Table) -> pa.Table:
        """As received rows. What the file as a whole records is taken as the first lines tell it (see `finish`)."""
        rows = len(table)
        if not self._flags:
            self._flags = self._facts()
        made = dict(zip(table.column_names, table.columns, strict=True))
        made |= {
            "source": batches.same(self.mapping.source, rows),
            "run": batches.same(self.run, rows),
        }
        made["source_version"] = pa.array(np.ones(rows, np.int32))
        made |= {key: pa.array(np.full(rows, fact)) for key, fact in self._flags.items()}
        return pa.table({key: made[key] for key in received.CONTACT if key in made})

    def _facts(self) -> dict[str, bool]:
        counted = map(int, self.lost)
        return contact_rows.recorded(self.staged) | contact_rows.abandoned(self.staged, *counted)

    def _write(self, name: str, batch: pa.RecordBatch) -> None:
        waiting = self._waiting.setdefault(name, [])
        waiting.append(batch)
        if sum(map(len, waiting)) >= _GROUP:
            self._pour(name)

    def _pour(self, name: str) -> None:
        """What is waiting becomes a row group."""
        if not (waiting := self._waiting.pop(name, [])):
            return
        table = pa.Table.from_batches(waiting).unify_dictionaries()
        table = table if name == "refused" else self._whole(table)
        if name not in self._writers:
            self._writers[name] = batches.writer(self.path(name), table.schema)
        self._writers[name].write_table(table, row_group_size=2 * _GROUP)

    def look_again(
        self, found: list, layers: list[str], today: date, here: str, *, again: bool
    ) -> Staged | None:
        """The tables `staged` and `line` of what was set aside: refused lines with every value, and lines that may be
        repeated beside the first of their number. Of a file without such lines, nothing.

        `here`: SQL of the contacts of this source that are here; "" for none. `again`: the very same file was here."""
        self._close("accepted", "aside")
        self._carry(here, again)
        if not (self.path("refused").exists() or self.path("aside").exists()):
            return None
        cells = ", ".join(f"cells[{at}] AS {key}" for at, key in enumerate(self.staged.read, 1))
        self.connection.execute(
            f"CREATE OR REPLACE TABLE staged AS SELECT position, {cells} FROM {self._rows('refused')}"
        )
        staged = replace(self.staged, position="position")
        read_values(self.connection, staged, layers, found, today)
        told = f"SELECT line - {self.first_line} AS position, source_id, content_hash FROM"
        self.connection.execute(
            f"INSERT INTO line BY NAME {told} {self._rows('aside')}"
            f" UNION ALL {told} {self._rows('accepted')} WHERE source_id IN (SELECT source_id FROM {self._rows('aside')})"
        )
        return staged

    def _carry(self, here: str, again: bool) -> None:
        """What lines leave untold of contacts that are here is filled in. A line without a number is another contact."""
        read = self.staged.read
        aside = self.path("aside")
        if here and "contact_number" in read and carried.untold(read) and aside.exists():
            carried.carry(
                self.connection, aside, here, read, self._facts(), _TOLD, ever=again, batch=_BATCH
            )
            self._filled = True

    def finish(self, numbered: str) -> Path:
        """contact.parquet, whole: as it was written, or once more where only the last line told what belongs in it.

        Reads `repeats`, `versions`, and `line_numbers` unless a line's number follows from its position.
        """
        target = self.path("contact")
        if (
            self._brings_what_was_aside()
            or not numbered
            or self._flags != self._facts()
            or not self.path("accepted").exists()
        ):
            self._write_again(target, numbered)
        else:
            os.replace(self.path("accepted"), target)
        for name in ("accepted", "aside", "refused"):
            self.path(name).unlink(missing_ok=True)
        return target

    def _brings_what_was_aside(self) -> bool:
        if not self.path("aside").exists():
            return False
        ((new,),) = self.connection.execute(f"SELECT count(*) FROM {self._new()}").fetchall()
        return new > 0

    def _new(self) -> str:
        """What was set aside and is to be brought in after all."""
        return (
            f"(SELECT * EXCLUDE (version) REPLACE ((coalesce(version, 0) + 1)::INTEGER AS source_version)"
            f" FROM (SELECT *, line - {self.first_line} AS position FROM {self._rows('aside')})"
            " ANTI JOIN repeats USING (position) LEFT JOIN versions USING (source_id))"
        )

    def named_aside(self) -> str:
        """SQL of whom the lines name that were set aside, and when; "" where no line names anybody."""
        rows = f"(SELECT line - {self.first_line} AS position, started_at AS moment, agent FROM {self._rows('aside')})"
        return rows if "agent" in self.staged.read else ""

    def everything(self) -> str:
        """SQL for the position of every line that was read."""
        return f"SELECT range AS position FROM range({self.lines})"

    def _write_again(self, target: Path, numbered: str) -> None:
        place(self.connection, self.everything())
        position = f"line - {self.first_line} AS position"
        facts = ", ".join(f"{fact} AS {name}" for name, fact in self._facts().items())
        new = self._new() if self._filled else f"(SELECT * REPLACE ({facts}) FROM {self._new()})"
        line = "" if numbered else "REPLACE (n.line AS line)"
        join = "" if numbered else "JOIN line_numbers n USING (position)"
        self.connection.execute(
            f"COPY (SELECT * EXCLUDE (position) {line} FROM (SELECT * REPLACE ({facts}), {position} FROM"
            f" {self._rows('accepted')} UNION ALL BY NAME FROM {new}) r {join})"
            f" TO {engine.text(str(target))} ({received.WRITTEN})"
        )

    def _rows(self, name: str) -> str:
        """What was written so far under this name; none when there was nothing to write."""
        if self.path(name).exists():
            return f"read_parquet({engine.text(str(self.path(name)))})"
        kinds = (
            {"position": "BIGINT", "cells": "VARCHAR[]"} if name == "refused" else received.CONTACT
        )
        return f"(SELECT {', '.join(f'NULL::{kind} AS {key}' for key, kind in kinds.items())} WHERE false)"

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _close(self, *names: str) -> None:
        for name in names:
            self._pour(name)
            if writer := self._writers.pop(name, None):
                writer.close()
