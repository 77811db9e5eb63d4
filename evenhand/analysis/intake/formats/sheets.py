"""Which sheets of a workbook hold tables: their size, merged cells and formulas, from the file's own parts.

The reader of cells (openpyxl, read-only) tells none of this without reading every cell.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis.intake.shape import Unreadable
from evenhand.analysis.texts import gettext_noop as _

_PIECE = 1 << 20
_MOST_MERGED = 100_000
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
MOST_UNPACKED = 8  # times the largest file: a sheet is written with many words for each cell


@dataclass(frozen=True)
class Merged:
    """Rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Parts:
    """`rows`: how many the sheet says anything of."""

    rows: int
    formulas: bool
    merged: tuple[Merged, ...]


def refuse_size(path: Path, largest: int) -> None:
    """Unreadable for a workbook that unpacks to far more than a workbook does. `largest` in bytes."""
    packed = path.stat().st_size
    with zipfile.ZipFile(path) as archive:  # which reads no further than what is declared
        inside = sum(one.file_size for one in archive.infolist())
    if inside > max(64 << 20, min(largest * MOST_UNPACKED, packed * 250)):
        raise Unreadable(
            _(
                "Unpacked, this workbook is far larger than may be brought in here. It was not opened. "
                "Export a shorter period, or save the sheet as CSV."
            )
        )


def parts_of(path: Path, member: str) -> Parts:
    """One pass over the text of a sheet, in bounded memory."""
    rows, formulas, merged = 0, False, {}
    for piece in _pieces(path, member):
        rows += len(_ROW.findall(piece))
        formulas = formulas or bool(_FORMULA.search(piece))
        for left, top, right, bottom in _MERGED.findall(piece):
            if len(merged) < _MOST_MERGED:
                merged[Merged(int(top), _column(left), int(bottom), _column(right))] = None
    return Parts(rows, formulas, tuple(merged))


def _pieces(path: Path, member: str) -> Iterator[bytes]:
    """Text in which no tag is cut."""
    with zipfile.ZipFile(path) as archive, archive.open(member) as handle:
        rest = b""
        while piece := handle.read(_PIECE):
            whole, sign, start = (rest + piece).rpartition(b"<")
            rest = sign + start
            yield whole
        yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
