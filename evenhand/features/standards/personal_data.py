"""What standards hold about people: who wrote, said and published what, who was told, and what was adjusted."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.standards.models import (
    Consultation,
    CopyGiven,
    Draft,
    Policy,
    Standard,
    StandardDraft,
    StandardVersion,
    Target,
    TargetAdjustment,
    TargetEnding,
    TargetVersion,
    Version,
    Withdrawal,
)
from evenhand.foundation.personal import Erase, Keep, Personal

_author = Personal(
    purpose=_(
        "to know who is responsible for a policy, a standard or a target, and who published it"
    ),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)
_said = Personal(
    purpose=_("to show that people were consulted, what they said, and what they were answered"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)
_named = Personal(
    purpose=_("to say to whom a target applies that is about named people"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)
_told = Personal(
    purpose=_("to show that somebody was told of a target before they were measured against it"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.DELETE,
)
_adjusted = Personal(
    purpose=_(
        "to hold somebody’s figures against what was agreed with them, and against nothing else"
    ),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {
    Policy: {"owner": _author},
    Draft: {"edited_by": _author},
    Consultation: dict.fromkeys(
        ("whom", "recorded_by", "views", "views_by", "answer", "answered_by"), _said
    ),
    Version: {"consulted": _said, "published_by": _author},
    Standard: {"owner": _author},
    StandardDraft: {"edited_by": _author},
    StandardVersion: {"owner": _author, "published_by": _author},
    Withdrawal: {"by": _author},
    TargetVersion: {"keys": _named, "published_by": _author},
    TargetEnding: {"by": _author},
    CopyGiven: dict.fromkeys(("person", "given_on", "reply_by"), _told) | {"by": _author},
    TargetAdjustment: dict.fromkeys(
        ("target", "person", "threshold", "starts_on", "ends_on"), _adjusted
    ),
}
NOT_PERSONAL = {
    Policy: {"id", "ref", "kind", "title"},
    Draft: {"id", "policy", "sections", "parts", "effective_from", "revision", "edited_at"},
    Consultation: {"id", "ref", "draft", "held_on"},
    Version: {
        "id", "ref", "policy", "number", "title", "sections", "parts", "answered", "unconsulted_reason",
        "effective_from", "published_at", "reason",
    },
    Standard: {"id", "ref", "title"},
    StandardDraft: {"id", "standard", "text", "goal", "effective_from", "revision", "edited_at"},
    StandardVersion: {
        "id", "ref", "standard", "number", "title", "text", "goal_version", "goal_key", "effective_from", "reply_by",
        "published_at", "reason",
    },
    Withdrawal: {"id", "standard", "ends_on", "at", "reason"},
    Target: {"id", "ref", "standard", "kpi_key", "about"},
    TargetVersion: {
        "id", "ref", "target", "number", "standard_version", "kpi_version", "parameters", "where", "direction",
        "threshold", "every", "weeks", "minimum_volume", "counter_key", "counter_version", "effective_from",
        "effective_to", "reply_by", "published_at", "reason",
    },
    TargetEnding: {"id", "target", "ends_on", "at", "reason"},
    CopyGiven: {"id", "ref", "version", "at"},
    TargetAdjustment: {"id", "ref"},
}  # fmt: skip
