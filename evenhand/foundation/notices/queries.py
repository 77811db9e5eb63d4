"""Reading one's own inbox."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.notices.models import Notice


def notices(viewer: Viewer, *, unread: bool = False):
    found = Notice.objects.filter(user_id=viewer.user_id)
    return found.filter(read_at__isnull=True) if unread else found


def unread_count(viewer: Viewer) -> int:
    if not viewer.is_someone:
        return 0
    return notices(viewer, unread=True).count()


def old_notices(before: date):
    """Of days before this one, whoever they are to: for removing them."""
    return Notice.objects.filter(at__date__lt=before)


def notices_about(*, user_id: int | None, names: Iterable[str]):
    """Notes to somebody, and notes to others that call them by name."""
    about = Q(user_id=user_id) if user_id else Q(pk__in=())
    for name in names:
        about |= Q(text__icontains=name)
    return Notice.objects.filter(about)
