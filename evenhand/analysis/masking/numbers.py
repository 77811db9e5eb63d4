"""Numbers written in digits: chains of groups, read from the left, the longest number that makes sense at a time."""

import re
from collections.abc import Iterator

from evenhand.analysis.masking.judging import Run, named, proved
from evenhand.analysis.masking.kinds import LIKELY, Kind, Span
from evenhand.analysis.masking.nearby import beside

_CHAIN = re.compile(
    r"(?<!\w)(?<!\d[.,])(?:\+ ?)?\(?\d++(?:[ ./()\-]{1,3}\d++)*+(?P<extension> ?(?:x|ext\.?) ?\d{1,6}(?!\w))?", re.I
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_SEEN = 64  # signs on each side of a number that may say what it is
_OPENINGS = ("(", "+", " ")
_FEWEST_DIGITS, _MOST_DIGITS, _MOST_GROUPS = 3, 20, 8


# What a chain of numbers says, by what stands around it: in a text that is read again, most say what they said before.
Known = dict[tuple[int, int, str], list[Span]]


def numbers(text: str, known: Known | None = None) -> Iterator[Span]:
    """`known` belongs to one text, and goes with it."""
    known = {} if known is None else known
    for chain in _CHAIN.finditer(text):
        start, end = chain.span()
        if end - start >= 3 and sum(map(str.isdigit, chain[0][:64])) >= 3:
            first = max(0, start - _SEEN)
            key = (start - first, end - start, text[first : end + _SEEN])
            if key not in known:
                known[key] = [_moved(one, -start) for one in _chain(text, chain)]
            for one in known[key]:
                yield _moved(one, start)


def _moved(one: Span, by: int) -> Span:
    return Span(one.start + by, one.end + by, one.kind, one.certainty, one.value)


def _chain(text: str, chain: re.Match) -> Iterator[Span]:
    extended = chain["extension"] is not None
    stop = chain.start("extension") if extended else chain.end()
    groups = [match.span() for match in _DIGITS.finditer(text, chain.start(), stop)]
    if not extended and text[stop : stop + 1].isalnum():
        groups.pop()  # the last is part of a word
    at, card_ended = 0, -9
    while at < len(groups):
        run, kind = None, None
        if groups[at][0] - card_ended < 4:
            run, kind, certainty = _beside_card(text, groups, at)
        if run is None:
            run, kind, certainty = _longest(text, groups, at)
        at += len(run.shape)
        if kind:
            last = chain.end() if kind == Kind.PHONE and at == len(groups) and extended else run.end
            yield Span(run.start, last, kind, certainty, same_number(kind, run.digits))
        card_ended = run.end if kind in (Kind.CARD, Kind.CARD_EXPIRY) else -9


def _longest(text: str, groups: list, at: int) -> tuple[Run, Kind | None, float]:
    """The run from group `at` that says most: the longest that proves itself, or the longest that a word names."""
    sizes = _sizes(groups, at)
    if not sizes:
        return _run(text, groups, at, 1, None), None, 0.0
    says = beside(text, groups[at][0])
    runs = [_run(text, groups, at, size, says) for size in sizes]
    for judge in (proved, named):
        for run in runs:
            if judged := judge(run):
                return run, *judged
    return _run(text, groups, at, 1, says), None, 0.0


def _sizes(groups: list, at: int) -> list[int]:
    """How many groups from `at` on may be one number, the most first."""
    total, found = 0, []
    for size, (start, end) in enumerate(groups[at : at + _MOST_GROUPS], 1):
        total += end - start
        if total > _MOST_DIGITS:
            break
        if total >= _FEWEST_DIGITS:
            found.append(size)
    return found[::-1]


def _run(text: str, groups: list, at: int, size: int, says) -> Run:
    part = groups[at : at + size]
    start, end = part[0][0], part[-1][1]
    if len(part) == 1:
        digits, shape = text[start:end], (end - start,)
    else:
        digits, shape = "".join([text[a:b] for a, b in part]), tuple([b - a for a, b in part])
    if text[start - 1 : start] in _OPENINGS:
        start = _opening(text, start, end)
    return Run(text, start, end, digits, shape, says)


def _opening(text: str, start: int, end: int) -> int:
    """Where a number starts with the bracket and the plus before it."""
    if text[start - 1 : start] == "(" and ")" in text[start:end]:
        start -= 1
    while start and text[start - 1] == "+" or text[max(0, start - 2) : start] == "+ ":
        start -= 1
    return start


def _beside_card(text: str, groups: list, at: int) -> tuple[Run | None, Kind | None, float]:
    """What stands right behind a card's number: its expiry, then its code."""
    for size, shapes, kind in (
        (2, ((2, 2), (2, 4)), Kind.CARD_EXPIRY),
        (1, ((3,), (4,)), Kind.CARD_CODE),
    ):
        run = _run(text, groups, at, size, None)
        if run.shape in shapes and run.gaps <= {"/", "-"}:
            return run, kind, LIKELY
    return None, None, 0.0


def same_number(kind: Kind, digits: str) -> str:
    """A number as it is compared: a phone's without the United Kingdom's prefix, whichever way it is written."""
    if kind == Kind.PHONE:
        digits = re.sub(r"^(?:0044|44)0?(?=\d{9,10}$)", "0", digits)
    return digits
