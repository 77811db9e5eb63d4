"""The lines of a file of conversations, one object each, whatever it came packed in."""

import json
from collections.abc import Iterator
from pathlib import Path

from evenhand.analysis.intake.formats import jsonlines, packed

LONGEST_LINE = 1 << 24


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number; one that is too long is cut, and is no JSON then."""
    number = 0
    with packed.opened(path) if packed.kind_of(path) else open(path, "rb") as handle:
        while line := handle.readline(LONGEST_LINE):
            number += 1
            whole = line
            while not line.endswith(b"\n") and (line := handle.readline(LONGEST_LINE)):
                pass
            if number == 1:
                whole = whole.removeprefix(b"\xef\xbb\xbf")
            if whole.strip():
                yield number, whole


def loaded(raw: bytes) -> dict:
    """A line as an object. ValueError when it is none, or has half a sign in a text."""
    try:
        given = json.loads(raw)
        if b"\\u" in raw:
            json.dumps(given, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(given, dict):
        raise ValueError("no object")
    return given


def flat(given: dict) -> dict[str, str]:
    """The cells of a line that are no lists of objects: `{"a": {"b": 1}}` → `a.b`."""
    cells = jsonlines.flattened(given, {})
    if cells is None:
        raise ValueError("two keys with one name")
    return cells
