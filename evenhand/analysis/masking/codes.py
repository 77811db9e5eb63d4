"""Identifiers of letters and digits: National Insurance, IBAN, passport, driving licence, number plate, references."""

import re
from collections.abc import Iterator

from stdnum import iban

from evenhand.analysis.masking.kinds import CERTAIN, LIKELY, POSSIBLE, Kind, Span
from evenhand.analysis.masking.nearby import beside

# Letters that HM Revenue & Customs gives out, and the pairs it does not.
_INSURANCE = re.compile(
    r"[A-CEGHJ-PR-TW-Z](?<!\w.)[A-CEGHJ-NPR-TW-Z](?<!BG|GB|KN|NK|NT|TN|ZZ)(?P<gap>[ -]?)\d\d[ -]?\d\d[ -]?\d\d"
    r"(?:[ -]?(?P<last>[A-D])(?!\w)|(?![ -]?\w))",
    re.I,
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}(?!\w)", re.I)
_IBAN_SHORTEST = 15
_PASSPORT = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{7}|(?P<one>[A-Z]\d{8}))(?!\w)", re.I)
# Five of the surname, decade, month (+50: a woman), day, year, two initials, and three that tell people apart.
_LICENCE = re.compile(
    r"(?<!\w)(?=[A-Z9]{5})[A-Z]{1,5}9{0,4}\d[ -]?(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ -]?[A-Z9]{2}[A-Z0-9][A-Z]{2}(?!\w)",
    re.I,
)
_PLATE = re.compile(
    r"(?<!\w)(?:[A-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-NPR-TV-Y]\d{2,3}[ -]?[A-HJ-PR-Y][A-HJ-PR-Z]{2}|[A-HJ-PR-Y]{2}[A-HJ-PR-Z][ -]?\d{1,3}[A-HJ-NPR-TV-Y])(?!\w)"
)
_PLATE_NAMED = re.compile(_PLATE.pattern, re.I)
_ANY_PLATE = re.compile("reg|plate|vrn")
_NUMBER_WORD = r"(?:number|numbers|no\.?|num|id|ref(?:erence)?|code|#)"
_REFERENCE = re.compile(
    r"(?<!\w)(?:policy|customer|client|member(?:ship)?|order|booking|confirmation|reservation|reference|ref|subscriber|tracking|loyalty"
    r"|contract|invoice|application|account|patient|employee|payroll|user|claim|insurance)"
    rf"(?: {_NUMBER_WORD})?(?: ?[:=#]| is| was)?:? ?#?(?P<value>(?=[A-Z/-]{{0,12}}\d)(?=[\w/-]{{0,20}}[A-Z])[A-Z0-9](?:[A-Z0-9]|[-/](?=[A-Z0-9])){{3,20}})(?!\w)",
    re.I,
)
_SECRET = re.compile(r"(?<!\w)(?:password|passcode|passphrase|memorable word)(?: is|:| =) ?[\"'“]?(?P<value>(?=\S*[\d\W])[^\s\"”,\0]{4,64}?)(?=[\"”.,]?(?:\s|$))", re.I)  # fmt: skip


def codes(text: str) -> Iterator[Span]:
    yield from _insurance(text)
    yield from _ibans(text)
    for match in _LICENCE.finditer(text):
        yield _span(match, Kind.DRIVING_LICENCE, CERTAIN)
    for match in _PASSPORT.finditer(text):
        if beside(text, match.start()) == Kind.PASSPORT:
            yield _span(match, Kind.PASSPORT, CERTAIN)
        elif not match["one"]:
            yield _span(match, Kind.PASSPORT, POSSIBLE)
    for match in _PLATE.finditer(text):
        yield _span(match, Kind.PLATE, POSSIBLE)
    small = text.lower()
    for match in _PLATE_NAMED.finditer(text) if _ANY_PLATE.search(small) else ():
        if beside(text, match.start()) == Kind.PLATE:
            yield _span(match, Kind.PLATE, CERTAIN)
    for match in _REFERENCE.finditer(text):
        yield _span(match, Kind.REFERENCE, LIKELY, "value")


def secrets(text: str) -> Iterator[Span]:
    """Passwords that are told: also without any digit."""
    for match in _SECRET.finditer(text):
        yield _span(match, Kind.SECRET, LIKELY, "value")


def _insurance(text: str) -> Iterator[Span]:
    for match in _INSURANCE.finditer(text):
        if match["last"] or beside(text, match.start()) == Kind.NATIONAL_INSURANCE:
            yield _span(match, Kind.NATIONAL_INSURANCE, CERTAIN)
        elif match["gap"] and match[0].isupper():
            yield _span(match, Kind.NATIONAL_INSURANCE, POSSIBLE)


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        found = match[0]
        told = len(found) >= _IBAN_SHORTEST and beside(text, match.start()) == Kind.IBAN
        while len(found) >= _IBAN_SHORTEST:
            if iban.is_valid(found):
                yield Span(
                    match.start(), match.start() + len(found), Kind.IBAN, CERTAIN, _same(found)
                )
                break
            shorter = re.match(r"(.*)[ -]", found)
            if told and found.isupper():
                yield Span(
                    match.start(), match.start() + len(found), Kind.IBAN, LIKELY, _same(found)
                )
                break
            found = shorter[1] if shorter else ""


def _span(match: re.Match, kind: Kind, certainty: float, group: str | int = 0) -> Span:
    return Span(*match.span(group), kind, certainty, _same(match[group]))


def _same(found: str) -> str:
    return re.sub(r"[^\w]", "", found).upper()
