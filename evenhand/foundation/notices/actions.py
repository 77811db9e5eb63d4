"""Telling people, and marking as read. Nothing leaves the machine here."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.notices.queries import notices_about, old_notices


def notify(*, user_ids: Iterable[int], text: str, url: str, kind: str) -> None:
    notify_each(places={user_id: url for user_id in user_ids}, text=text, kind=kind)


@transaction.atomic
def notify_each(*, places: Mapping[int, str], text: str, kind: str) -> None:
    """The same words to several, each with an address of their own, by id of the user."""
    Notice.objects.bulk_create(
        Notice(user_id=user_id, text=str(text)[:300], url=url, kind=kind)
        for user_id, url in places.items()
    )


@transaction.atomic
def settle(*, urls: Iterable[str], now_at: str = "") -> None:
    """What was done needs no reading any more: notes to these addresses count as read, whoever got them.

    `now_at`: where they lead from now on, if these addresses go.
    """
    found = Notice.objects.filter(url__in=list(urls))
    found.filter(read_at__isnull=True).update(read_at=timezone.now())
    if now_at:
        found.update(url=now_at)


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
