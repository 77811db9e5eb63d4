"""Writing the audit: one verb, called inside the transaction of what it records."""

import json
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder

from evenhand.foundation.audit.models import AuditEntry


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
    return AuditEntry.objects.create(
        actor_ref=by.ref,
        actor_name=by.name,
        on_behalf_of=on_behalf_of.ref if on_behalf_of else "",
        verb=verb,
        object_type=object_type,
        object_ref=object_ref,
        subject_ref=subject_ref,
        reason=reason,
        before=canonical(before),
        after=canonical(after),
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
    )


def canonical(value: Any) -> str:
    """The same value always gives the same text, so that it can be hashed and compared."""
    if value is None:
        return ""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    )
