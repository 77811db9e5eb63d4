"""Keeping a page of figures under a name, renaming it, removing it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evenhand.features.insights.models import SavedView
from evenhand.features.insights.policy import shareable_teams
from evenhand.features.insights.rules.addresses import clean, names_a_person
from evenhand.features.people.models import Team
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record

MOST = 200  # views of one person


@transaction.atomic
def save_view(*, by: Viewer, name: str, address: str, team: Team | None = None) -> SavedView:
    """An address that is no page of figures is refused; so is sharing a page about one person."""
    kept, name = clean(address), name.strip()
    if not kept:
        raise ValidationError(_("Only pages of figures can be saved as views."))
    _require_name(name)
    if team is not None:
        if names_a_person(kept):
            raise ValidationError(_("A view about one person is not shared with a team."))
        if not Team.objects.filter(shareable_teams(by), pk=team.pk).exists():
            raise ValidationError(_("Share it with a team in which you work or which you lead."))
    if SavedView.objects.filter(owner_id=by.user_id).count() >= MOST:
        raise ValidationError(_("You keep very many views already. Remove one first."))
    view = SavedView(owner_id=by.user_id, name=name, address=kept, team=team)
    _write(view)
    record(by=by, verb="view saved", object_type="view", object_ref=view.ref, after=_said(view))
    return view


@transaction.atomic
def rename_view(*, by: Viewer, view: SavedView, name: str) -> None:
    name, before = name.strip(), _said(view)
    _require_name(name)
    view.name = name
    _write(view)
    record(
        by=by, verb="view renamed", object_type="view", object_ref=view.ref, before=before, after=_said(view)
    )  # fmt: skip


@transaction.atomic
def remove_view(*, by: Viewer, view: SavedView) -> None:
    record(by=by, verb="view removed", object_type="view", object_ref=view.ref, before=_said(view))
    view.delete()


def _require_name(name: str) -> None:
    if not name:
        raise ValidationError(_("Give the view a name."))


def _write(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as clash:
        raise ValidationError(_("You have a view of this name already.")) from clash


def _said(view: SavedView) -> dict:
    """For the audit: not the address, which may name whom it is about."""
    return {"name": view.name, "team": view.team.ref if view.team else None}


def erase_views(*, user_id: int) -> None:
    """Called within an erasure, which is audited."""
    SavedView.objects.filter(owner_id=user_id).delete()
