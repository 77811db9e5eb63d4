"""Who is in a team and who leads it, from when to when. Nobody is in two teams on one day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.features.people.actions.records import add_key, create_person, record_change
from evenhand.features.people.models import Leadership, Membership, Person, Team
from evenhand.features.people.rules import likeness
from evenhand.features.people.rules.spells import overlapping
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
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
def join_team(
    *, by: Actor, person: Person, team: Team, starts_on: date, ends_on: date | None = None
) -> Membership:
    """From a day on. A membership that is open ends on that day; none may overlap."""
    _wait_for(person)
    _refuse_backwards(starts_on, ends_on)
    current = person.memberships.filter(ends_on__isnull=True, starts_on__lt=starts_on).first()
    if current:
        current.ends_on = starts_on
        current.save(update_fields=["ends_on"])
    _refuse_overlap(person.memberships.all(), starts_on, ends_on)
    held = Membership.objects.create(person=person, team=team, starts_on=starts_on, ends_on=ends_on)
    _record(by, "joined team", held, {"starts_on": starts_on, "ends_on": ends_on})
    announce("people.changed")
    return held


@transaction.atomic
def lead_team(
    *, by: Actor, person: Person, team: Team, starts_on: date, ends_on: date | None = None
) -> Leadership:
    _wait_for(person)
    _refuse_backwards(starts_on, ends_on)
    _refuse_overlap(person.leaderships.filter(team=team), starts_on, ends_on)
    held = Leadership.objects.create(person=person, team=team, starts_on=starts_on, ends_on=ends_on)
    _record(by, "leads team", held, {"starts_on": starts_on, "ends_on": ends_on})
    return held


@transaction.atomic
def end_leadership(*, by: Actor, held: Leadership, ends_on: date) -> None:
    """One that has not begun by then never does."""
    _wait_for(held.person)
    if ends_on <= held.starts_on:
        held.delete()
    else:
        _end(held, ends_on)
    _record(by, "leadership ended", held, {"ends_on": ends_on})


@transaction.atomic
def set_last_day(*, by: Actor, held: Membership | Leadership, ends_on: date) -> None:
    """Until (not including) a day. ValidationError where that is another's day already."""
    _wait_for(held.person)
    _refuse_backwards(held.starts_on, ends_on)
    before = {"team": held.team.ref, "ends_on": held.ends_on}
    _end(held, ends_on)
    _record(by, "team dates changed", held, {"ends_on": ends_on}, before=before)
    announce("people.changed")


def _end(held: Membership | Leadership, ends_on: date) -> None:
    beside = type(held).objects.filter(person_id=held.person_id).exclude(pk=held.pk)
    if isinstance(held, Leadership):
        beside = beside.filter(team_id=held.team_id)
    _refuse_overlap(beside, held.starts_on, ends_on)
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])


def _wait_for(person: Person) -> None:
    """Of two who place somebody at the same instant, the second sees what the first wrote."""
    Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()


def _refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError(_("The last day must come after the first."))


def _refuse_overlap(beside, starts_on: date, ends_on: date | None) -> None:
    clash = overlapping(beside.select_related("team", "person"), starts_on, ends_on)
    if clash is None:
        return
    leads, ends = isinstance(clash, Leadership), clash.ends_on is not None
    said = {
        "name": clash.person.name,
        "team": clash.team.name,
        "day": date_format(clash.starts_on, _("j M Y")),
        "until": date_format(clash.ends_on, _("j M Y")) if ends else "",
    }
    raise ValidationError(_CLASHES[leads, ends]() % said)


# Whether they lead, and whether an end is known → the sentence.
_CLASHES = {
    (False, False): lambda: _(
        "%(name)s is in %(team)s from %(day)s on already. Nobody is in a team twice, or in two teams, on one day."
    ),
    (False, True): lambda: _(
        "%(name)s is in %(team)s from %(day)s until %(until)s already. Nobody is in a team twice, or in two teams, on one day."
    ),
    (True, False): lambda: _("%(name)s leads %(team)s from %(day)s on already."),
    (True, True): lambda: _("%(name)s leads %(team)s from %(day)s until %(until)s already."),
}


def _record(by: Actor, verb: str, held: Membership | Leadership, days: dict, **before) -> None:
    record_change(by, verb, held.person, after={"team": held.team.ref, **days}, **before)


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
