"""Accounts for the people of a CSV file who have an email and a role in it."""

from evenhand.features.people.actions.records import link_account
from evenhand.features.people.models import Person
from evenhand.features.people.rules.people_file import Fault, Line
from evenhand.foundation.access.actions import grant_role, provision_account
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor


def unknown_roles(lines: list[Line]) -> list[Fault]:
    return [
        line.fault("role", f"There is no role “{line.role}”")
        for line in lines
        if line.email and line.role and line.role not in list(Role)
    ]


def give_account(*, by: Actor, person: Person, line: Line) -> bool:
    """Whether anything is new by it. A role that is held is left as it is."""
    held = _said(person.user)
    user = provision_account(
        by=by, user=person.user, email=line.email, name=person.name, external_id=line.key
    )
    is_new = held != _said(user)
    if person.user_id != user.pk:
        link_account(by=by, person=person, user=user)
    if not user.grants.filter(role=line.role, ends_on__isnull=True).exists():
        grant_role(by=by, user=user, role=Role(line.role), starts_on=line.starts_on)
        is_new = True
    return is_new


def _said(user: User | None) -> tuple:
    return (user.pk, user.email, user.name, user.external_id) if user else ()
