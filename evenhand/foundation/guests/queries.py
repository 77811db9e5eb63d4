"""What is open to whom."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.guests.models import Participation
from evenhand.foundation.guests.policy import holding


def opened_refs(viewer: Viewer, object_type: str):
    """The refs of what is open to the viewer today, as a subquery."""
    held = Participation.objects.filter(
        holding(viewer.today), user_id=viewer.user_id, object_type=object_type
    )
    return held.values("object_ref")


def opened_to(viewer: Viewer) -> list[Participation]:
    """What is open to the viewer today, the latest first."""
    found = Participation.objects.filter(holding(viewer.today), user_id=viewer.user_id)
    return list(found.select_related("opened_by"))


def participants(object_type: str, object_ref: str) -> list[Participation]:
    """Everybody who was ever let in to one record, with the days."""
    found = Participation.objects.filter(object_type=object_type, object_ref=object_ref)
    return list(found.select_related("user", "opened_by"))


def kept_of(*, user_id: int | None, object_type: str, object_ref: str):
    """Whatever was opened to an account, and to whom one record was opened: for an erasure."""
    about = Q(object_type=object_type, object_ref=object_ref)
    return Participation.objects.filter(about | Q(user_id=user_id) if user_id else about)


def participation(object_type: str, object_ref: str, ref: str) -> Participation:
    return get_object_or_404(Participation, ref=ref, object_type=object_type, object_ref=object_ref)
