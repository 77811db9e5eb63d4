"""Personal data in text: found, and put behind placeholders that say what it was.

`mask` is for whatever leaves its place: a transcript on a page, a cell of a file, a line of a log. What is stored stays as
it came, so that a better mask tomorrow reads the same text. Nothing here keeps or logs any text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evenhand.analysis.masking.codes import codes
from evenhand.analysis.masking.dates import birth_dates
from evenhand.analysis.masking.kinds import Kind, Span, resolve
from evenhand.analysis.masking.names import names
from evenhand.analysis.masking.net import addresses_on_the_net
from evenhand.analysis.masking.numbers import numbers
from evenhand.analysis.masking.places import places
from evenhand.analysis.masking.shadow import BLANK, Shadow, shadow
from evenhand.analysis.masking.spoken import spoken

__all__ = ["Kind", "Masked", "Span", "find", "mask"]

# Where names stand in a text: [(start, end)]. `model.py` makes one.
Recogniser = Callable[[str], Iterable[tuple[int, int]]]

_ROUNDS = 12  # each masks what became readable by the one before; two are the rule
_GIVEN = re.compile(rf"\[({'|'.join(re.escape(kind) for kind in Kind)}) ([0-9]+)\]")


@dataclass(frozen=True)
class Masked:
    """`text` with placeholders; `spans`: what they stand for in the original, in order, without overlaps."""

    text: str
    spans: tuple[Span, ...]


def find(
    text: str, *, people: Sequence[str] = (), recogniser: Recogniser | None = None
) -> list[Span]:
    """What of this text is personal data, in order, without overlaps. `people`: names that are known here."""
    read, found = shadow(text), []
    for _round in range(_ROUNDS):
        new = resolve(list(_candidates(read.text, people, recogniser)))
        if not new:
            break
        found += [_in_original(read, one) for one in new]
        read = read.without((one.start, one.end) for one in new)
    return sorted(found)


def mask(text: str, *, people: Sequence[str] = (), recogniser: Recogniser | None = None) -> Masked:
    """With "[phone 1]" for the first phone number, and again wherever it is said; what was masked already stays so."""
    spans = find(text, people=people, recogniser=recogniser)
    given = _numbering(text)
    parts, at = [], 0
    for one in spans:
        number = given.setdefault((one.kind, one.value), _next(given, one.kind))
        parts += [text[at : one.start], f"[{one.kind} {number}]"]
        at = one.end
    return Masked("".join([*parts, text[at:]]), tuple(spans))


def _candidates(text: str, people: Sequence[str], recogniser: Recogniser | None) -> Iterator[Span]:
    for recognise in (numbers, codes, addresses_on_the_net, birth_dates, places, spoken):
        yield from recognise(text)
    yield from names(text, people)
    for start, end in recogniser(text) if recogniser else ():
        if BLANK in text[start:end]:
            continue
        yield Span(start, end, Kind.NAME, 0.7, text[start:end].casefold())


def _in_original(read: Shadow, one: Span) -> Span:
    return Span(*read.place(one.start, one.end), one.kind, one.certainty, one.value)


def _numbering(text: str) -> dict[tuple[Kind, str], int]:
    """The placeholders that a text has already: new ones count on from there."""
    return {(Kind(kind), f"\0{number}"): int(number) for kind, number in _GIVEN.findall(text)}


def _next(given: dict[tuple[Kind, str], int], kind: Kind) -> int:
    return (
        max((number for (other, _value), number in given.items() if other == kind), default=0) + 1
    )
