"""Personal data in text: found, and put behind placeholders that say what it was.

`mask` is for whatever leaves its place: a transcript on a page, a cell of a file, a line of a log. What is stored stays as
it came, so that a better mask tomorrow reads the same text. Nothing here keeps or logs any text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evenhand.analysis.masking.codes import codes, secrets
from evenhand.analysis.masking.dates import birth_dates
from evenhand.analysis.masking.kinds import Kind, Span, resolve
from evenhand.analysis.masking.names import names
from evenhand.analysis.masking.net import addresses_on_the_net
from evenhand.analysis.masking.numbers import Known, numbers
from evenhand.analysis.masking.places import places
from evenhand.analysis.masking.shadow import BLANK, Shadow, shadow
from evenhand.analysis.masking.spoken import spoken

__all__ = ["Kind", "Masked", "Span", "find", "mask", "mask_turns"]

# Where names stand in a text: [(start, end)]. `model.py` makes one.
Recogniser = Callable[[str], Iterable[tuple[int, int]]]

_DIGIT = re.compile(r"\d")
_ROUNDS = 12  # each masks what became readable by the one before; two are the rule
_REACH = 300  # signs on each side of what was masked that are read again
_NEAR = 100  # signs from a cut within which words may be missing that a pattern looks for
_LONGEST_NUMBER = 9  # digits of a placeholder's number that are read
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
    read, found, known = shadow(text), [], {}
    new = resolve(list(_candidates(read.text, people, known, recogniser)))
    for _number in range(_ROUNDS):
        if not new:
            break
        found += [_in_original(read, one) for one in new]
        read = read.without((one.start, one.end) for one in new)
        # What is left between blanks would mislead a model: it reads once.
        new = resolve(list(_around(read.text, _blanks(new), people, known)))
    return sorted(found)


def _blanks(spans: Sequence[Span]) -> Iterator[int]:
    """Where the blanks stand that took the place of these."""
    gone = 0
    for one in spans:
        yield one.start - gone
        gone += one.end - one.start - 1


def _around(
    text: str, blanks: Iterable[int], people: Sequence[str], known: Known
) -> Iterator[Span]:
    """What can be read anew beside these blanks: elsewhere nothing has changed since it was read.

    Cut at ends of lines, which no chain of digits or of spoken signs crosses; what stands near a cut was not read whole."""
    for start, end in _windows(text, blanks):
        first = start + _NEAR if start else 0
        last = end - _NEAR if end < len(text) else end
        for one in _candidates(text[start:end], people, known):
            moved = replace(one, start=one.start + start, end=one.end + start)
            if first <= moved.start and moved.end <= last:
                yield moved


def _windows(text: str, blanks: Iterable[int]) -> Iterator[tuple[int, int]]:
    start, end = 0, -1
    for blank in blanks:
        if blank + _REACH <= end:
            continue
        before = text.rfind("\n", 0, max(0, blank - _REACH)) + 1
        after = text.find("\n", blank + _REACH)
        if before > end:
            if end >= 0:
                yield start, end
            start = before
        end = len(text) if after < 0 else after
    if end >= 0:
        yield start, end


def mask(text: str, *, people: Sequence[str] = (), recogniser: Recogniser | None = None) -> Masked:
    """With "[phone 1]" for the first phone number, and again wherever it is said; what was masked already stays so."""
    spans = find(text, people=people, recogniser=recogniser)
    stands = _Placeholders(text)
    return Masked(_with_placeholders(text, 0, len(text), spans, stands), tuple(spans))


def mask_turns(
    turns: Sequence[str], *, people: Sequence[str] = (), recogniser: Recogniser | None = None
) -> list[str]:
    """The turns of one conversation, read as one text: what is asked in one says what is answered in the next, and a
    value keeps its placeholder throughout."""
    whole = "\n".join(turns)
    spans = find(whole, people=people, recogniser=recogniser)
    stands, masked, start, first = _Placeholders(whole), [], 0, 0
    for turn in turns:
        end, last = start + len(turn), first
        while last < len(spans) and spans[last].start < end:
            last += 1
        masked.append(_with_placeholders(whole, start, end, spans[first:last], stands))
        first = last - 1 if last > first and spans[last - 1].end > end + 1 else last  # reaches on
        start = end + 1
    return masked


class _Placeholders:
    """Which value has which number; placeholders that a text has already keep theirs."""

    def __init__(self, text: str):
        self.given: dict[tuple[Kind, str], str] = {}
        self.highest: Counter[Kind] = Counter()
        for kind, number in _GIVEN.findall(text):
            self.highest[Kind(kind)] = max(self.highest[Kind(kind)], int(number[:_LONGEST_NUMBER]))

    def of(self, one: Span) -> str:
        key = (one.kind, one.value)
        if key not in self.given:
            self.highest[one.kind] += 1
            self.given[key] = f"[{one.kind} {self.highest[one.kind]}]"
        return self.given[key]


def _with_placeholders(
    text: str, start: int, end: int, spans: Sequence[Span], stands: _Placeholders
) -> str:
    parts, at = [], start
    for one in spans:
        parts += [text[at : max(at, one.start)], stands.of(one)]
        at = min(one.end, end)
    return "".join([*parts, text[at:end]])


def _candidates(
    text: str, people: Sequence[str], known: Known, recogniser: Recogniser | None = None
) -> Iterator[Span]:
    if _DIGIT.search(text):  # all of these have one
        yield from numbers(text, known)
        for recognise in (codes, birth_dates, places):
            yield from recognise(text)
    for recognise in (secrets, addresses_on_the_net, spoken):
        yield from recognise(text)
    yield from names(text, people)
    for start, end in recogniser(text) if recogniser else ():
        if BLANK in text[start:end]:
            continue
        yield Span(start, end, Kind.NAME, 0.7, text[start:end].casefold())


def _in_original(read: Shadow, one: Span) -> Span:
    return Span(*read.place(one.start, one.end), one.kind, one.certainty, one.value)
