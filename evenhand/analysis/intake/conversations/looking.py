"""A first look at a file of conversations: its keys, who speaks, what customers were asked."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from evenhand.analysis.intake.conversations.lines import START, flat, is_list, lines_of, loaded
from evenhand.analysis.intake.formats import headings
from evenhand.analysis.intake.headings import words
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.intake.turns import ACT, SPEAKER, found

FIRST_LINES, FIRST_TURNS, FIRST_SIGNS = 25, 60, 120
MOST_LINES, MOST_TURNS = 200, 120


def look(path: Path) -> Shape | None:
    """The shape of a file of conversations; None for any other file. Its cells are text, lists are JSON, cut short.

    Every line is read once: a speaker or a question that comes late must be matched like any other.
    """
    rows: list[dict[str, str]] = []
    known: set[tuple] = set()
    sure = False
    for _number, raw in lines_of(path):
        try:
            given = loaded(raw)
        except ValueError:
            if not rows:
                return None  # a line of a table or of something else
            continue
        if len(rows) == FIRST_LINES and not sure:
            sure = bool(found(_shape(path, rows)))
            if not sure:
                return None
        if len(rows) == MOST_LINES:
            break
        news = _news(given) - known
        if len(rows) < FIRST_LINES or news:
            rows.append(_first_row(given, known))
            known |= news
    shape = _shape(path, rows)
    return shape if found(shape) else None


def _shape(path: Path, rows: list[dict[str, str]]) -> Shape:
    columns = tuple(dict.fromkeys(key for row in rows for key in row if key.strip()))
    headings.refuse_number(len(columns))
    lists = {key for row in rows for key, cell in row.items() if cell.startswith("[{")}
    cells = tuple(tuple(_cell(row, key, is_list=key in lists) for key in columns) for row in rows)
    return Shape(path.stat().st_size, "utf-8", "", columns, cells, format=_format(path))


def _format(path: Path) -> str:
    with open(path, "rb") as handle:
        return "json" if is_list(handle.read(START)) else "jsonl"


def _cell(row: dict[str, str], key: str, *, is_list: bool) -> str:
    cell = row.get(key, "")
    return "" if is_list and not cell.startswith("[") else cell


def _lists(given: dict) -> Iterator[tuple[str, list[dict]]]:
    for key, value in given.items():
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            yield key, [one for one in value if isinstance(one, dict)]


def _first_row(given: dict, known: set[tuple]) -> dict[str, str]:
    """A line as a first look shows it: of long lists the beginning, and what is said there for the first time."""
    try:
        row = flat(given)
    except ValueError:
        row = {}
    for key, turns in _lists(given):
        shown = [
            {name: _short(one) for name, one in turn.items() if not isinstance(one, dict | list)}
            for at, turn in enumerate(turns)
            if at < FIRST_TURNS or _of_turn(key, turn) - known
        ]
        row[key] = json.dumps(shown[:MOST_TURNS])
    return row


def _news(given: dict) -> set[tuple]:
    found = {(key,) for key in given}
    return found.union(*(_of_turn(key, turn) for key, turns in _lists(given) for turn in turns))


def _of_turn(key: str, turn: dict) -> set[tuple]:
    """What a turn or an answer may bring that was not seen before: a name, an act, a question."""
    return {(key, name, one) for name, one in turn.items() if isinstance(one, str) and _tells(name)}


@lru_cache(1000)
def _tells(name: str) -> bool:
    return words(name) in (*SPEAKER, *ACT, "question")


def _short(value):
    return value[:FIRST_SIGNS] if isinstance(value, str) else value
