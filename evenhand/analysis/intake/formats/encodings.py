"""In which encoding a text is, line by line where lines differ: read where it is certain, never guessed at silently."""

import codecs
from pathlib import Path

from evenhand.analysis.intake.shape import Unreadable
from evenhand.analysis.texts import gettext_noop as _

_PIECE = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OTHER_LINES = _(
    "Some of the first lines are in another encoding than the rest. They will be rejected with that reason, "
    "so that no name is garbled."
)
MIXED_LINES = _(
    "Some lines are in UTF-8 and the others in Windows-1252. Each is read as what it is."
)


def encoding_of(first: bytes, *, whole: bool) -> tuple[str, bool, str]:
    """(encoding, whether a mark says so, a note). Unreadable for bytes that no text has."""
    if first.startswith(_UTF16):
        return "utf-16", True, ""
    if sixteen := _sixteen(first):
        return sixteen, False, ""
    if b"\0" in first:
        line = first[: first.index(b"\0")].count(b"\n") + 1
        raise Unreadable(
            _(
                "Line {line} holds a zero byte, which no text has: the file is damaged or is not a table."
            ).given(line=line)
        )
    good, other = _lines(first, whole)
    bom = first.startswith(codecs.BOM_UTF8)
    if bom or good >= other:
        return "utf-8", bom, OTHER_LINES if other else ""
    return "cp1252", False, MIXED_LINES if good else ""


def _sixteen(first: bytes) -> str:
    """UTF-16 without its mark: in most languages of the West every other byte is zero."""
    sample = first[: 4000 - len(first) % 2]
    half = len(sample) // 2
    if half < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else ""


def _lines(first: bytes, whole: bool) -> tuple[int, int]:
    """Of the lines that are not plain ASCII: how many are UTF-8, and how many are not."""
    lines = first.replace(b"\r", b"\n").split(b"\n")
    if not whole and len(lines) > 1:
        lines.pop()  # it may end within a sign
    good = other = 0
    for line in lines:
        if line.isascii():
            continue
        if _is_utf8(line, whole or len(lines) > 1):
            good += 1
        else:
            other += 1
    return good, other


def _is_utf8(line: bytes, final: bool = True) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line, final=final)
    except UnicodeDecodeError:
        return False
    return True


def first_text(first: bytes, encoding: str) -> str:
    """The first lines, to look at: what cannot be read shows as a replacement sign."""
    if encoding == "cp1252":
        return as_utf8(first).decode("utf-8", "replace")
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return codecs.getincrementaldecoder(name)(errors="replace").decode(first)


def as_utf8(lines: bytes) -> bytes:
    """Lines of a Windows text as UTF-8. One that is UTF-8 already stays; one with a byte that Windows-1252 does not
    have stays as it is too, and is rejected by whoever reads it."""
    if lines.isascii():
        return lines
    return b"\n".join(_line(line) for line in lines.split(b"\n"))


def _line(line: bytes) -> bytes:
    if line.isascii() or _is_utf8(line):
        return line
    try:
        return line.decode("cp1252").encode()
    except UnicodeDecodeError:
        return line


def write_utf8(path: Path, target: Path, encoding: str, newline: str) -> None:
    """The same lines in UTF-8 and ended as usual, written piece by piece: line n stays line n."""
    with open(path, "rb") as source, open(target, "wb") as out:
        if encoding == "utf-8":  # a stray line stays as it is, and is rejected when it is read
            pieces = iter(lambda: source.read(_PIECE), b"")
        else:
            pieces = _windows(source) if encoding == "cp1252" else _decoded(source, encoding)
        for piece in pieces:
            out.write(piece.replace(b"\r", b"\n") if newline == "\r" else piece)


def _windows(source):
    """Whole lines, many at a time."""
    rest = b""
    while piece := source.read(_PIECE):
        whole, end, rest_of = (rest + piece).rpartition(b"\n")
        rest = rest_of
        if end:
            yield as_utf8(whole) + end
    yield as_utf8(rest)


def _decoded(source, encoding: str):
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while piece := source.read(_PIECE):
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()
