"""Dates of birth written with the month's name; those in digits are read with the other numbers."""

import re
from collections.abc import Iterator

from evenhand.analysis.masking.kinds import CERTAIN, Kind, Span
from evenhand.analysis.masking.nearby import beside

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"\d{1,2}(?: ?(?:st|nd|rd|th))?\.?"
_YEAR = r"(?:19|20)?\d\d"
_DATE = re.compile(
    rf"(?<!\w)(?:(?:the )?{_DAY}(?: of)?[ ,/-]{{1,2}}{_MONTH}(?:[ ,/-]{{1,2}}{_YEAR})?|{_MONTH} {_DAY}(?:[ ,]{{1,2}}{_YEAR})?)(?!\w)",
    re.I,
)


def birth_dates(text: str) -> Iterator[Span]:
    for match in _DATE.finditer(text):
        if beside(text, match.start()) == Kind.BIRTH_DATE:
            yield Span(*match.span(), Kind.BIRTH_DATE, CERTAIN, match[0].lower())
