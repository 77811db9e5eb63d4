"""What `analysis` has to say, in the language of whoever reads: its texts, and its numbers in words.

The only place that asks which language that is. Everything here is named as in `evenhand.analysis.wording`.
"""

from dataclasses import fields
from datetime import date
from functools import cache
from math import ceil

from django.conf import settings
from django.utils.formats import get_format
from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, ngettext

from evenhand.analysis import wording
from evenhand.analysis.texts import Said
from evenhand.analysis.wording import ENGLISH, Words


def said(text: str) -> str:
    """A text of `analysis`, or of rules, which know no Django either: whole, with its values said as well."""
    if not settings.USE_I18N or not text:
        return text
    if not isinstance(text, Said):
        return gettext(text)
    words = ngettext(text.text, text.many, ceil(text.n)) if text.many else gettext(text.text)
    return (
        words.format_map({k: _value(v) for k, v in text.values.items()}) if text.values else words
    )


said_lazy = lazy(said, str)


def _value(value):
    if isinstance(value, Said):
        return said(value)
    return _Number(value) if type(value) is int else value


class _Number(int):
    """`{n:,}` in a text asks for the thousands of its language."""

    def __format__(self, asked: str) -> str:
        return count_text(self) if asked == "," else super().__format__(asked)


def words() -> Words:
    """Those of the language that is spoken now; with one language nothing has to be looked up."""
    return _words_of(get_language() or "") if settings.USE_I18N else ENGLISH


@cache
def _words_of(_language: str) -> Words:
    spoken = {one.name: _spoken(getattr(ENGLISH, one.name)) for one in fields(Words)}
    spoken |= {"point": get_format("DECIMAL_SEPARATOR"), "thousands": get_format("THOUSAND_SEPARATOR")}  # fmt: skip
    return Words(**spoken)


def _spoken(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return tuple(map(gettext, text)) if isinstance(text, tuple) else gettext(text)


def number_text(value: float, decimals: int = 0) -> str:
    return wording.number_text(value, decimals, words())


def count_text(count: float) -> str:
    return wording.count_text(count, words())


def share_text(share: float, n: int) -> str:
    return wording.share_text(share, n, words())


def seconds_text(seconds: float) -> str:
    return wording.seconds_text(seconds, words())


def plain_seconds_text(seconds: float) -> str:
    """Never in minutes: as a file says it."""
    return words().seconds.format(n=number_text(seconds))


def score_text(score: float, n: int) -> str:
    return wording.score_text(score, n, words())


def value_text(value: float, unit: str, n: int) -> tuple[str, str]:
    return wording.value_text(value, unit, n, words())


def interval_text(low: float, high: float, unit: str, n: int) -> str:
    return wording.interval_text(low, high, unit, n, words())


def end_text(value: float, unit: str) -> str:
    return wording.end_text(value, unit, words())


def date_text(day: date, *, year: bool = False) -> str:
    return wording.date_text(day, year=year, words=words())


def window_text(first: date, last: date) -> str:
    return wording.window_text(first, last, words())
