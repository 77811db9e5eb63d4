"""Setting what a definition leaves open, from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.facts import setting_key
from evenhand.foundation.reactions import announce


def set_service_level(
    *, by: Actor, formula: int, seconds: int, short: int, from_date: date, today: date, reason: str
) -> None:
    """Name the formula that the organisation uses. What was shown before keeps the formula it was shown with."""
    if formula not in FORMULAS:
        raise ValidationError(_("There are six formulas, numbered 1 to 6."))
    if not 1 <= seconds <= 3600 or not 0 <= short < seconds:
        raise ValidationError(
            _("The short time must be below the promised time, and that between 1 s and an hour.")
        )
    if from_date > today:
        raise ValidationError(
            _("Choose today or an earlier day: a figure cannot be counted by a later rule yet.")
        )
    value = {"formula": formula, "seconds": seconds, "short": short}
    catalogue.in_force("service_level", value)
    set_from(
        by=by, key=setting_key("service_level"), value=value, from_date=from_date, reason=reason
    )
    announce("definitions.changed")
