"""Who may open another person's words, for what; who may see and decide what people say is wrong."""

from enum import StrEnum

from django.db.models import Q

from evenhand.features.contacts.rules.purposes import Purpose
from evenhand.features.people.models import Membership
from evenhand.features.people.policy import holding, led_teams
from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    OPEN_DRAWN = "open words for a review drawn by a plan"
    OPEN_FOR_COMPLAINT = "open words for a complaint"
    OPEN_FOR_SECOND_LOOK = "open words for a second look"
    OPEN_FOR_SUBJECT_ACCESS = "open words for a request for one's own data"
    REACH_EVERY = "reach every contact, behind a purpose"
    DECIDE_OF_LED = "answer corrections of the people one leads"
    DECIDE_EVERY = "answer every correction"
    SEE_EVERY = "see every correction"


# Of the contacts that one may open at all. Whoever reaches every contact sees no single person's figures: of a contact
# they see nothing about anybody before they gave a purpose. HR comes to one through a claim that waits for an answer.
MAY: May = {
    Ability.OPEN_DRAWN: frozenset({Role.TEAM_LEADER, Role.QUALITY_ANALYST, Role.SERVICE_MANAGER}),
    Ability.OPEN_FOR_COMPLAINT: frozenset(
        {Role.TEAM_LEADER, Role.QUALITY_ANALYST, Role.SERVICE_MANAGER, Role.HR_ADVISER}
    ),
    Ability.OPEN_FOR_SECOND_LOOK: frozenset(
        {Role.TEAM_LEADER, Role.QUALITY_ANALYST, Role.SERVICE_MANAGER, Role.HR_ADVISER}
    ),
    Ability.OPEN_FOR_SUBJECT_ACCESS: frozenset({Role.HR_ADVISER, Role.PRIVACY_OFFICER}),
    Ability.REACH_EVERY: frozenset({Role.QUALITY_ANALYST, Role.PRIVACY_OFFICER}),
    Ability.DECIDE_OF_LED: frozenset({Role.TEAM_LEADER}),
    Ability.DECIDE_EVERY: frozenset({Role.SERVICE_MANAGER, Role.ADMINISTRATOR}),
    Ability.SEE_EVERY: frozenset({Role.SERVICE_MANAGER, Role.ADMINISTRATOR, Role.HR_ADVISER}),
}

FOR_PURPOSE = {
    Purpose.DRAWN: Ability.OPEN_DRAWN,
    Purpose.COMPLAINT: Ability.OPEN_FOR_COMPLAINT,
    Purpose.SECOND_LOOK: Ability.OPEN_FOR_SECOND_LOOK,
    Purpose.SUBJECT_ACCESS: Ability.OPEN_FOR_SUBJECT_ACCESS,
}


def purposes_of(viewer: Viewer) -> frozenset[Purpose]:
    return frozenset(p for p, ability in FOR_PURPOSE.items() if may(viewer, ability, MAY))


def reaches_every(viewer: Viewer) -> bool:
    """Whether the viewer may come to any contact, to open it for a purpose."""
    return viewer.is_someone and may(viewer, Ability.REACH_EVERY, MAY)


def _of_led(viewer: Viewer) -> Q:
    """About people who are today in a team that the viewer leads."""
    if not may(viewer, Ability.DECIDE_OF_LED, MAY):
        return Q(pk__in=[])
    members = Membership.objects.filter(holding(viewer.today), team_id__in=led_teams(viewer))
    return Q(person_id__in=members.values("person_id"))


def visible_corrections(viewer: Viewer) -> Q:
    """One's own, and those that one may answer or look after."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    if may(viewer, Ability.SEE_EVERY, MAY):
        return Q()
    return Q(person__user_id=viewer.user_id) | _of_led(viewer)


def decidable_corrections(viewer: Viewer) -> Q:
    """Those that one may answer: never one's own."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    own = Q(person__user_id=viewer.user_id)
    return ~own & (Q() if may(viewer, Ability.DECIDE_EVERY, MAY) else _of_led(viewer))
