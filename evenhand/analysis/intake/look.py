"""A first look at a file: is it a table, in which format, encoding and dialect, with which columns and first values?"""

import codecs
import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from evenhand.analysis.intake import conversations
from evenhand.analysis.intake.formats import delimited, excel, jsonlines, packed, parquet
from evenhand.analysis.intake.shape import (
    EMPTY,
    FIRST_BYTES,
    FIRST_ROWS,
    MOST_COLUMNS,
    Shape,
    Unreadable,
    refuse_size,
)
from evenhand.analysis.texts import gettext_noop as _

__all__ = ["EMPTY", "FIRST_ROWS", "MOST_COLUMNS", "Shape", "Unreadable", "look", "refuse_size"]

# What files that are no tables begin with, and what to do with each.
NOT_TABLES = (
    (b"PK\x03\x04", _("This is a zipped file that holds no table. Unpack it, then bring in the table inside.")),
    (
        b"\xd0\xcf\x11\xe0",
        _("This is an old Excel workbook (.xls), or one locked with a password. Save it as .xlsx or CSV without a "
        "password, then bring that in."),
    ),
    (b"%PDF", _("This is a PDF, not a table. Ask for the same report as CSV or Excel.")),
    (packed.GZ, _("This file is packed twice. Unpack it, then bring in the table inside.")),
    (b"\x89PNG", _("This is a picture, not a table.")),
    (b"\xff\xd8\xff", _("This is a picture, not a table.")),
    (b"<", _("This looks like a web page or XML, not a table. Ask for the same report as CSV or Excel.")),
)  # fmt: skip
_JSON_LIST = re.compile(rb"^\[\s*(\{|$)")


def look(path: str | os.PathLike, *, largest: int, sheet: str = "") -> Shape:
    """Look at a file's beginning (of JSON at every key, of what is packed at its whole size).

    Unreadable says what is wrong with the file as a whole. `largest` in bytes; `sheet` of a workbook, else the fullest.
    """
    path = Path(path)
    refuse_size(path.stat().st_size, largest)
    kind = packed.kind_of(path)
    if not kind:
        return _look(path, largest, sheet)
    with tempfile.TemporaryDirectory(prefix="evenhand-") as folder:
        inside = Path(folder) / "inside"
        packed.unpack(path, inside, largest=largest)
        unpacked = inside.stat().st_size
        refuse_size(unpacked, largest)
        found = _look(inside, largest, sheet)
    return replace(found, size=path.stat().st_size, packed=kind, unpacked=unpacked)


def _look(path: Path, largest: int, sheet: str) -> Shape:
    with open(path, "rb") as handle:
        first = handle.read(FIRST_BYTES)
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()
    if first.startswith(b"PAR1"):
        return parquet.look(path)
    if first.startswith(packed.ZIP) and packed.is_workbook(path):
        return excel.look(path, largest=largest, sheet=sheet)
    if start.startswith(b"{"):
        return conversations.look(path) or jsonlines.look(path, "jsonl")
    if _JSON_LIST.match(start):
        return conversations.look(path) or jsonlines.look(path, "json")
    _refuse_what_is_no_table(start)
    return delimited.look(path, first)


def _refuse_what_is_no_table(start: bytes) -> None:
    for magic, sentence in NOT_TABLES:
        if start.startswith(magic):
            raise Unreadable(sentence)
    if not start:
        raise Unreadable(
            _("The file holds only blank lines. Check that the export finished, then try again.")
        )
