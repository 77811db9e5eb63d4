"""Values, intervals and days in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.analysis import wording
from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.attainment.models import Assessment
from evenhand.features.standards.queries import ReadDays


def value_of(value: float | None, kpi: Kpi, n: int) -> str:
    return "" if value is None else "".join(wording.value_text(value, kpi.unit, n))


def interval_of(low: float | None, high: float | None, kpi: Kpi, n: int) -> str:
    return "" if low is None or high is None else wording.interval_text(low, high, kpi.unit, n)


def n_text(n: int, kpi: Kpi) -> str:
    return f"{wording.count_text(n)} {_(kpi.counted)}"


def since_when(read: ReadDays) -> str:
    """Why it counts from that day, where two dates may puzzle: of an earlier copy, and of the request to read it here."""
    if not (read.copy and read.since and read.reply_by and read.reply_by > read.since):
        return ""
    text = _(
        "%(since)s: a copy was handed over on %(given)s, with the days to read it. The request to read it here, if possible by %(reply_by)s, came later and moves no day."
    )
    days = {"since": read.since, "given": read.copy.given_on, "reply_by": read.reply_by}
    return text % {name: date_format(day, "j M Y") for name, day in days.items()}


def days_text(one: Assessment) -> str:
    return wording.window_text(one.window.first, one.window.last)
