"""Setting what we expect of a figure, from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.insights.queries import expectation_key, may_expect
from evenhand.features.standards.rules.targets import ends_of, is_inside
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.dated.actions import set_from


def set_expectation(
    *, by: Actor, kpi: Kpi, value: float | None, from_date: date, today: date, reason: str
) -> None:
    """In the KPI's own unit; None: nothing is expected from that day on. What was set before stays in the history."""
    if not may_expect(kpi, of_a_person=False):
        raise ValidationError(_("Nothing can be expected of a count: it grows with the period."))
    if value is not None and not is_inside(value, *ends_of(kpi.unit)):
        raise ValidationError(_("This value is outside what this figure can be."))
    if from_date > today:
        raise ValidationError(_("Choose today or an earlier day."))
    set_from(by=by, key=expectation_key(kpi.key), value=value, from_date=from_date, reason=reason)
