"""The lines of a file of conversations, one object each, or the items of its list, whatever it came packed in."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

from evenhand.analysis.intake.formats import jsonlines, packed

LONGEST_LINE = 1 << 24
START = 4096


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number, or each item with its place; what is too long is cut, and no JSON."""
    with _opened(path) as handle:
        listed = is_list(handle.read(START))
    with _opened(path) as handle:
        yield from _items(handle) if listed else _lines(handle)


def is_list(start: bytes) -> bool:
    """Whether a file that begins so is one list of JSON, not an object a line."""
    return start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[")


def _opened(path: Path):
    return packed.opened(path) if packed.kind_of(path) else open(path, "rb")


def _items(handle) -> Iterator[tuple[int, bytes]]:
    for item in jsonlines.of_list(handle):
        whole = json.dumps(item.value) if item.value is not None else item.text
        yield item.line, whole.encode()


def _lines(handle) -> Iterator[tuple[int, bytes]]:
    number = 0
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
