"""The whole original rows of rejected lines, for people to correct, in the order of the file."""

import csv
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.check import draft_folder
from evenhand.analysis.intake.conversations import lines_of
from evenhand.analysis.intake.convert import forget, plain_text
from evenhand.analysis.intake.formats.plain import Plain
from evenhand.analysis.intake.guarding import unguard
from evenhand.analysis.intake.reasons import sentence
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.texts import gettext_noop as _
from evenhand.analysis.warehouse.manifest import Store

_LONGEST = 1 << 20
_MOST_LINES = 1000  # of one record: beyond that a quotation mark was opened and never closed
_BATCH = 1000
_ADDED = ("line", "reason")
_SWALLOWED = _("It follows a quotation mark that is opened and never closed")


@dataclass(frozen=True)
class Original:
    """`cells`: one for each column of the file, without guards (`guarding`). A line that no reader could take apart stands whole in the first."""

    line: int
    cells: list[str]
    why: str


def headings(shape: Shape) -> list[str]:
    """The file's own columns, then two that say where a line stood and why it was refused."""
    own = _own(shape)
    taken = {column.lower() for column in own}
    added = [name if name not in taken else f"{name} (of the rejected line)" for name in _ADDED]
    return [*own, *added]


def _own(shape: Shape) -> tuple[str, ...]:
    """Without those two, where the file was such a download itself."""
    last = shape.columns[-2:]
    told = all(name.startswith(added) for name, added in zip(last, _ADDED, strict=False))
    return shape.columns[:-2] if shape.guarded and told else shape.columns


def rows(store: Store, run: str, path: Path, shape: Shape) -> Iterator[Original]:
    """In the order of the file, read once and never held as a whole. Unreadable when the original is damaged."""
    width, kept = len(shape.columns), len(_own(shape))
    own = f"{run}.{secrets.token_hex(4)}"  # others may be reading the same file for another purpose
    try:
        plain = plain_text(store, own, path, shape)
        with engine.cursor() as cursor:
            rejected = _rejected(cursor, store, run)
            found = (
                _numbered(plain, plain.lines, rejected)
                if plain.lines
                else _by_line(plain, rejected)
            )
            for line, why, cells, raw in found:
                cells = _fitted(cells, raw, width)[:kept]
                if shape.guarded:
                    cells = [unguard(cell) for cell in cells]
                yield Original(line, cells, why)
    finally:
        forget(store, own)


def conversations(store: Store, run: str, path: Path) -> Iterator[bytes]:
    """The rejected lines of a file of conversations, each as it was given."""
    with engine.cursor() as cursor:
        given = iter(lines_of(path))
        for wanted, _why in _rejected(cursor, store, run):
            raw = next((raw for line, raw in given if line == wanted), b"")
            yield raw.rstrip(b"\r\n") + b"\n"


def _rejected(cursor, store: Store, run: str) -> Iterator[tuple[int, str]]:
    """(line, reason in words), in order."""
    file = draft_folder(store, run) / "rejects.parquet"
    if not file.exists():
        return
    cursor.execute(
        "SELECT line, first(code), first(value), first(detail)"
        f" FROM read_parquet({engine.text(str(file))}) GROUP BY line ORDER BY line"
    )
    while batch := cursor.fetchmany(_BATCH):
        for line, code, value, detail in batch:
            yield line, sentence(code, value or "", detail or "")


def _numbered(plain: Plain, lines: Path, rejected: Iterator[tuple[int, str]]):
    """Of a file that became plain text: its records are whole, and a table says from which lines they came."""
    records = zip(_lines_of_records(lines), _every_record(plain), strict=False)
    for wanted, why in rejected:
        cells = next((cells for line, cells in records if line == wanted), [])
        yield wanted, why, cells, " ".join(cells)


def _lines_of_records(file: Path) -> Iterator[int]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(file).iter_batches(columns=["line"]):
        yield from batch.column(0).to_pylist()


def _every_record(plain: Plain) -> Iterator[list[str]]:
    limit = csv.field_size_limit(1 << 24)
    try:
        with open(plain.path, encoding="utf-8", newline="") as handle:
            yield from csv.reader(handle, delimiter=plain.shape.delimiter)
    finally:
        csv.field_size_limit(limit)


def _by_line(plain: Plain, rejected: Iterator[tuple[int, str]]):
    """Of a file that is read as it is: the record that begins on each of these lines.

    Where a quotation mark is never closed, the reader took what follows for one cell: its lines come along, each for
    itself. One that was read after all is here already and changes nothing.
    """
    delimiter, line, swallowed = plain.shape.delimiter, 0, False
    with open(plain.path, "rb") as handle:
        for wanted, why in chain(rejected, [(None, "")]):
            while (wanted or swallowed) and line != wanted and (raw := _line(handle)):
                line += 1
                if swallowed and line != wanted:
                    yield line, _SWALLOWED, _cells(raw, delimiter), raw.rstrip("\r\n")
            if wanted:
                after = handle.tell()
                whole = _whole(handle, raw)
                handle.seek(after)
                swallowed = not whole
                yield wanted, why, _cells(whole, delimiter), (whole or raw).rstrip("\r\n")


def _line(handle) -> str:
    given = piece = handle.readline(_LONGEST)
    while piece and not piece.endswith(b"\n"):
        piece = handle.readline(_LONGEST)
    return given.decode("utf-8", errors="replace")


def _whole(handle, first: str) -> str:
    """The record that begins with this line: to where its last quoted cell is closed. Empty where that is never."""
    pieces, quotes = [first], first.count('"')
    while quotes % 2 and len(pieces) < _MOST_LINES and (more := _line(handle)):
        pieces.append(more)
        quotes += more.count('"')
    return "" if quotes % 2 else "".join(pieces)


def _cells(whole: str, delimiter: str) -> list[str]:
    """Nothing where the record cannot be taken apart in one way only."""
    try:
        found = list(csv.reader(whole.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return found[0] if len(found) == 1 else []


def _fitted(cells: list[str], raw: str, width: int) -> list[str]:
    """As many cells as columns. Where a cell would stand in no column, nobody can say which one is out of place."""
    if not cells or any(cells[width:]):
        cells = [raw]
    return [*cells, *[""] * (width - len(cells))][:width]
