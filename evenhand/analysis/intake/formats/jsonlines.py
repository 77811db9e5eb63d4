"""JSON with one object for each contact: a line each (JSON lines), or the items of one list."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from evenhand.analysis.intake.formats import headings
from evenhand.analysis.intake.formats.plain import Plain, Writer
from evenhand.analysis.intake.shape import FIRST_ROWS, Shape, Unreadable
from evenhand.analysis.texts import gettext_noop as _

_LONGEST = 16 << 20  # bytes of one object
_PIECE = 1 << 20
_FIRST_LINES = 1000
_LATE_SHOWN = 5


@dataclass(frozen=True)
class Item:
    """An object of the file, or the text of what should have been one. `line`: of JSON lines the line, else the place
    in the list."""

    line: int
    value: dict | None
    text: str = ""
    problem: str = "json"


def look(path: Path, format: str) -> Shape:
    """Every object is read once for its keys: one that comes late is a column like any other."""
    seen: dict[str, int] = {}
    nested: dict[str, None] = {}
    first: list[dict] = []
    good = 0
    for item in items(path, format):
        flat = flattened(item.value, nested) if item.value is not None else None
        if flat is None:
            if not good and item.line > 20:
                break
            continue
        good += 1
        for key in flat:
            seen.setdefault(key, item.line)
        if len(first) < FIRST_ROWS:
            first.append(flat)
        headings.refuse_number(len(seen))
    if not good:
        raise Unreadable(
            _(
                "This looks like JSON, but not like one object for each contact. Ask for JSON lines, a list of objects, "
                "or a CSV."
            )
        )
    names = [key for key in seen if key.strip()]
    rows = [tuple(row.get(name, "") for name in names) for row in first]
    columns, unnamed = headings.named(names, rows)
    return Shape(
        path.stat().st_size,
        "utf-8",
        ",",
        columns,
        tuple(rows),
        format=format,
        nested=tuple(nested),
        unnamed=unnamed,
        notes=tuple(_notes(seen, nested)),
    )


def _notes(seen: dict[str, int], nested: dict[str, None]) -> Iterator[str]:
    late = [(key, line) for key, line in seen.items() if line > _FIRST_LINES]
    if late:
        where = ", ".join(f"“{key}” (line {line:,})" for key, line in late[:_LATE_SHOWN])
        yield _(
            "Some columns appear only far below the first lines: {where}. They can be matched like the others."
        ).given(where=where)
    if nested:
        names = ", ".join(f"“{name}”" for name in nested)
        yield headings.NESTED.given(names=names)


def items(path: Path, format: str) -> Iterator[Item]:
    """In the order of the file, in bounded memory."""
    if format != "json":
        yield from _of_lines(path)
        return
    with open(path, "rb") as handle:
        yield from of_list(handle)


def _of_lines(path: Path) -> Iterator[Item]:
    with open(path, "rb") as handle:
        number = 0
        while raw := handle.readline(_LONGEST):
            number += 1
            if len(raw) == _LONGEST and not raw.endswith(b"\n"):
                _pass_over(handle)
                yield Item(number, None, _readable(raw[:400]), "huge_line")
                continue
            raw = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if raw.strip():
                yield _item(number, raw)


def _pass_over(handle) -> None:
    while piece := handle.readline(_PIECE):
        if piece.endswith(b"\n"):
            return


def _item(number: int, raw: bytes) -> Item:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Item(number, None, _readable(raw), "encoding")
    try:
        value = json.loads(text)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()  # half a sign is no text
    except (ValueError, RecursionError):
        return Item(number, None, text)
    return Item(number, value, text) if isinstance(value, dict) else Item(number, None, text)


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


def of_list(raw: IO[bytes]) -> Iterator[Item]:
    """The items of a list, however they are spread over lines."""
    decoder, number = json.JSONDecoder(), 0
    with io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace") as handle:
        text, ended = handle.read(_PIECE).lstrip()[1:], False
        while True:
            text = text.lstrip(" \t\r\n,")
            if text.startswith("]"):
                return
            try:
                value, end = decoder.raw_decode(text) if text else (None, 0)
                complete = bool(text) and end < len(text)  # a number may go on in the next piece
            except RecursionError:
                raise Unreadable(_("This JSON is nested far deeper than a table is.")) from None
            except ValueError:
                complete = False
            if complete:
                number += 1
                good = isinstance(value, dict)
                yield Item(number, value if good else None, "" if good else text[: min(end, 400)])
                text = text[end:]
                continue
            if ended or len(text) > _LONGEST:
                raise Unreadable(
                    _(
                        "The list breaks off or is damaged after item {number:,}. Check that the export finished."
                    ).given(number=number)
                )
            piece = handle.read(max(_PIECE, len(text)))
            ended = not piece
            text += piece


def flattened(value: dict, nested: dict[str, None]) -> dict[str, str] | None:
    """One level of text cells: `{"a": {"b": 1}}` → `a.b`. Names of lists of objects are added to `nested`.

    None where two keys would become the same column, or it goes too deep.
    """
    flat: dict[str, str] = {}
    try:
        good = _flatten(value, "", flat, nested)
    except RecursionError:
        return None
    return flat if good else None


def _flatten(value: dict, before: str, flat: dict[str, str], nested: dict[str, None]) -> bool:
    for key, one in value.items():
        name = f"{before}{key}"
        if isinstance(one, dict):
            if not _flatten(one, f"{name}.", flat, nested):
                return False
            continue
        if isinstance(one, list) and any(isinstance(part, dict | list) for part in one):
            nested.setdefault(name)
            continue
        if name in flat:
            return False
        flat[name] = "; ".join(map(_cell, one)) if isinstance(one, list) else _cell(one)
    return True


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def convert(path: Path, shape: Shape, folder: Path) -> Plain:
    """One record for each object; what is no object is set aside with its line."""
    nested: dict[str, None] = {}
    with Writer(folder) as out:
        out.write(0, shape.columns)
        for item in items(path, shape.format):
            flat = flattened(item.value, nested) if item.value is not None else None
            if flat is None:
                out.refuse(item.line, item.problem, item.text)
            else:
                out.write(item.line, [flat.get(name, "") for name in shape.columns])
    return Plain(out.path, shape, out.lines)
