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
_FEWEST_DIGITS, _MOST_DIGITS, _MOST_GROUPS = 3, 20, 8


def numbers(text: str) -> Iterator[Span]:
    for chain in _CHAIN.finditer(text):
        if sum(map(str.isdigit, chain[0][:64])) >= 3:
            yield from _chain(text, chain)


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
    says = beside(text, groups[at][0])
    runs = [_run(text, groups, at, size, says) for size in range(_most(groups, at), 0, -1)]
    for judge in (proved, named):
        for run in runs:
            if len(run.digits) >= _FEWEST_DIGITS and (judged := judge(run)):
                return run, *judged
    return _run(text, groups, at, 1, says), None, 0.0


def _most(groups: list, at: int) -> int:
    """How many groups from `at` on may be one number."""
    total = 0
    for count, (start, end) in enumerate(groups[at : at + _MOST_GROUPS]):
        total += end - start
        if total > _MOST_DIGITS:
            return count
    return min(_MOST_GROUPS, len(groups) - at)


def _run(text: str, groups: list, at: int, size: int, says) -> Run:
    part = groups[at : at + size]
    start, end = part[0][0], part[-1][1]
    digits = "".join(text[a:b] for a, b in part)
    if text[start - 1 : start] == "(" and ")" in text[start:end]:
        start -= 1
    while start and text[start - 1] == "+" or text[max(0, start - 2) : start] == "+ ":
        start -= 1
    return Run(text, start, end, digits, tuple(b - a for a, b in part), says)


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
