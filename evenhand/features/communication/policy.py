"""Who sees how a round stands, and who answers what people ask."""

from enum import StrEnum

from django.db.models import Q

from evenhand.features.people.models import Person
from evenhand.features.people.policy import visible_people
from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    SEE_EVERY_ROUND = "see who of everybody has not answered"
    SEE_ROUND_OF_LED = "see who of the people one leads has not answered"
    ANSWER_EVERY_QUESTION = "answer questions in place of whoever is asked"


MAY: May = {
    Ability.SEE_EVERY_ROUND: frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER}),
    Ability.SEE_ROUND_OF_LED: frozenset({Role.TEAM_LEADER}),
    Ability.ANSWER_EVERY_QUESTION: frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER}),
}


def sees_rounds(viewer: Viewer) -> bool:
    sees = (Ability.SEE_EVERY_ROUND, Ability.SEE_ROUND_OF_LED)
    return viewer.is_someone and any(may(viewer, one, MAY) for one in sees)


def visible_requests(viewer: Viewer) -> Q:
    """The requests of whom the viewer may be told that they have not answered."""
    if not sees_rounds(viewer):
        return Q(pk__in=[])
    if may(viewer, Ability.SEE_EVERY_ROUND, MAY):
        return Q()
    led = Person.objects.filter(visible_people(viewer), user__isnull=False)
    return Q(user_id__in=led.values("user_id"))


def answerable_questions(viewer: Viewer) -> Q:
    """Those put to the viewer, and all where they may stand in; never their own."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    asked = Q() if may(viewer, Ability.ANSWER_EVERY_QUESTION, MAY) else Q(request__round__owner_id=viewer.user_id)  # fmt: skip
    return asked & ~Q(request__user_id=viewer.user_id)
