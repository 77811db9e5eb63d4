"""What can be done with people and teams. Each verb checks, writes and leaves its audit line at once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.people.models import (
    Adjustment,
    Leadership,
    Membership,
    Person,
    SourceKey,
    Team,
)
from evenhand.features.people.rules import likeness, opening
from evenhand.foundation.access.actions import set_end
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.reactions import announce


@transaction.atomic
def create_team(*, by: Actor, name: str) -> Team:
    name = name.strip()
    if not name:
        raise ValidationError(_("Give the team a name."))
    if Team.objects.filter(name__iexact=name).exists():
        raise ValidationError(_("There is already a team called %(name)s.") % {"name": name})
    team = Team.objects.create(name=name)
    record(
        by=by, verb="team created", object_type="team", object_ref=team.ref, after={"name": name}
    )
    return team


@transaction.atomic
def create_person(*, by: Actor, name: str, email: str = "", user=None) -> Person:
    person = Person(name=name.strip(), email=email.strip().lower(), user=user)
    person.full_clean()
    person.save()
    record_change(by, "person created", person, after={"name": person.name})
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
def join_team(
    *, by: Actor, person: Person, team: Team, starts_on: date, ends_on: date | None = None
) -> Membership:
    """From a day on. A membership that is open ends on that day; none may overlap."""
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError(_("The last day must come after the first."))
    current = person.memberships.filter(ends_on__isnull=True, starts_on__lt=starts_on).first()
    if current:
        current.ends_on = starts_on
        current.save(update_fields=["ends_on"])
    if _overlap(person.memberships.all(), starts_on, ends_on):
        raise ValidationError(
            _("%(name)s is in a team for some of these days already.") % {"name": person.name}
        )
    held = Membership.objects.create(person=person, team=team, starts_on=starts_on, ends_on=ends_on)
    record_change(
        by,
        "joined team",
        person,
        after={"team": team.ref, "starts_on": starts_on, "ends_on": ends_on},
    )
    announce("people.changed")
    return held


def _overlap(held, starts_on: date, ends_on: date | None) -> bool:
    if ends_on is not None:
        held = held.filter(starts_on__lt=ends_on)
    return any(one.ends_on is None or one.ends_on > starts_on for one in held)


@transaction.atomic
def lead_team(
    *, by: Actor, person: Person, team: Team, starts_on: date, ends_on: date | None = None
) -> Leadership:
    if _overlap(person.leaderships.filter(team=team), starts_on, ends_on):
        raise ValidationError(
            _("%(name)s leads this team for some of these days already.") % {"name": person.name}
        )
    held = Leadership.objects.create(person=person, team=team, starts_on=starts_on, ends_on=ends_on)
    record_change(
        by,
        "leads team",
        person,
        after={"team": team.ref, "starts_on": starts_on, "ends_on": ends_on},
    )
    return held


@transaction.atomic
def end_leadership(*, by: Actor, held: Leadership, ends_on: date) -> None:
    if ends_on <= held.starts_on:
        held.delete()
    else:
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
    record_change(
        by, "leadership ended", held.person, after={"team": held.team.ref, "ends_on": ends_on}
    )


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


@transaction.atomic
def add_people_of_file(
    *, by: Actor, source: str, keys: list[str], team_name: str, starts_on: date
) -> Team:
    """People whom a file names and nobody knew, in the team that was proposed and confirmed for them.

    Keys that differ in capitals and spaces alone are one person, whom each of them means from now on."""
    team = Team.objects.filter(name__iexact=team_name.strip()).first() or create_team(
        by=by, name=team_name
    )
    for name, spellings in likeness.spelled_alike(keys).items():
        person = create_person(by=by, name=" ".join(name.split()))
        for key in spellings:
            add_key(by=by, person=person, key=key, source=source)
        join_team(by=by, person=person, team=team, starts_on=starts_on)
    return team


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
