"""Saved views, always as somebody."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from evenhand.features.insights.models import SavedView
from evenhand.features.insights.policy import shareable_teams, visible_views
from evenhand.features.insights.rules.addresses import named
from evenhand.features.people import queries as people
from evenhand.features.people.models import Team
from evenhand.features.people.policy import scope
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.access.viewers import Viewer


@dataclass(frozen=True)
class Listed:
    """A view in the list of a viewer, and whether its page opens to them today."""

    view: SavedView
    is_own: bool
    opens: bool


def saved_views(viewer: Viewer) -> list[Listed]:
    """By name: their own, and those shared with their teams as far as the page opens to them."""
    found = SavedView.objects.filter(visible_views(viewer)).select_related("owner", "team")
    listed = [
        Listed(one, one.owner_id == viewer.user_id, _opens(viewer, one.address))
        for one in found.distinct()
    ]
    return [one for one in listed if one.is_own or one.opens]


def _opens(viewer: Viewer, address: str) -> bool:
    """As the pages themselves decide it: the whole, or the team and the person that the address names."""
    teams, persons = named(address)
    seen = scope(viewer)
    if not (teams or persons):
        return seen.organisation
    of_teams = people.teams(viewer).filter(ref__in=teams)
    of_persons = people.people(viewer).filter(ref__in=persons)
    return (
        [seen.sees_team(one.pk) for one in of_teams] == [True] * len(teams)
        and [seen.sees_person(one.pk) for one in of_persons] == [True] * len(persons)
    )  # fmt: skip


def own_view(viewer: Viewer, ref: str) -> SavedView:
    """Only its owner changes a view."""
    if "\0" in ref or not viewer.is_someone:
        not_here()
    return get_object_or_404(SavedView, owner_id=viewer.user_id, ref=ref)


def teams_to_share_with(viewer: Viewer):
    return Team.objects.filter(shareable_teams(viewer))


def views_kept(user_id: int | None) -> int:
    """How many an account has."""
    return SavedView.objects.filter(owner_id=user_id).count() if user_id else 0
