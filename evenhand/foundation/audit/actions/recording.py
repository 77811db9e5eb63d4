"""Writing a line: called inside the transaction of what it records."""

import json
from datetime import datetime, time
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.models import LOOKED, SEARCHED, AuditEntry, AuditPayload
from evenhand.foundation.audit.rules import digests
from evenhand.foundation.reading_order import in_reading_order


@transaction.atomic
def record(
    *,
    by,
    verb: str,
    object_type: str,
    object_ref: str,
    subject_ref: str = "",
    reason: str = "",
    before: Any = None,
    after: Any = None,
    on_behalf_of=None,
) -> AuditEntry:
    """`by` and `on_behalf_of` are actors (`access.viewers.Actor`): a user, a viewer or SYSTEM."""
    payload = AuditPayload(
        subject_ref=subject_ref,
        reason=in_reading_order(reason),
        before=canonical(before),
        after=canonical(after),
        salt=digests.new_salt(),
    )
    said = [getattr(payload, name) for name in digests.PAYLOAD]
    entry = AuditEntry(
        actor_ref=by.ref,
        actor_roles=",".join(sorted(by.roles)) if isinstance(by, Viewer) else "",
        on_behalf_of=on_behalf_of.ref if on_behalf_of else "",
        verb=verb,
        object_type=object_type,
        object_ref=object_ref,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        payload_digest=digests.salted(payload.salt, said),
        salt=digests.new_salt(),
    )
    entry.digest = digests.salted(entry.salt, entry.fields_under_digest())
    entry.save(force_insert=True)
    payload.entry = entry
    payload.save(force_insert=True)
    return entry


def look(*, by: Viewer, subject_ref: str, page: str, reason: str = "") -> None:
    """Somebody opened a page about somebody else: one line a day for each kind of page, so that looking stays quick.

    Two requests at the same instant may leave two lines; none is never left."""
    if by.person_ref == subject_ref or not subject_ref:
        return
    today = timezone.make_aware(datetime.combine(by.today, time.min))
    seen = AuditEntry.objects.filter(
        actor_ref=by.ref,
        at__gte=today,
        verb=LOOKED,
        object_type=page,
        payload__subject_ref=subject_ref,
    )
    if not seen.exists():
        record(
            by=by,
            verb=LOOKED,
            object_type=page,
            object_ref=subject_ref,
            subject_ref=subject_ref,
            reason=reason,
        )


def export(*, by: Viewer, what: str, address: str, subject_ref: str = "") -> None:
    """Somebody took a file away: every time is a line. `what` it shows; `address` with all that was asked."""
    record(
        by=by,
        verb="exported",
        object_type=what,
        object_ref=subject_ref,
        subject_ref=subject_ref,
        after={"address": address},
    )


def searched(*, by: Viewer, what: str, asked: str, found: int) -> None:
    """Somebody searched by words of their own: every time is a line. `what` was searched, `asked` the kind of words.

    Neither the words nor how many were found: both may say whom they had in mind, who may not even be here."""
    record(
        by=by,
        verb=SEARCHED,
        object_type=what,
        object_ref="",
        after={"by": asked, "found": "something" if found else "nothing"},
    )


def canonical(value: Any) -> str:
    """The same value always gives the same text, so that it can be hashed and compared."""
    if value is None:
        return ""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    )
    return in_reading_order(text)
