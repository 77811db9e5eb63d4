"""Saved views, always as somebody."""

from django.shortcuts import get_object_or_404

from evenhand.features.insights.models import SavedView
from evenhand.features.insights.policy import shareable_teams, visible_views
from evenhand.features.people.models import Team
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.access.viewers import Viewer


def saved_views(viewer: Viewer):
    """By name: their own and those shared with their teams."""
    found = SavedView.objects.filter(visible_views(viewer)).select_related("owner", "team")
    return found.distinct()


def own_view(viewer: Viewer, ref: str) -> SavedView:
    """Only its owner changes a view."""
    if "\0" in ref or not viewer.is_someone:
        not_here()
    return get_object_or_404(SavedView, owner_id=viewer.user_id, ref=ref)


def teams_to_share_with(viewer: Viewer):
    return Team.objects.filter(shareable_teams(viewer))
