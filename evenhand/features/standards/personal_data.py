"""What policies hold about people: who wrote, said and published what."""

from evenhand.features.standards.models import Consultation, Draft, Policy, Version
from evenhand.foundation.personal import Erase, Keep, Personal

_author = Personal(
    purpose="to know who is responsible for a policy, and who published it",
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)
_said = Personal(
    purpose="to show that people were consulted, what they said, and what they were answered",
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)

PERSONAL = {
    Policy: {"owner": _author},
    Draft: {"edited_by": _author},
    Consultation: dict.fromkeys(
        ("whom", "recorded_by", "views", "views_by", "answer", "answered_by"), _said
    ),
    Version: {"consulted": _said, "published_by": _author},
}
NOT_PERSONAL = {
    Policy: {"id", "ref", "kind", "title"},
    Draft: {"id", "policy", "sections", "parts", "effective_from", "revision", "edited_at"},
    Consultation: {"id", "ref", "draft", "held_on"},
    Version: {
        "id", "ref", "policy", "number", "title", "sections", "parts", "answered", "unconsulted_reason",
        "effective_from", "published_at", "reason",
    },
}  # fmt: skip
