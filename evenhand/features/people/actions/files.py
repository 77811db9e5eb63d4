"""People as a CSV file brings them in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.people.actions.employment import set_employment
from evenhand.features.people.actions.records import (
    add_key,
    create_person,
    create_team,
    join_team,
    lead_team,
    link_account,
    record_change,
)
from evenhand.features.people.models import Person, SourceKey, Team
from evenhand.foundation.access.actions import grant_role, provision_account
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.reactions import announce


@transaction.atomic
def bring_in_people(*, by: Actor, lines, accounts: bool = False) -> dict[str, int]:
    """The lines of a people file, in order of date. The same file twice changes nothing.

    With `accounts`, whoever has an email and a role there gets an account that holds the role."""
    by_key = {
        one.key.lower(): one.person
        for one in SourceKey.objects.filter(source="").select_related("person")
    }
    by_email = {one.email: one for one in Person.objects.exclude(email="")}
    teams = {one.name.lower(): one for one in Team.objects.all()}
    leaving: list = []  # last, when all their teams are known
    counts = {"people": 0, "teams": 0, "changes": 0}
    for line in sorted(lines, key=lambda one: (one.starts_on, one.number)):
        person = (
            by_key.get(line.key.lower())
            if line.key
            else by_email.get(line.email)
            if line.email
            else None
        )
        if person is None:
            person = create_person(by=by, name=line.name, email=line.email)
            counts["people"] += 1
            by_email[line.email] = person
            if line.key:
                add_key(by=by, person=person, key=line.key)
                by_key[line.key.lower()] = person
        if line.leaves_on:
            leaving.append((person, line))
        if line.team and line.team.lower() not in teams:
            teams[line.team.lower()] = create_team(by=by, name=line.team)
            counts["teams"] += 1
        if line.team:
            counts["changes"] += _place(by, person, teams[line.team.lower()], line)
    for person, line in leaving:
        set_employment(by=by, person=person, starts_on=person.starts_on, ends_on=line.leaves_on)
    if accounts:
        counts["accounts"] = _give_accounts(by, lines, by_key, by_email)
    return counts


def _give_accounts(by: Actor, lines, by_key, by_email) -> int:
    """How many are new. Roles that are held are left as they are."""
    lines = [line for line in lines if line.email and line.role]
    if unknown := [line for line in lines if line.role not in list(Role)]:
        raise ValidationError(
            [
                _("Line %(n)d: there is no role “%(role)s”.") % {"n": one.number, "role": one.role}
                for one in unknown
            ]
        )
    before = User.objects.count()
    for line in lines:
        person = by_key[line.key.lower()] if line.key else by_email[line.email]
        user = provision_account(
            by=by, user=person.user, email=line.email, name=person.name, external_id=line.key
        )
        if person.user_id != user.pk:
            link_account(by=by, person=person, user=user)
        if not user.grants.filter(role=line.role, ends_on__isnull=True).exists():
            grant_role(by=by, user=user, role=Role(line.role), starts_on=line.starts_on)
    return User.objects.count() - before


def _place(by: Actor, person: Person, team: Team, line) -> bool:
    """Put somebody in (or at the head of) a team as the line says; False where it is so already."""
    verb, rows = (lead_team, person.leaderships) if line.leads else (join_team, person.memberships)
    held = rows.filter(team=team, starts_on=line.starts_on).first()
    if held is None:
        verb(by=by, person=person, team=team, starts_on=line.starts_on, ends_on=line.ends_on)
        return True
    if line.ends_on and held.ends_on != line.ends_on:
        held.ends_on = line.ends_on
        held.save(update_fields=["ends_on"])
        record_change(
            by, "team dates changed", person, after={"team": team.ref, "ends_on": line.ends_on}
        )
        announce("people.changed")
        return True
    return False
