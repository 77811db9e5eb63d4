"""To which of the contacts behind a figure a list is narrowed: a day, a weekday and half-hour, a range of values."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.analysis.kpis.definition import Kpi, Level
from evenhand.analysis.measure.between import Between
from evenhand.analysis.scope import Where
from evenhand.features.contacts.queries.selection import Selection
from evenhand.features.contacts.rules.narrowing import HALF_HOURS, WEEKDAYS
from evenhand.foundation import wording


@dataclass(frozen=True)
class Narrowing:
    """`weekday` is 0 on Monday, `half_hour` 0 at midnight; `between` is of the figure's own value."""

    day: date | None = None
    weekday: int | None = None
    half_hour: int | None = None
    between: Between | None = None

    @property
    def where(self) -> tuple[Where, ...]:
        asked = {"local_date": self.day, "weekday": self.weekday, "half_hour": self.half_hour}
        return tuple(Where(name, value) for name, value in asked.items() if value is not None)

    @property
    def asked(self) -> dict[str, str]:
        """As a query string says it."""
        found = {"day": self.day.isoformat()} if self.day else {}
        found |= {} if self.weekday is None else {"weekday": WEEKDAYS[self.weekday]}
        found |= {} if self.half_hour is None else {"half_hour": HALF_HOURS[self.half_hour]}
        ends = (self.between.at_least, self.between.below) if self.between else (None, None)
        given = zip(("at_least", "below"), ends, strict=True)
        return found | {name: _short(end) for name, end in given if end is not None}

    @property
    def query(self) -> str:
        return urlencode(self.asked, safe=":")


def _short(end: float) -> str:
    """With four decimals at most: enough to name the edge of a bin."""
    return f"{end:.4f}".rstrip("0").rstrip(".")


@cache
def cell_query(weekday: int, half_hour: int) -> str:
    """Of one half-hour of a weekday; a page has three hundred of them."""
    return Narrowing(weekday=weekday, half_hour=half_hour).query


def address_of(chosen: Selection, kpi: Kpi) -> str:
    """Where the contacts behind a figure are listed; a narrowing's query is added to it."""
    return f"{reverse('contact_list')}?{chosen.query(kpi=kpi.key)}&"


def range_text(between: Between, unit: str) -> str:
    """ "45 s to less than 1 min 6 s", "less than 24 h", "7 days or more"."""
    low, high = (
        "" if end is None else wording.end_text(end, unit)
        for end in (between.at_least or None, between.below)
    )
    if low and high:
        return _("%(low)s to less than %(high)s") % {"low": low, "high": high}
    if high:
        return _("less than %(high)s") % {"high": high}
    return _("%(low)s or more") % {"low": low or wording.end_text(0, unit)}


def values_text(kpi: Kpi, between: Between) -> str:
    """What lies in the range, in words."""
    if isinstance(kpi, Level):
        return _("Open for %(range)s") % {"range": range_text(between, "seconds")}
    words = _("Lasting %(range)s") if kpi.unit == "seconds" else _("Value %(range)s")
    return words % {"range": range_text(between, kpi.unit)}
