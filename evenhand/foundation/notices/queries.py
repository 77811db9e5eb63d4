"""Reading one's own inbox."""

from datetime import date

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
