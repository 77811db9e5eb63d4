"""Telling people, and marking as read. Nothing leaves the machine here."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.notices.queries import notices_about, old_notices


@transaction.atomic
def notify(*, user_ids: Iterable[int], text: str, url: str, kind: str) -> None:
    Notice.objects.bulk_create(
        Notice(user_id=user_id, text=str(text)[:300], url=url, kind=kind)
        for user_id in dict.fromkeys(user_ids)
    )


@transaction.atomic
def mark_all_read(*, by: Actor) -> int:
    unread = Notice.objects.filter(user_id=by.user_id, read_at__isnull=True)
    return unread.update(read_at=timezone.now())


def erase_notices(*, user_id: int | None, names: Iterable[str]) -> None:
    """Notes to somebody, and notes to others that call them by name. Called within an erasure, which is audited."""
    notices_about(user_id=user_id, names=names).delete()


def remove_before(*, before: date) -> int:
    """Called within a removal, which is audited."""
    removed, _by_model = old_notices(before).delete()
    return removed
