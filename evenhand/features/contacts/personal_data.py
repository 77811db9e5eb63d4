"""What records about contacts hold about people. Contacts themselves are facts, read when they are shown."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.contacts.models import Correction, Opening
from evenhand.foundation.personal import Erase, Keep, Personal

_opened = Personal(
    purpose=_(
        "to show people who opened their contacts, when and why, and to keep to the limit of monitoring"
    ),
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.KEEP,
)
_said = Personal(
    purpose=_("to credit contacts to whoever handled them, with both sides on the record"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.REPLACE,
)

PERSONAL = {
    Opening: dict.fromkeys(("contact_id", "contact_number", "person", "by", "purpose", "reference", "words"), _opened),
    Correction: dict.fromkeys(
        ("contact_id", "contact_number", "person", "kind", "instead", "words", "state", "answer", "to_person",
         "to_team", "decided_by"),
        _said,
    ),
}  # fmt: skip
NOT_PERSONAL = {
    Opening: {"id", "ref", "sought", "at", "until"},
    Correction: {"id", "ref", "day", "asked_at", "decided_at"},
}
