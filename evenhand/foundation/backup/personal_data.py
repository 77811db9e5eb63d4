"""What the log of removals holds about people: who decided. Of whom is a ref that means nobody any more."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.personal import Erase, Keep, Personal

_decided = Personal(
    purpose=_("to prove who had something erased, and to erase it again after a restore"),
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.KEEP,
)

PERSONAL = {Removal: {"by_ref": _decided, "subject_ref": _decided}}
NOT_PERSONAL = {Removal: {"id", "ref", "kind", "rule", "at", "lines", "done_at"}}
