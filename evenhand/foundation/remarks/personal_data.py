"""What remarks hold about people: who said what, and of whom."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.personal import Erase, Keep, Personal
from evenhand.foundation.remarks.models import Remark

_words = Personal(
    purpose=_("to have both sides beside every figure and record for as long as it exists"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {
    Remark: dict.fromkeys(
        ("subject_ref", "author", "words", "at", "taken_back_at", "object_ref"), _words
    )
}
NOT_PERSONAL = {Remark: {"id", "ref", "object_type", "pin"}}
