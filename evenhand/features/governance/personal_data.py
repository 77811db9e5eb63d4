"""What governance holds about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.governance.models import LegalHold
from evenhand.foundation.personal import Erase, Keep, Personal

_held = Personal(
    purpose=_("to keep what a claim or a court may need"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.REPLACE,
)

PERSONAL = {LegalHold: dict.fromkeys(("person", "reason", "set_by", "ended_by"), _held)}
NOT_PERSONAL = {LegalHold: {"id", "ref", "set_at", "ended_at"}}
