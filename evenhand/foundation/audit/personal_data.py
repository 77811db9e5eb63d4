"""What the audit holds about people."""

from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.personal import Erase, Keep, Personal

_trail = Personal(
    purpose="to prove who did what and who looked at what",
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.KEEP,
)

PERSONAL = {
    AuditEntry: {
        "actor_ref": _trail,
        "actor_name": _trail,
        "on_behalf_of": _trail,
        "subject_ref": _trail,
        "reason": _trail,
        "before": _trail,
        "after": _trail,
    }
}
NOT_PERSONAL = {AuditEntry: {"id", "at", "verb", "object_type", "object_ref", "request_id"}}
