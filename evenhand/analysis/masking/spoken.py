"""What is said aloud: digits in words ("double seven oh three"), letters one by one, email addresses with "at" and "dot"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn

from evenhand.analysis.masking.judging import NAMED
from evenhand.analysis.masking.kinds import CERTAIN, LIKELY, POSSIBLE, Kind, Span
from evenhand.analysis.masking.nearby import beside
from evenhand.analysis.masking.numbers import same_number

_UNITS = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}  # fmt: skip
_TEENS = {"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19"}  # fmt: skip
_TENS = {"twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8", "ninety": "9"}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_NOUGHTS = {"hundred": "00", "thousand": "000"}
_WORDS = "|".join(sorted({*_UNITS, *_TEENS, *_TENS, *_TIMES, *_NOUGHTS} - {"o"}, key=len, reverse=True))  # fmt: skip
_TOKEN = rf"(?:(?:{_WORDS})|\d{{1,4}}|[a-z](?: (?:for|as in) [a-z]{{2,12}})?)(?!\w|'\w)"
_GAP = r"(?:[ ,]|-|, |\. | - |\.\.\.? ?)(?:(?:uh|um|er|erm|and|then|dash|hyphen|space|plus),? )?"
_RUN = re.compile(rf"(?<![\w'])(?:plus )?{_TOKEN}(?:{_GAP}{_TOKEN})++")
_PART = re.compile(rf"(?<!\w){_TOKEN}")
_COUNTING = re.compile(r"0?1?2345?6?7?8?9?|9?8?7?6?5?4321?0?")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_INSURANCE = re.compile(r"[A-Z]{2}\d{6}[A-D]")


@dataclass
class Said:
    """A run of tokens as it would be written; `letters` and `digits`: how many were said one by one, `words`: in words."""

    written: str = ""
    letters: int = 0
    digits: int = 0
    words: int = 0
    tokens: int = 0
    explained: int = 0  # "B for Bravo"


def spoken(text: str) -> Iterator[Span]:
    text = text.lower()
    for match in _RUN.finditer(text):
        tokens = [(part.start(), part.end(), part[0]) for part in _PART.finditer(text, match.start(), match.end())]  # fmt: skip
        while (
            tokens
            and tokens[0][2] in ("a", "i")
            and len(tokens) > 1
            and not _is_letter(tokens[1][2])
        ):
            tokens.pop(0)
        while (
            tokens
            and tokens[-1][2] in ("a", "i")
            and len(tokens) > 1
            and not _is_letter(tokens[-2][2])
        ):
            tokens.pop()
        if len(tokens) < 2:
            continue
        start, end = tokens[0][0], tokens[-1][1]
        start = match.start() if match[0][:5] == "plus " else start
        said = _said([token for _start, _end, token in tokens])
        kind, certainty = _kind(text, start, said)
        if kind:
            yield Span(start, end, kind, certainty, same_number(kind, said.written))
    yield from _spoken_emails(text)


def _is_letter(token: str) -> bool:
    return len(token) == 1 and token.isalpha() or token[1:2] == " "


def _said(tokens: list[str]) -> Said:
    said, times, open_ten = Said(tokens=len(tokens)), 1, False
    only_letters = not any(token in _UNITS and token != "o" or token.isdigit() for token in tokens)
    for token in tokens:
        if token in _TIMES:
            times, said.words = _TIMES[token], said.words + 1
            continue
        if token in _UNITS and not (only_letters and token == "o"):
            said.written = (said.written[:-1] if open_ten else said.written) + _UNITS[token] * times
            said.digits, said.words = said.digits + (0 if open_ten else times), said.words + 1
        elif token in _NOUGHTS:
            said.written, said.words = said.written + _NOUGHTS[token], said.words + 1
        elif token in _TEENS or token in _TENS:
            said.written, said.words = said.written + (_TEENS.get(token) or _TENS[token] + "0"), said.words + 1  # fmt: skip
        elif token.isdigit():
            said.written, said.digits = (
                said.written + token * times,
                said.digits + len(token) * times,
            )
        else:
            said.written, said.letters = (
                said.written + token[0].upper() * times,
                said.letters + times,
            )
            said.explained += len(token) > 1
        times, open_ten = 1, token in _TENS
    return said


def _kind(text: str, start: int, said: Said) -> tuple[Kind | None, float]:
    if said.letters:
        return _kind_of_letters(text, start, said)
    if not said.words:
        return None, 0.0  # in digits alone: read with the other numbers
    says, length = beside(text, start), len(said.written)
    fewest, most = NAMED.get(says, (99, 0))
    if fewest <= length <= most and said.digits >= min(4, length):
        return Kind(says), LIKELY
    if said.digits < 4:
        return None, 0.0
    if length >= 15 and luhn.is_valid(said.written):
        return Kind.CARD, CERTAIN
    if (
        length in (10, 11)
        and said.written[0] == "0"
        or length in (12, 14)
        and said.written.startswith(("44", "0044"))
    ):
        return Kind.PHONE, LIKELY
    if says == Kind.SORT_CODE and length == 6:
        return Kind.SORT_CODE, LIKELY
    return (None, 0.0) if _COUNTING.fullmatch(said.written) else (Kind.NUMBER, POSSIBLE)


def _kind_of_letters(text: str, start: int, said: Said) -> tuple[Kind | None, float]:
    says = beside(text, start)
    if not said.digits:
        told = said.letters >= 4 or said.explained >= 2
        return (Kind.SPELLED, POSSIBLE) if told else (None, 0.0)
    if said.tokens < 5 or said.letters + said.digits < 5:
        return None, 0.0
    for pattern, kind in ((_POSTCODE, Kind.POSTCODE), (_INSURANCE, Kind.NATIONAL_INSURANCE)):
        if pattern.fullmatch(said.written):
            return kind, LIKELY
    if says in (Kind.REFERENCE, Kind.PLATE, Kind.PASSPORT, Kind.DRIVING_LICENCE):
        return Kind(says), LIKELY
    return Kind.SPELLED, POSSIBLE


_TOP = r"(?:com|net|org|uk|co|io|gov|edu|info|biz|eu|ie|de|fr|es|it|nl|pl|se|us|ca|au|ac|me)"
_AT = re.compile(
    rf" at (?:(?:g mail|hot mail|out look|[\w-]{{1,63}})(?: dot [\w-]{{1,63}}){{0,3}} dot {_TOP}|(?:[\w-]{{1,63}}\.){{1,3}}{_TOP})(?!\w)"
)
_JOINS = {"dot", "underscore", "dash", "hyphen", "point", "plus"}
_NO_LOCAL = {"us", "me", "look", "him", "her", "them", "it", "is", "are", "available", "here", "online", "page", "website",
    "site", "out", "found", "work", "works", "working", "shop", "meet", "looking", "that", "this", "be", "or", "and", "someone", "anyone", "everyone",
    "team", "support", "address", "email", "mail", "in", "on", "up"}  # fmt: skip
_LONGEST_LOCAL = 80


def _spoken_emails(text: str) -> Iterator[Span]:
    for match in _AT.finditer(text):
        at = match.start()
        words = re.split(r"(?<=\s)|\0", text[max(0, at - _LONGEST_LOCAL) : at])
        local = _local(words)
        if local:
            start = at - len(local)
            value = text[start : match.end()]
            yield Span(start, match.end(), Kind.EMAIL, CERTAIN, _as_written(value))


def _local(words: list[str]) -> str:
    """What stands before the "at": its last word, and those that are joined to it by a "dot", or are said sign by sign."""
    bare = [word.strip() for word in words]
    if (
        not bare
        or not bare[-1]
        or bare[-1] in _NO_LOCAL
        or not re.fullmatch(r"[\w.+'-]+", bare[-1])
    ):
        return ""
    at = len(bare) - 1
    while at > 0:
        before = bare[at - 1]
        if before in _JOINS and at > 1 and re.fullmatch(r"[\w.+'-]+", bare[at - 2]):
            at -= 2
        elif _is_sign(before) or (
            _is_sign(bare[at]) and before.isalnum() and before not in _NO_LOCAL
        ):
            at -= 1
        else:
            break
    return "".join(words[at:])


def _is_sign(word: str) -> bool:
    return word in _UNITS or word in _TIMES or word.isdigit() or (len(word) == 1 and word.isalpha() and word not in "ai")  # fmt: skip


def _as_written(said: str) -> str:
    """The address as one would type it."""
    said = re.sub(r" at ", "@", said, count=1) if said.count(" at ") == 1 else said
    for word, sign in (("dot", "."), ("point", "."), ("underscore", "_"), ("dash", "-"), ("hyphen", "-"), ("plus", "+")):  # fmt: skip
        said = said.replace(f" {word} ", sign)
    return "".join(_UNITS.get(word, word) if len(word) > 1 else word for word in said.split(" "))
