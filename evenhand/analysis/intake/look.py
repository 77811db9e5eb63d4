"""A first look at a file: is it a table, in which encoding and dialect, with which columns and first values?"""

import codecs
import csv
import os
from dataclasses import dataclass
from pathlib import Path

FIRST_BYTES = 1 << 20
FIRST_ROWS = 200
MOST_COLUMNS = 500
# What files that are no tables begin with, and what to do with each.
NOT_TABLES = (
    (
        b"PK\x03\x04",
        "This is an Excel workbook or another zipped file. Save the sheet as CSV, then bring that in.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel workbook. Save the sheet as CSV, then bring that in.",
    ),
    (b"%PDF", "This is a PDF, not a table. Ask for the same report as CSV."),
    (b"\x1f\x8b", "This file is compressed. Unpack it, then bring in the CSV inside."),
    (b"PAR1", "This is a Parquet file. Save it as CSV, then bring that in."),
    (b"\x89PNG", "This is a picture, not a table."),
    (b"\xff\xd8\xff", "This is a picture, not a table."),
    (b"{", "This looks like JSON, not a table. Save it as CSV, then bring that in."),
    (b"[{", "This looks like JSON, not a table. Save it as CSV, then bring that in."),
    (b"<", "This looks like a web page or XML, not a table. Ask for the same report as CSV."),
)


class Unreadable(Exception):
    """The file as a whole cannot be brought in; the message says why and what to do, for its reader."""


@dataclass(frozen=True)
class Shape:
    """What a file looks like. `rows` are its first records as text."""

    size: int
    encoding: str  # utf-8 | cp1252 | utf-16
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bom: bool = False
    skip: int = 0  # blank lines above the headings

    def values(self, column: str) -> list[str]:
        """The first values of a column that say something."""
        at = self.columns.index(column)
        return [
            row[at].strip() for row in self.rows if len(row) > at and row[at].strip() not in EMPTY
        ]


# Cells that mean "nothing here".
EMPTY = ("", "NULL", "null", "None", "N/A", "n/a", "NA", "-", "?", "NaN")


def look(path: str | os.PathLike, *, largest: int) -> Shape:
    """Look at the first megabyte. Unreadable says what is wrong with the file as a whole; `largest` in bytes."""
    path = Path(path)
    size = path.stat().st_size
    refuse_size(size, largest)
    with open(path, "rb") as handle:
        first = handle.read(FIRST_BYTES)
    _refuse_what_is_no_table(first)
    encoding, bom = _encoding(first, whole=size <= FIRST_BYTES)
    text = _text(first, encoding)
    if size > FIRST_BYTES and "\n" in text:
        text = text[: text.rindex("\n")]
    delimiter = _delimiter(text)
    records = _records(text, delimiter)
    columns = tuple(name.strip() for name in records[0]) if records else ()
    _refuse_columns(columns, records)
    rows = tuple(tuple(row) for row in records[1 : FIRST_ROWS + 1] if row)
    if not rows:
        raise Unreadable(
            "The file has a heading line and nothing below it. Nothing was brought in."
        )
    skip = len(text) - len(text.lstrip("\r\n"))
    skip = text[:skip].count("\n")
    return Shape(size, encoding, delimiter, columns, rows, bom, skip)


def refuse_size(size: int, largest: int) -> None:
    """Before anything is read: an empty file, or one over the size that the administrator set."""
    if size == 0:
        raise Unreadable("The file is empty. Check that the export finished, then try again.")
    if size > largest:
        raise Unreadable(
            f"The file has {size / 1e6:,.0f} MB; the most that may be brought in here is {largest / 1e6:,.0f} MB. "
            "Export a shorter period, or ask the administrator to raise the limit."
        )


def _refuse_what_is_no_table(first: bytes) -> None:
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, sentence in NOT_TABLES:
        if start.startswith(magic):
            raise Unreadable(sentence)
    if not start:
        raise Unreadable(
            "The file holds only blank lines. Check that the export finished, then try again."
        )
    if not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in first:
        line = first[: first.index(b"\0")].count(b"\n") + 1
        raise Unreadable(
            f"Line {line} holds a zero byte, which no text has: the file is damaged or is not a table."
        )


def _encoding(first: bytes, whole: bool) -> tuple[str, bool]:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(first, final=whole)
    except UnicodeDecodeError:
        return "cp1252", False
    return "utf-8", first.startswith(codecs.BOM_UTF8)


def _text(first: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return codecs.getincrementaldecoder(name)(errors="replace").decode(first)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of columns, the more the better."""
    best, most = ",", 1
    for sign in (",", ";", "\t", "|"):
        widths = [len(row) for row in _records(text, sign)[:50]]
        if widths and widths[0] > most and sum(w == widths[0] for w in widths) >= 0.7 * len(widths):
            best, most = sign, widths[0]
    return best


def _records(text: str, delimiter: str) -> list[list[str]]:
    found = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            if row or found:
                found.append(row)
            if len(found) > FIRST_ROWS:
                break
    except csv.Error:
        pass  # the lines so far are enough to look at; the check of every line reports the rest
    return found


def _refuse_columns(columns: tuple[str, ...], records: list) -> None:
    if len(columns) < 2:
        raise Unreadable(
            "No columns were found. A table has a heading line, with commas, semicolons or tabs between columns."
        )
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(
            f"The file has {len(columns):,} columns; the most that can be matched is {MOST_COLUMNS}."
        )
    seen: dict[str, str] = {}
    for number, name in enumerate(columns, 1):
        if not name:
            raise Unreadable(
                f"Column {number} has no heading. Give every column a heading, then try again."
            )
        if name.lower() in seen:
            raise Unreadable(
                f"Two columns are called “{name}”, so it is not clear which one is meant. "
                "Rename one of them in the heading line, then try again."
            )
        seen[name.lower()] = name
    if all(_is_value(name) for name in columns):
        raise Unreadable(
            "The first line holds values, not headings. Add a heading line, then try again."
        )


def _is_value(name: str) -> bool:
    return name.replace(".", "", 1).replace("-", "").replace(":", "").replace(" ", "").isdigit()
