"""Adjustments that were agreed with somebody. Their words stand in no audit line: only that they were, and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.people.models import Adjustment, Person
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record


@transaction.atomic
def agree_adjustment(
    *,
    by: Actor,
    person: Person,
    words: str,
    starts_on: date,
    because: str = "",
    ends_on: date | None = None,
) -> Adjustment:
    """ValidationError without words, or where it would end before it begins."""
    if not words.strip():
        raise ValidationError({"words": _("Say what is done differently.")})
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    made = Adjustment.objects.create(
        person=person, words=words.strip(), because=because.strip(), starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip
    _record(by, "adjustment agreed", made, {"from": starts_on, "until": ends_on})
    return made


@transaction.atomic
def end_adjustment(*, by: Actor, adjustment: Adjustment, ends_on: date) -> None:
    if ends_on <= adjustment.starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    Adjustment.objects.filter(pk=adjustment.pk).update(ends_on=ends_on)
    _record(by, "adjustment ended", adjustment, {"until": ends_on})


def _record(by: Actor, verb: str, adjustment: Adjustment, after: dict) -> None:
    record(
        by=by,
        verb=verb,
        object_type="adjustment",
        object_ref=adjustment.ref,
        subject_ref=adjustment.person.ref,
        after=after,
    )
