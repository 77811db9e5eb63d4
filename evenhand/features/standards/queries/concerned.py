"""Whom something that is published concerns: who is asked to read it, and who has no account and is handed a copy."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from evenhand.features.people.models import Leadership, Membership, Person
from evenhand.features.people.policy import holding
from evenhand.features.standards.queries.targets import Held, people_ahead
from evenhand.features.standards.rules.targets import About, Where
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import roles_on, users_with
from evenhand.foundation.access.roles import EVERY_ROLE, Role

AT_WORK = EVERY_ROLE - {Role.GUEST}
# Who serves customers, leads those who do, or judges how they are served.
SERVING = frozenset({Role.AGENT, Role.TEAM_LEADER, Role.QUALITY_ANALYST})


@dataclass(frozen=True)
class Concerned:
    """Whom a version is shown to: accounts, how many by role, and how many people have no account."""

    users: tuple[User, ...]
    by_role: tuple[tuple[Role, int], ...]
    without_account: int


def concerned(today: date, roles: Collection[Role] = AT_WORK) -> Concerned:
    """Everybody who works here in one of these roles: all accounts that hold one, and all people without an account."""
    users = {one.pk: one for role in roles for one in users_with(role, today)}
    working = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    without = Person.objects.filter(working, user__isnull=True).count()
    return _concerned(users, without, today)


def _concerned(users: dict[int, User], without: int, today: date) -> Concerned:
    counts = Counter(role for held in roles_on(users, today).values() for role in held)
    return Concerned(
        users=tuple(sorted(users.values(), key=lambda one: (one.name.lower(), one.pk))),
        by_role=tuple((role, counts[role]) for role in Role if counts[role] and role in AT_WORK),
        without_account=without,
    )


def concerned_by_targets(found: Iterable[Held], today: date) -> dict[int, Concerned]:
    """By id of the version: those whose own figures are held against it, and whoever leads them today.

    Of a total, which measures nobody, only those who lead the teams in it."""
    found = list(found)
    ahead = people_ahead(today, target__about=About.PERSON)
    teams = list(Membership.objects.filter(holding(today)).values_list("team_id", "person_id"))
    leads = list(Leadership.objects.filter(holding(today)).values_list("team_id", "person_id"))
    accounts = {one.pk: one for one in Person.objects.select_related("user")}
    able = {one.pk for one in concerned(today).users}
    result = {}
    for one in found:
        measured = ahead.get(one.version.pk, frozenset())
        of_teams = _teams_of_total(one, teams) or {t for t, person in teams if person in measured}
        people = measured | {person for team, person in leads if team in of_teams}
        users = [accounts[person].user for person in people if accounts[person].user_id in able]
        without = sum(accounts[person].user_id not in able for person in people)
        result[one.version.pk] = _concerned({user.pk: user for user in users}, without, today)
    return result


def _teams_of_total(one: Held, teams: list[tuple[int, int]]) -> frozenset[int]:
    if one.about is not About.TOTAL:
        return frozenset()
    return one.keys if one.where is Where.TEAMS else frozenset(team for team, _person in teams)
