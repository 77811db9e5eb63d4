"""Values, intervals and days in words."""

from django.utils.translation import gettext as _

from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.scope import Window
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries import Seen
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.standards import queries as standards
from evenhand.foundation import wording


def value_of(value: float | None, kpi: Kpi, n: int) -> str:
    return _value(value, kpi.unit, n)


def interval_of(low: float | None, high: float | None, kpi: Kpi, n: int) -> str:
    return _interval(low, high, kpi.unit, n)


def is_within(one: Assessment) -> bool:
    """Whether people are held by the share of contacts that keeps within the threshold: the target is of a quantile."""
    return one.way == Way.WITHIN


def unit_held(one: Assessment) -> str:
    """The unit of what the model says of people: levels, expectations."""
    return "share" if is_within(one) else one.kpi.unit


def held_against(seen: Seen) -> float:
    """The standard in that unit."""
    return seen.assessment.kpi.quantile if is_within(seen.assessment) else seen.threshold


def held_value_of(value: float | None, one: Assessment, n: int) -> str:
    return _value(value, unit_held(one), n)


def held_interval_of(low: float | None, high: float | None, one: Assessment, n: int) -> str:
    return _interval(low, high, unit_held(one), n)


def _value(value: float | None, unit: str, n: int) -> str:
    return "" if value is None else "".join(wording.value_text(value, unit, n))


def _interval(low: float | None, high: float | None, unit: str, n: int) -> str:
    return "" if low is None or high is None else wording.interval_text(low, high, unit, n)


def counted_text(seen: Seen) -> str:
    """How many, and of a share what of what."""
    one, text = seen.assessment, n_text(seen.n, seen.assessment.kpi)
    figure = seen.figure
    if figure is None or not figure.denominator or unit_held(one) != "share":
        return text
    above, below = (wording.number_text(part) for part in (figure.numerator, figure.denominator))
    text = f"{text} · {above} ÷ {below}"
    if not is_within(one):
        return text
    limit = standards.threshold_text(seen.threshold, one.kpi.unit)
    return _("%(counted)s within %(limit)s") % {"counted": text, "limit": limit}


def n_text(n: int, kpi: Kpi) -> str:
    return f"{wording.count_text(n)} {wording.said(kpi.counted_as(n))}"


def days_text(one: Assessment) -> str:
    return window_days(one.window)


def window_days(window: Window) -> str:
    return wording.window_text(window.first, window.last)
