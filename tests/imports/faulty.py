"""Dirty tables, and an independent count of their lines: Python's csv module and plain rules."""

import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

HEADINGS = ("contact_id", "started_at", "agent", "reason", "talk_seconds", "csat")
FAULTS = (
    "short", "long", "no_start", "no_day", "words", "negative", "off_scale", "stray_quote", "formula", "no_number",
)  # fmt: skip
HARMLESS = ("blank", "newline", "comma", "quoted", "null_word", "padded", "accent", "repeat")


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    newline: str
    encoding: str
    ends: bool  # the last line has its line end


DIALECTS = st.builds(
    Dialect,
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(("\n", "\r\n")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")),
    ends=st.booleans(),
)
LINES = st.lists(st.sampled_from(("good",) * 6 + FAULTS + HARMLESS), min_size=4, max_size=40)


@dataclass
class Table:
    """`refused`: the editor's line number of every line that must be rejected."""

    content: bytes
    lines: int
    accepted: int
    refused: list[int]
    already: int


def table(kinds: list[str], dialect: Dialect) -> Table:
    """Write one line of each kind, counting as one goes."""
    text, at = dialect.delimiter.join(HEADINGS) + dialect.newline, 2
    lines, accepted, refused, already = 0, 0, [], 0
    for number, kind in enumerate(["good", "good", *kinds]):
        raw = _raw(number, kind, dialect)
        text += raw + dialect.newline
        start, at = at, at + raw.count(dialect.newline) + 1
        if kind == "blank":
            continue
        lines += 1
        if kind in FAULTS:
            refused.append(start)
        elif kind == "repeat":
            already += 1
        else:
            accepted += 1
    if not dialect.ends:
        text = text.removesuffix(dialect.newline)
    return Table(text.encode(dialect.encoding), lines, accepted, refused, already)


def _raw(number: int, kind: str, dialect: Dialect) -> str:
    if kind == "blank":
        return ""
    cells = [
        f"N{number}",
        f"2026-03-{number % 28 + 1:02d} 10:{number % 60:02d}:00",
        "Ann",
        "billing",
        "61",
        "4",
    ]
    if kind == "repeat":
        cells = ["N0", "2026-03-01 10:00:00", "Ann", "billing", "61", "4"]
    changed = {
        "no_start": (1, ""),
        "no_day": (1, "31/09/2026 10:00"),
        "words": (4, "about 5 min"),
        "negative": (4, "-3"),
        "off_scale": (5, "6"),
        "formula": (3, "=HYPERLINK(1)"),
        "no_number": (0, ""),
        "null_word": (4, "NULL"),
        "padded": (4, "  "),
        "accent": (3, "café"),
        "quoted": (3, '"say ""when"""'),
        "comma": (3, f'"one{dialect.delimiter} two"'),
        "newline": (3, f'"one{dialect.newline}two{dialect.newline}{dialect.newline}three"'),
        "stray_quote": (3, '"on"e'),
    }
    if kind in changed:
        at, cell = changed[kind]
        cells[at] = cell
    if kind == "short":
        cells = cells[:3]
    if kind == "long":
        cells += ["more", "and more"]
    return dialect.delimiter.join(cells)


def records(content: bytes, dialect: Dialect) -> list[list[str]]:
    """The lines below the headings as Python's csv module sees them."""
    text = content.decode(dialect.encoding)
    return [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter) if row
    ][1:]
