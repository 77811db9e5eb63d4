"""Setting what a definition leaves open, from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.foundation import wording
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
    value = {"formula": formula, "seconds": seconds, "short": short}
    _set(by, "service_level", value, from_date, today, reason)


def set_parameters(
    *, by: Actor, key: str, values: dict, from_date: date, today: date, reason: str
) -> None:
    """Set what a definition leaves open. KeyError for an unknown definition or parameter."""
    fields = {field.name: field for field in catalogue.BY_KEY[key].parameter_fields}
    wrong = [
        _("%(label)s: this is not one of the values it may have.")
        % {"label": wording.said(fields[name].label)}
        for name, value in values.items()
        if not fields[name].allows(value)
    ]
    if wrong or not values:
        raise ValidationError(wrong or [_("There is nothing to set here.")])
    _set(by, key, values, from_date, today, reason)


def _set(by: Actor, key: str, value: dict, from_date: date, today: date, reason: str) -> None:
    if from_date > today:
        raise ValidationError(
            _("Choose today or an earlier day: a figure cannot be counted by a later rule yet.")
        )
    catalogue.in_force(key, value)
    set_from(by=by, key=setting_key(key), value=value, from_date=from_date, reason=reason)
    announce("definitions.changed")
