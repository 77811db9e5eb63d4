"""Text with columns: which sign is between them, which one quotes, which lines stand above the headings."""

import csv
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

from evenhand.analysis.intake.formats import encodings, headings
from evenhand.analysis.intake.formats.plain import Plain, Writer
from evenhand.analysis.intake.shape import FIRST_BYTES, FIRST_ROWS, Shape, Unreadable
from evenhand.analysis.texts import gettext_noop as _

_SIGNS = (",", ";", "\t", "|")
SPACES = "spaces"
_WIDE = re.compile(r"\s{2,}")
_SAYS_SIGN = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
_JUNK_SHOWN = 5

Record = tuple[int, list[str]]  # the line on which it begins, and its cells


def look(path: Path, first: bytes) -> Shape:
    """Look at the first lines. Unreadable says what is wrong with them."""
    size = path.stat().st_size
    encoding, bom, note = encodings.encoding_of(first, whole=size <= FIRST_BYTES)
    text = encodings.first_text(first, encoding)
    newline = "\r" if "\n" not in text and "\r" in text else "\n"
    text = text.replace("\r", "\n") if newline == "\r" else text
    if size > FIRST_BYTES and "\n" in text:
        text = text[: text.rindex("\n")]
    sign, quote, records = _dialect(text)
    rows = [cells for _, cells in records]
    at = headings.heading_row(rows)
    columns, unnamed = headings.named(rows[at] if rows else (), rows[at + 1 :])
    below = tuple(tuple(row) for row in rows[at + 1 :] if row)[:FIRST_ROWS]
    if not below:
        raise Unreadable(headings.NO_ROWS)
    junk = tuple(filter(None, map(headings.shortened, rows[:at])))
    notes = [note, headings.unnamed_note(unnamed) if unnamed else ""]
    return Shape(
        size,
        encoding,
        sign,
        columns,
        below,
        bom,
        skip=records[at][0] - 1,
        quote=quote,
        newline=newline,
        junk=junk[:_JUNK_SHOWN],
        unnamed=unnamed,
        notes=tuple(filter(None, notes)),
    )


def _dialect(text: str) -> tuple[str, str, list[Record]]:
    """(sign, quote, first records). The sign is the one that splits headings and most lines alike, the more the
    better; several spaces only where no sign does."""
    said = _SAYS_SIGN.match(text.split("\n", 1)[0])
    best, most = (",", '"'), 1
    for sign in (said[1],) if said else _SIGNS:
        quote = _quote(text, sign)
        rows = [cells for _, cells in _records(text, sign, quote)][:60]
        width = _agreed_width(rows)
        if width > most:
            best, most = (sign, quote), width
    if most == 1 and not said and (spaced := _spaced(text)):
        return SPACES, '"', spaced
    return *best, _records(text, *best)


def _agreed_width(rows: list[list[str]]) -> int:
    """How many cells the heading and most lines below it have; 0 where they do not agree."""
    at = headings.heading_row(rows)
    below = [len(row) for row in rows[at:] if row]
    width = headings.usual_width(rows[at:])
    agree = below and below[0] == width and below.count(width) >= 0.7 * len(below)
    return width if agree else 0


def _quote(text: str, sign: str) -> str:
    """Single quotes, where most lines have a cell between them and none between double ones."""
    lines = [line for line in text.split("\n", 51)[:50] if line.strip()]
    edge = re.escape(sign)
    single = sum(bool(re.search(rf"(^|{edge})'[^']*'({edge}|\s*$)", line)) for line in lines)
    double = any(re.search(rf'(^|{edge})"', line) for line in lines)
    return "'" if single > 0.5 * len(lines) and not double else '"'


def _records(text: str, sign: str, quote: str) -> list[Record]:
    found: list[Record] = []
    try:
        for line, row in records_of(io.StringIO(text, newline=""), sign, quote):
            if row and (found or any(cell.strip() for cell in row)):
                found.append((line, row))
            if len(found) > FIRST_ROWS + headings.SEARCHED:
                break
    except csv.Error:
        pass  # the lines so far are enough to look at; the check of every line reports the rest
    if found and _SAYS_SIGN.match(sign.join(found[0][1])):
        found.pop(0)
    return found


def records_of(lines, sign: str, quote: str):
    """(line on which it begins, cells) of each record."""
    before = 0
    reader = csv.reader(lines, delimiter=sign, quotechar=quote)
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _spaced(text: str) -> list[Record]:
    """Columns set apart by two or more spaces: only where every line splits alike, so that nothing is guessed."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append((number, _WIDE.split(line.strip())))
        if len(found) > FIRST_ROWS:
            break
    rows = [cells for _, cells in found]
    at = headings.heading_row(rows)
    widths = {len(row) for row in rows[at:]}
    return found if len(widths) == 1 and widths != {1} else []


def is_plain(shape: Shape) -> bool:
    """Whether every line can be read from the file as it is."""
    usual = shape.encoding == "utf-8" and shape.newline == "\n"
    usual = usual and not shape.junk  # a quotation mark above the headings would swallow them
    return usual and shape.quote == '"' and shape.delimiter != SPACES


def convert(path: Path, shape: Shape, folder: Path) -> Plain:
    """The file itself where it is plain already; else a copy that is."""
    usual = replace(shape, encoding="utf-8", newline="\n")
    source = path
    if shape.encoding != "utf-8" or shape.newline != "\n" or shape.junk:
        source = folder / "text.csv"
        encodings.write_utf8(path, source, shape.encoding, shape.newline)
    if shape.junk:
        source = _blanked(source, folder / "below.csv", shape.skip)
    if shape.quote == '"' and shape.delimiter != SPACES:
        return Plain(source, usual)
    with Writer(folder) as out:
        for line, cells in _every_record(source, shape):
            out.write(line, cells)
    if source != path:
        source.unlink()
    return Plain(out.path, replace(usual, delimiter=",", quote='"', skip=0, bom=False), out.lines)


def _blanked(source: Path, target: Path, lines: int) -> Path:
    """A copy with blank lines above the headings: line n stays line n."""
    with open(source, "rb") as text, open(target, "wb") as out:
        for _ in range(lines):
            text.readline()
            out.write(b"\n")
        shutil.copyfileobj(text, out, 1 << 20)
    source.unlink()
    return target


def _every_record(source: Path, shape: Shape):
    """From the headings on."""
    limit = csv.field_size_limit(1 << 24)
    try:
        with open(source, encoding="utf-8-sig", errors="replace", newline="") as handle:
            for _line in range(shape.skip):
                handle.readline()
            if shape.delimiter == SPACES:
                for number, line in enumerate(handle, shape.skip + 1):
                    if line.strip():
                        yield number, _WIDE.split(line.strip())
                return
            for line, row in records_of(handle, shape.delimiter, shape.quote):
                if row:
                    yield line + shape.skip, row
    except csv.Error as error:
        raise Unreadable(
            _(
                "A cell is far longer than a cell of a table: a quotation mark is opened and never closed."
            )
        ) from error
    finally:
        csv.field_size_limit(limit)
