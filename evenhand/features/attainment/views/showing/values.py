"""Values, intervals and days in words."""

from django.utils.translation import gettext as _

from evenhand.analysis import wording
from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.attainment.models import Assessment


def value_of(value: float | None, kpi: Kpi, n: int) -> str:
    return "" if value is None else "".join(wording.value_text(value, kpi.unit, n))


def interval_of(low: float | None, high: float | None, kpi: Kpi, n: int) -> str:
    return "" if low is None or high is None else wording.interval_text(low, high, kpi.unit, n)


def n_text(n: int, kpi: Kpi) -> str:
    return f"{wording.count_text(n)} {_(kpi.counted)}"


def days_text(one: Assessment) -> str:
    return wording.window_text(one.window.first, one.window.last)
