"""The one door through which a content of the audit may go: its line stays, and a tombstone says why."""

from collections.abc import Iterable
from itertools import batched

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions.recording import record
from evenhand.foundation.audit.models import REMOVED, AuditEntry, AuditPayload, AuditTombstone

_AT_ONCE = 500


@transaction.atomic
def remove_contents(*, by: Actor, entry_ids: Iterable[int], rule: str, decision: str) -> int:
    """Remove what these lines say (subject, reason, before, after) with its salt. Gives how many there were.

    `decision`: the ref of what `backup.removals.note` wrote, by the same actor and the same rule; its log is outside
    the database, and a removal that it does not know of is taken for tampering.
    A line that records a removal keeps its content: it holds numbers of lines and no more, and is the evidence."""
    if not rule.strip():
        raise ValidationError(_("Say by which rule it is removed: the rule stays in its place."))
    wanted = sorted(set(entry_ids))
    return sum(
        _remove(by, numbers, rule.strip(), decision) for numbers in batched(wanted, _AT_ONCE)
    )


def _remove(by: Actor, numbers: tuple[int, ...], rule: str, decision: str) -> int:
    held = AuditEntry.objects.filter(pk__in=numbers, payload__isnull=False).exclude(verb=REMOVED)
    digests = dict(held.order_by("pk").values_list("pk", "payload_digest"))
    if not digests:
        return 0
    removal = record(
        by=by,
        verb=REMOVED,
        object_type="audit",
        object_ref=f"{min(digests)}-{max(digests)}",
        after={"rule": rule, "lines": list(digests), "decision": decision},
    )
    AuditTombstone.objects.bulk_create(
        AuditTombstone(
            entry_id=number, removal_id=removal.pk, payload_digest=digest, rule=rule, by_ref=by.ref
        )
        for number, digest in digests.items()
    )
    AuditPayload.objects.filter(pk__in=digests).delete()
    return len(digests)
