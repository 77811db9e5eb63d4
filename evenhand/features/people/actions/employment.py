"""When somebody is employed here. On the day on which it ends, everything that let them in ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from evenhand.features.people.actions.records import record_change
from evenhand.features.people.actions.teams import end_leadership
from evenhand.features.people.models import Person
from evenhand.foundation.access.actions import set_end
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.reactions import announce


@transaction.atomic
def set_employment(
    *,
    by: Actor,
    person: Person,
    starts_on: date | None,
    ends_on: date | None,
    reason: str = "",
) -> Person:
    """Employed on [starts_on, ends_on). None: nobody said, or no end is known."""
    if starts_on and ends_on and ends_on <= starts_on:
        raise ValidationError(_("Employment must end after the day on which it starts."))
    before = {"starts_on": person.starts_on, "ends_on": person.ends_on}
    after = {"starts_on": starts_on, "ends_on": ends_on}
    if before == after:
        return person
    person.starts_on, person.ends_on = starts_on, ends_on
    person.save(update_fields=["starts_on", "ends_on"])
    record_change(by, "employment set", person, reason=reason, before=before, after=after)
    if person.user:
        set_end(by=by, user=person.user, ends_on=ends_on, reason=reason)
    if ends_on:
        _leave_teams(by, person, ends_on)
    return person


def _leave_teams(by: Actor, person: Person, ends_on: date) -> None:
    """What would go on after the last day ends with it; what only begins later never begins."""
    later = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    for held in person.leaderships.filter(later):
        end_leadership(by=by, held=held, ends_on=ends_on)
    person.memberships.filter(later, starts_on__gte=ends_on).delete()
    person.memberships.filter(later).update(ends_on=ends_on)
    announce("people.changed")
