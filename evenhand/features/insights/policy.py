"""Who may read definitions, and who may set what a definition leaves open or what is expected."""

from enum import StrEnum

from django.db.models import Q

from evenhand.features.people.models import Membership
from evenhand.features.people.policy import holding, led_teams
from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import EVERY_ROLE, Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    READ_DEFINITIONS = "read how figures are counted"
    SET_DEFINITIONS = "set what a definition leaves open"
    SET_EXPECTATIONS = "set what we expect of a figure"


MAY: May = {
    # How one is counted is nobody's secret, nor what is expected.
    Ability.READ_DEFINITIONS: EVERY_ROLE - {Role.GUEST},
    Ability.SET_DEFINITIONS: frozenset({Role.ADMINISTRATOR, Role.SERVICE_MANAGER}),
    Ability.SET_EXPECTATIONS: frozenset({Role.SERVICE_MANAGER}),
}


def visible_views(viewer: Viewer) -> Q:
    """Their own, and those shared with a team in which they work or which they lead today."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    held = Membership.objects.filter(holding(viewer.today), person__user_id=viewer.user_id)
    return (
        Q(owner_id=viewer.user_id)
        | Q(team_id__in=held.values("team_id"))
        | Q(team_id__in=led_teams(viewer))
    )


def shareable_teams(viewer: Viewer) -> Q:
    """The teams with which they may share a view: where they work, and which they lead."""
    if not viewer.is_someone:
        return Q(pk__in=[])
    held = Membership.objects.filter(holding(viewer.today), person__user_id=viewer.user_id)
    return Q(pk__in=held.values("team_id")) | Q(pk__in=led_teams(viewer)) | _any_team(viewer)


def _any_team(viewer: Viewer) -> Q:
    return Q(pk__isnull=False) if viewer.has(Role.SERVICE_MANAGER) else Q(pk__in=[])
