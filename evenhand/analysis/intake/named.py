"""Whether a file as it was given names somebody anywhere: in a matched column, in another, in what was said."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.formats import packed
from evenhand.analysis.intake.shape import Shape, Unreadable
from evenhand.analysis.texts import gettext_noop as _

_PIECE = 1 << 20  # signs
_BROKEN = (OSError, EOFError, LookupError, ValueError, zlib.error, zipfile.BadZipFile, Unreadable)


def word_of(names: tuple[str, ...]) -> re.Pattern | None:
    """Finds any of the names as whole words, whatever their capitals; None where there are no names."""
    called = sorted({name.strip().casefold() for name in names if name.strip()}, key=len)
    if not called:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(called)))})(?!\w)", re.I)


def names_anybody(path: Path, shape: Shape, names: tuple[str, ...]) -> bool:
    """Whether one of the names stands in the file. What cannot be read may name anybody, so it counts as if it did."""
    escaped = tuple(json.dumps(name)[1:-1] for name in names)  # as JSON may write them
    word = word_of((*names, *escaped))
    if word is None:
        return False
    longest = max(map(len, escaped)) + 1
    try:
        return any(_stands_in(word, longest, _pieces(path, shape)))
    except _BROKEN:
        return True


def _stands_in(word: re.Pattern, longest: int, pieces: Iterator[str]) -> Iterator[bool]:
    before = ""
    for piece in pieces:
        text = before + piece
        yield word.search(text) is not None
        before = text[-longest:]  # a name may lie across two pieces


def _pieces(path: Path, shape: Shape) -> Iterator[str]:
    if shape.format == "excel":
        return _of_workbook(path)
    if shape.format == "parquet":
        return _of_parquet(path)
    return _of_text(path, shape)


def _of_text(path: Path, shape: Shape) -> Iterator[str]:
    with packed.opened(path) if shape.packed else open(path, "rb") as source:
        text = io.TextIOWrapper(source, encoding=shape.encoding, errors="replace")
        while piece := text.read(_PIECE):
            yield piece


def _of_workbook(path: Path) -> Iterator[str]:
    """Every sheet, also those that nobody chose."""
    import openpyxl

    with open(path, "rb") as handle:
        try:
            book = openpyxl.load_workbook(handle, read_only=True, keep_links=False)
        except Exception as error:  # it raises whatever the XML or the zip raises
            raise Unreadable(_("This workbook cannot be read.")) from error
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield "\n" + "\t".join(str(cell) for cell in row if cell is not None)
        book.close()


def _of_parquet(path: Path) -> Iterator[str]:
    import duckdb

    rows = f"SELECT to_json(t)::VARCHAR FROM read_parquet({engine.text(str(path))}) t"
    try:
        with engine.cursor() as cursor:
            found = cursor.execute(rows)
            while some := found.fetchmany(2000):
                yield "\n".join(row[0] for row in some) + "\n"
    except duckdb.Error as error:
        raise Unreadable(_("This Parquet file cannot be read.")) from error
