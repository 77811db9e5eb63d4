"""What the audit holds about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.audit.models import AuditEntry, AuditPayload, AuditSeal, AuditTombstone
from evenhand.foundation.personal import Erase, Keep, Personal

_trail = Personal(
    purpose=_("to prove who did what and who looked at what"),
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.KEEP,
)
_content = Personal(
    purpose=_("to prove what was done about whom, and why"),
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.REPLACE,
)

PERSONAL = {
    AuditEntry: {"actor_ref": _trail, "actor_roles": _trail, "on_behalf_of": _trail},
    AuditPayload: {name: _content for name in ("subject_ref", "reason", "before", "after")},
    AuditTombstone: {"by_ref": _trail},
}
NOT_PERSONAL = {
    AuditEntry: {
        "id",
        "at",
        "verb",
        "object_type",
        "object_ref",
        "request_id",
        "payload_digest",
        "salt",
        "digest",
    },
    AuditPayload: {"entry", "salt"},
    AuditTombstone: {"entry_id", "removal_id", "payload_digest", "rule", "at"},
    AuditSeal: {
        "number",
        "first_id",
        "last_id",
        "count",
        "leaves",
        "previous",
        "hash",
        "at",
    },
}
