"""A person as another system says they are: record, account, team and employment at once."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from evenhand.features.people.actions.employment import set_employment
from evenhand.features.people.actions.records import (
    add_key,
    change_person,
    create_person,
    link_account,
    record_change,
)
from evenhand.features.people.actions.teams import create_team, join_team, lead_team
from evenhand.features.people.models import Person, SourceKey, Team
from evenhand.foundation.access.actions import provision_account, set_roles
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.reactions import announce


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`said` names the fields that were given: what is not said stays as it is."""

    said: frozenset[str]
    name: str
    email: str = ""
    team: str = ""
    leads: bool = False
    roles: tuple[Role, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def provision(*, by: Actor, external_id: str, wanted: Wanted, today: date) -> tuple[Person, bool]:
    """The person, and whether they are new. The same again changes nothing."""
    person = person_with(external_id)
    is_new = person is None
    if person is None:
        person = create_person(by=by, name=wanted.name, email=wanted.email)
        add_key(by=by, person=person, key=external_id)
    else:
        email = wanted.email if "email" in wanted.said else person.email
        change_person(by=by, person=person, name=wanted.name, email=email)
    _account(by, person, external_id, wanted, today)
    starts_on = wanted.starts_on if "starts_on" in wanted.said else person.starts_on
    ends_on = wanted.ends_on if "ends_on" in wanted.said else person.ends_on
    set_employment(by=by, person=person, starts_on=starts_on, ends_on=ends_on)
    if "team" in wanted.said:
        _place(by, person, wanted, today)
    return person, is_new


def person_with(external_id: str) -> Person | None:
    found = SourceKey.objects.filter(source="", key__iexact=external_id).select_related("person")
    return next((one.person for one in found), None)


def _account(by: Actor, person: Person, external_id: str, wanted: Wanted, today: date) -> None:
    """Whoever has a role and an email has an account; an account once made follows its person."""
    if person.user is None and not (wanted.roles and person.email):
        return
    user = provision_account(
        by=by,
        user=person.user,
        email=person.email,
        name=person.name,
        external_id=external_id,
    )
    if person.user_id != user.pk:
        link_account(by=by, person=person, user=user)
    if "roles" in wanted.said:
        set_roles(by=by, user=user, roles=wanted.roles, today=today)


def _place(by: Actor, person: Person, wanted: Wanted, today: date) -> None:
    """In the team, or at its head, from the first day that is still to come. Nobody leads and is led."""
    if person.ends_on and person.ends_on <= today:
        return  # gone: employment ended their teams
    team = _team_called(by, wanted.team) if wanted.team else None
    since = max(person.starts_on or today, today)
    if not person.memberships.exists() and not person.leaderships.exists():
        since = person.starts_on or today
    spell = {"starts_on": since, "ends_on": person.ends_on}
    led, member_of = (team, None) if wanted.leads else (None, team)
    if not _is_so(by, person, person.memberships, member_of, since):
        join_team(by=by, person=person, team=member_of, **spell)
    if not _is_so(by, person, person.leaderships, led, since):
        lead_team(by=by, person=person, team=led, **spell)


def _is_so(by: Actor, person: Person, rows, team: Team | None, since: date) -> bool:
    """Whether nothing is left to begin. What goes on in another team ends on the day `since`."""
    going_on = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=since))
    for held in going_on.exclude(team=team):
        if held.starts_on >= since:
            held.delete()
        else:
            held.ends_on = since
            held.save(update_fields=["ends_on"])
        after = {"team": held.team.ref, "ends_on": since}
        record_change(by, "team left", person, after=after)
        announce("people.changed")
    return team is None or going_on.filter(team=team).exists()


def _team_called(by: Actor, name: str) -> Team:
    return Team.objects.filter(name__iexact=name).first() or create_team(by=by, name=name)
