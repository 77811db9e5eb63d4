"""What can be done with people. Each verb checks, writes and leaves its audit line at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.people.models import (
    Adjustment,
    Person,
    SourceKey,
)
from evenhand.features.people.rules import opening
from evenhand.foundation.access.actions import set_end
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.reactions import announce


@transaction.atomic
def create_person(*, by: Actor, name: str, email: str = "", user=None) -> Person:
    person = Person(name=name.strip(), email=email.strip().lower(), user=user)
    person.full_clean()
    person.save()
    record_change(by, "person created", person, after={"name": person.name})
    return person


@transaction.atomic
def change_person(*, by: Actor, person: Person, name: str, email: str) -> Person:
    """The same name and email again leave no line."""
    if (person.name, person.email) == (name, email):
        return person
    before = {"name": person.name}
    person.name, person.email = name, email
    person.full_clean()
    person.save(update_fields=["name", "email"])
    record_change(by, "person changed", person, before=before, after={"name": person.name})
    return person


@transaction.atomic
def link_account(*, by: Actor, person: Person, user) -> Person:
    person.user = user
    person.full_clean()
    person.save(update_fields=["user"])
    if user and person.ends_on:  # who has left comes in with no account, linked before or after
        set_end(by=by, user=user, ends_on=person.ends_on)
    record_change(by, "account linked", person, after={"account": user.ref if user else ""})
    return person


@transaction.atomic
def set_opening_hours(
    *, by: Actor, week: list, nation: str, from_date: date, today: date, reason: str
) -> None:
    """When the service is open, from a day on. `week`: for Monday to Sunday (opens, closes) or None."""
    if from_date > today:
        raise ValidationError(
            _("Choose today or an earlier day: hours that are not in force yet count nothing.")
        )
    try:
        value = opening.kept(week, nation)
    except opening.Impossible as refusal:
        raise ValidationError(str(refusal)) from refusal
    set_from(by=by, key=opening.KEY, value=value, from_date=from_date, reason=reason)
    announce("people.changed")


@transaction.atomic
def add_key(*, by: Actor, person: Person, key: str, source: str = "") -> SourceKey:
    """From now on this key of a source means this person; what came in earlier is credited anew."""
    key = key.strip()
    if not key:
        raise ValidationError(_("A source id needs at least one sign."))
    taken = (
        SourceKey.objects.filter(source=source, key__iexact=key).select_related("person").first()
    )
    if taken and taken.person_id == person.pk:
        return taken
    if taken:
        raise ValidationError(
            _("“%(key)s” means somebody else in this source already.") % {"key": key}
        )
    found = SourceKey.objects.create(person=person, key=key, source=source)
    record_change(by, "source id added", person, after={"source": source, "key": key})
    announce("people.changed")
    return found


def record_change(by: Actor, verb: str, person: Person, **changes) -> None:
    record(
        by=by,
        verb=verb,
        object_type="person",
        object_ref=person.ref,
        subject_ref=person.ref,
        **changes,
    )


def erase_person(*, person: Person) -> None:
    """Only the bare row stays, for what points to it. Called within an erasure, which is audited."""
    for held in (person.memberships, person.leaderships, person.keys):
        held.all().delete()
    Adjustment.objects.filter(person=person).delete()
    person.name, person.email, person.user = _("Removed person"), "", None
    person.starts_on = person.ends_on = None
    person.save(update_fields=["name", "email", "user", "starts_on", "ends_on"])
