"""Whom a viewer may see, and which facts count for them. The only place that makes a `Scope`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from django.db.models import Q

from evenhand.analysis.scope import Scope
from evenhand.features.people.models import Leadership, Membership, Person
from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import EVERY_ROLE, Relation, Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.guests.queries import opened_refs

# A total over few people is a figure of a person. Who may see no single person's figures sees totals
# over at least so many people each; a representative over more.
SMALLEST_CELL, SMALLEST_CELL_OF_A_REPRESENTATIVE = 5, 10


class Ability(StrEnum):
    LIST_EVERYONE = "list everyone"
    CHANGE_PEOPLE = "change people and teams"
    BRING_IN_PEOPLE = "bring in people"
    READ_OPENING_HOURS = "read when the service is open"
    SET_OPENING_HOURS = "set when the service is open"
    SEE_EVERY_FIGURE = "see every person's figures"
    SEE_TOTALS = "see totals of the organisation and its teams"
    SEE_LARGE_TOTALS = "see totals over ten people or more"
    SEE_LED = "see the people of the teams that one leads"
    SEE_OPENED = "see the figures of a person who was opened to one, for a time"
    SEE_ADJUSTMENT = "see what was adjusted for somebody"
    SEE_WHY_ADJUSTED = "see why something was adjusted for somebody"
    AGREE_ADJUSTMENT = "write down an adjustment that was agreed"


MAY: May = {
    Ability.LIST_EVERYONE: frozenset({Role.ADMINISTRATOR, Role.HR_ADVISER, Role.SERVICE_MANAGER}),
    Ability.CHANGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Ability.BRING_IN_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Ability.READ_OPENING_HOURS: EVERY_ROLE - {Role.GUEST},
    Ability.SET_OPENING_HOURS: frozenset({Role.ADMINISTRATOR, Role.SERVICE_MANAGER}),
    Ability.SEE_EVERY_FIGURE: frozenset({Role.SERVICE_MANAGER}),
    Ability.SEE_TOTALS: frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.QUALITY_ANALYST}),
    Ability.SEE_LARGE_TOTALS: frozenset({Role.REPRESENTATIVE}),
    Ability.SEE_LED: frozenset({Role.TEAM_LEADER}),
    Ability.SEE_OPENED: frozenset({Relation.PARTICIPANT}),
    # Whoever leads somebody sees what is done differently, never why.
    Ability.SEE_ADJUSTMENT: frozenset({Relation.SELF, Relation.LEADER, Role.HR_ADVISER}),
    Ability.SEE_WHY_ADJUSTED: frozenset({Relation.SELF, Role.HR_ADVISER}),
    Ability.AGREE_ADJUSTMENT: frozenset({Role.HR_ADVISER}),
}


def holding(today: date) -> Q:
    """What holds today. Past leaders lose access."""
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gt=today))


def led_teams(viewer: Viewer) -> list[int]:
    if not (viewer.is_someone and may(viewer, Ability.SEE_LED, MAY)):
        return []
    held = Leadership.objects.filter(holding(viewer.today), person__user_id=viewer.user_id)
    return list(held.values_list("team_id", flat=True))


def scope(viewer: Viewer) -> Scope:
    """The facts that count for this viewer, today."""
    if not viewer.is_someone:
        return Scope()
    teams = led_teams(viewer)
    members = Membership.objects.filter(holding(viewer.today), team_id__in=teams).values_list(
        "person_id", flat=True
    )
    own = Person.objects.filter(Q(user_id=viewer.user_id) | opened_people(viewer))
    totals = may(viewer, Ability.SEE_TOTALS, MAY)
    large = may(viewer, Ability.SEE_LARGE_TOTALS, MAY) and not totals
    return Scope(
        organisation=totals or large,
        teams=frozenset(teams),
        people=frozenset([*members, *own.values_list("id", flat=True)]),
        every_person=may(viewer, Ability.SEE_EVERY_FIGURE, MAY),
        smallest_cell=_smallest_cell(viewer, totals, large),
    )


def scope_with(seen: Scope, people: Iterable[int]) -> Scope:
    """The scope, and people whom a record opens to the viewer for one page: never for figures."""
    return replace(seen, people=seen.people | frozenset(people))


def scope_of_everybody() -> Scope:
    """Every person's facts, for the run that says where everybody stands: what it keeps is read by its own policy."""
    return scope_of_whole(Scope())


def scope_of_whole(seen: Scope) -> Scope:
    """The scope, for one contact that a purpose opens to the viewer with everybody in it: never for figures."""
    return replace(seen, organisation=True, every_person=True)


def _smallest_cell(viewer: Viewer, totals: bool, large: bool) -> int:
    if may(viewer, Ability.SEE_EVERY_FIGURE, MAY):
        return 0
    return SMALLEST_CELL if totals else SMALLEST_CELL_OF_A_REPRESENTATIVE if large else 0


def visible_people(viewer: Viewer) -> Q:
    """The persons whose record this viewer may open."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    if may(viewer, Ability.LIST_EVERYONE, MAY):
        return Q(pk__isnull=False)  # an empty Q would fall out of an `or`
    members = Membership.objects.filter(holding(viewer.today), team_id__in=led_teams(viewer))
    return Q(user_id=viewer.user_id) | Q(pk__in=members.values("person_id"))


def opened_people(viewer: Viewer) -> Q:
    """The persons whose figures somebody opened to this viewer: not their record."""
    return Q(ref__in=opened_refs(viewer, "person"))


def relations(viewer: Viewer, person: Person) -> frozenset[Relation]:
    """What the viewer is to a person today."""
    if not viewer.is_someone:
        return frozenset()
    found = set()
    if person.user_id == viewer.user_id:
        found.add(Relation.SELF)
    led = Membership.objects.filter(holding(viewer.today), team_id__in=led_teams(viewer))
    if led.filter(person=person).exists():
        found.add(Relation.LEADER)
    return frozenset(found)


def sees_anyway(viewer: Viewer, person: Person) -> bool:
    """Whether the person's figures are the viewer's to see without being opened to them."""
    return may(viewer, Ability.SEE_EVERY_FIGURE, MAY) or bool(relations(viewer, person))


def may_export(viewer: Viewer, person: Person | None) -> bool:
    """Whether a page may leave as a file. What was opened to a guest is for the screen; without a person, a
    page may speak of everybody who was opened."""
    asked = [person] if person else Person.objects.filter(opened_people(viewer))
    opened = opened_refs(viewer, "person")
    return all(
        sees_anyway(viewer, one) or not opened.filter(object_ref=one.ref).exists() for one in asked
    )


def visible_teams(viewer: Viewer) -> Q:
    """The teams whose total this viewer may open."""
    sees = (Ability.SEE_TOTALS, Ability.SEE_LARGE_TOTALS, Ability.LIST_EVERYONE)
    if any(may(viewer, ability, MAY) for ability in sees):
        return Q()
    return Q(pk__in=led_teams(viewer))
