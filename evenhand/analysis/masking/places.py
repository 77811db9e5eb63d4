"""Where somebody lives: postcodes of the United Kingdom, and streets with a number."""

import re
from collections.abc import Iterator

from evenhand.analysis.masking.kinds import LIKELY, POSSIBLE, Kind, Span
from evenhand.analysis.masking.nearby import beside

_AREAS = set(["AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "BX", "CA", "CB", "CF", "CH", "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE"])  # fmt: skip
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}(?!\w)", re.I)
_OUTWARD = re.compile(r"(?<!\w)(?:(?P<area>[A-Z]{1,2})\d[\dA-HJKMNPR-Y]?|GIR) ?$", re.I)
_ORDINARY = re.compile(r"\d(?:st|nd|rd|th|gb|tb|pt|ft|ph)", re.I)

_WORD = r"[^\W\d_][\w'.-]{0,24}"
_CLEAR = r"street|str\.?|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|crescent|terrace|boulevard|blvd\.?|parkway|pkwy\.?|highway|hwy\.?|mews|grove"  # fmt: skip
_SHARED = r"drive|dr\.?|close|court|ct\.?|place|pl\.?|way|gardens?|square|sq\.?|hill|park|walk|row|rise|view|green|gate|circle|trail|cent(?:er|re)|house|broadway|loop|wharf|quay"  # fmt: skip
_UNIT = r"(?:flat|apt\.?|apartment|unit|suite|ste\.?|room|floor) ?#?\d{1,5}[a-z]?"
_STREET = re.compile(
    rf"\d(?<![\w£$€.].)\d{{0,4}}(?: \d{{1,5}})?[a-z]?(?:[-/]\d{{1,4}})?,? (?P<name>(?:{_WORD} ){{1,4}}?)(?:(?P<clear>{_CLEAR})|(?P<shared>{_SHARED}))(?!\w)(?:,? (?:north|south|east|west|[nsew]{{1,2}})\b)?"
)
_ABROAD = re.compile(
    rf"\d(?<!\w\d)\d{{0,3}}[, ]{{1,2}}(?:\d{{1,4}}[, ]{{1,2}})?(?:rue|via|calle|rua|avenida|plaza|piazza|ulica|place|chemin|route|avenue)(?: {_WORD}){{1,4}}"
)
_ONE_WORD = re.compile(
    r"(?:straat|stra(?:ß|ss)e|gasse|weg|gatan?|gade|vej|allee|platz|laan|plein|utca|katu) ?\d{1,4}[a-z]?(?!\w)"
)
_ITS_START = re.compile(r"(?<!\w)(?:\d{1,4} )?[^\W\d_]{3,20}$")
_BOX = re.compile(r"(?<!\w)P\.? ?O\.? ?Box \d{1,6}(?!\w)", re.I)
_TOLD = re.compile(
    rf"(?:\baddress(?: is(?: now)?| was| to| with|:)?(?: this one)?:?|\b(?:live|lives|lived|living|located|stay|staying) (?:at|in)|\breturn(?:ed)? to|\b(?:deliver|send|ship)(?:ed)?(?: it)? to)\s+"
    rf"(?P<value>(?:{_UNIT}[, ]{{1,2}})?\d{{1,5}}[a-z]?(?:,? \d{{1,5}})?,? (?P<name>{_WORD}(?: (?!(?:and|in|for|with|but|please|so)\b)[\w'.-]{{1,25}}){{0,4}}))"
)
# Towns and so on, as far as the postcode that ends them.
_END = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|[A-Z]{2},? \d{5}(?:-\d{4})?|[A-Z][a-z]+ \d{5})(?!\w)"
)
_TOWNS = re.compile(rf"[,\n ]{{1,4}}(?:(?:{_UNIT}|{_WORD},?)[,\n ]{{1,4}}){{0,7}}", re.I)
_FARTHEST = 70
_OTHER = {"and", "my", "our", "i", "is", "was", "it", "but", "for", "so", "please"}
_UNIT_BEFORE = re.compile(rf"(?<!\w){_UNIT}[, ]{{1,2}}$", re.I)
_UNIT_AFTER = re.compile(rf"[,\n ]{{1,4}}{_UNIT}(?!\w)", re.I)
_NO_STREET = set(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "my",
        "your",
        "our",
        "his",
        "her",
        "their",
        "this",
        "that",
        "down",
        "up",
        "from",
        "by",
        "with",
        "is",
        "are",
        "was",
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "week",
        "months",
        "month",
        "years",
        "year",
        "miles",
        "mile",
        "km",
        "people",
        "times",
        "lane",
        "way",
        "more",
        "other",
        "different",
        "main-road",
        "bedroom",
        "bed",
        "storey",
        "old",
        "percent",
        "calls",
    ]
)


def places(text: str) -> Iterator[Span]:
    small = text.lower()
    yield from _postcodes(text)
    for match in _STREET.finditer(small):
        if _is_street(text, match):
            yield _whole(text, *match.span())
    for match in _ABROAD.finditer(small):
        yield _whole(text, *match.span())
    for match in _ONE_WORD.finditer(small):
        if start := _ITS_START.search(text, max(0, match.start() - 26), match.start()):
            yield _whole(text, start.start(), match.end())
    for match in _TOLD.finditer(small):
        if not _NO_STREET & set(match["name"].split()[:1]):
            yield _whole(text, *match.span("value"))
    for match in _BOX.finditer(text):
        yield _span(text, *match.span(), Kind.ADDRESS, LIKELY)


def _postcodes(text: str) -> Iterator[Span]:
    for match in _INWARD.finditer(text):
        outward = _OUTWARD.search(text, max(0, match.start() - 5), match.start())
        if not outward or not (
            (outward["area"] or "").upper() in _AREAS or match[0].upper() == "0AA"
        ):
            continue
        found = text[outward.start() : match.end()]
        told = beside(text, outward.start()) == Kind.POSTCODE
        if told or found.isupper() or not _ORDINARY.fullmatch(match[0]):
            yield _span(text, outward.start(), match.end(), Kind.POSTCODE, LIKELY)


def _is_street(text: str, match: re.Match) -> bool:
    words = text[match.start("name") : match.end("name")].split()
    if _NO_STREET & {word.lower() for word in words}:
        return False
    return bool(match["clear"]) or all(word[0].isupper() for word in words)


def _whole(text: str, start: int, end: int) -> Span:
    """With the town and the postcode where they follow."""
    if unit := _UNIT_BEFORE.search(text, max(0, start - 24), start):
        start = unit.start()
    last = _END.search(text, end, end + _FARTHEST)
    if (
        last
        and _TOWNS.fullmatch(text, end, last.start())
        and not _ends_before(text[end : last.start()])
    ):
        return _span(text, start, last.end(), Kind.ADDRESS, LIKELY)
    unit = _UNIT_AFTER.match(text, end)
    return _span(
        text, start, unit.end() if unit else end, Kind.ADDRESS, LIKELY if unit else POSSIBLE
    )


def _ends_before(between: str) -> bool:
    """Whether something else is said between a street and what looks like its postcode."""
    return bool(_OTHER & set(re.findall(r"\w+", between.lower())))


def _span(text: str, start: int, end: int, kind: Kind, certainty: float) -> Span:
    return Span(start, end, kind, certainty, re.sub(r"\W+", "", text[start:end]).upper())
