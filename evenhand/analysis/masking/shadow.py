"""A text as the patterns read it: digits of any script as 0–9, nothing invisible, each placeholder one sign.

Zero-width signs, plain inline tags and entities would otherwise hide a number from every pattern.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.analysis.masking.kinds import Kind

BLANK = "\0"  # what was masked already: no pattern reads across it
_PLACEHOLDER = rf"\[(?:{'|'.join(re.escape(kind) for kind in Kind)}) [0-9]+\]"
_INVISIBLE = (
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff]+"
)
_ENTITY = r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,5}|nbsp|amp|commat|period|plus|lpar|rpar|hyphen|dash|sol|colon|num|shy|zwnj|zwj);"
_INLINE_TAG = r"</?(?:b|i|u|em|strong|span|font|mark|small|wbr)(?: ?/)?>"
_PIECE = re.compile(
    f"(?P<blank>{_PLACEHOLDER})|(?P<gone>{_INVISIBLE}|{_INLINE_TAG})|(?P<entity>{_ENTITY})", re.I
)
_BEGINS = re.compile(rf"[&<\[{_INVISIBLE[1:-2]}]")
_SAME_LENGTH = {
    **{0xFF01 + n: 0x21 + n for n in range(94)},  # full-width
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "),
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    ord("․"): ".", ord("﹫"): "@", ord("İ"): "I",  # as small letters it would be two signs
}  # fmt: skip
_FOLDABLE = re.compile(rf"[{''.join(map(chr, _SAME_LENGTH))}]|(?![0-9])\d")


@dataclass(frozen=True)
class Shadow:
    """`text` as patterns read it. Its part number k starts at `starts[k]` and stands for the original from `sources[k]`;
    `widths[k]` is how much of the original its one sign stands for, 0 where sign stands for sign."""

    text: str
    starts: list[int]
    sources: list[int]
    widths: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begins = self.sources[first] + (0 if self.widths[first] else start - self.starts[first])
        ends = self.sources[last] + (self.widths[last] or end - self.starts[last])
        return begins, ends

    def without(self, spans: Iterable[tuple[int, int]]) -> "Shadow":
        """With each of these parts of the text (in order, apart) as one blank."""
        made, at = _Making(), 0
        for start, end in spans:
            self._copy(made, at, start)
            source, ends = self.place(start, end)
            made.add(BLANK, source, ends - source)
            at = end
        self._copy(made, at, len(self.text))
        return made.shadow()

    def _copy(self, made: "_Making", start: int, end: int) -> None:
        part = bisect_right(self.starts, start) - 1
        while start < end:
            stop = self.starts[part + 1] if part + 1 < len(self.starts) else len(self.text)
            upto, width = min(stop, end), self.widths[part]
            source = self.sources[part] + (0 if width else start - self.starts[part])
            made.add(self.text[start:upto], source, width)
            start, part = upto, part + 1


class _Making:
    def __init__(self):
        self.parts, self.starts, self.sources, self.widths, self.length = [], [], [], [], 0

    def add(self, text: str, source: int, width: int = 0) -> None:
        if text:
            self.parts.append(text)
            self.starts.append(self.length)
            self.sources.append(source)
            self.widths.append(width)
            self.length += len(text)

    def shadow(self) -> Shadow:
        return Shadow("".join(self.parts), self.starts, self.sources, self.widths)


def shadow(text: str) -> Shadow:
    same = text if text.isascii() else _folded(text)
    made, at = _Making(), 0
    for begin in _BEGINS.finditer(same):
        piece = _PIECE.match(same, begin.start()) if begin.start() >= at else None
        if piece:
            made.add(same[at : piece.start()], at)
            at = piece.end()
            made.add(_read(piece), piece.start(), at - piece.start())
    made.add(same[at:], at)
    return made.shadow()


def _folded(text: str) -> str:
    return _FOLDABLE.sub(_fold, text)


def _fold(match: re.Match) -> str:
    sign = ord(match[0])
    same = _SAME_LENGTH.get(sign)
    if same is None:
        return str(unicodedata.decimal(match[0]))
    return chr(same) if isinstance(same, int) else same


def _read(piece: re.Match) -> str:
    if piece["blank"]:
        return BLANK
    if piece["gone"]:
        return ""
    sign = html.unescape(piece[0])
    folded = _folded(sign)
    return "" if re.fullmatch(_INVISIBLE, folded) else folded if len(folded) == 1 else piece[0][:1]
