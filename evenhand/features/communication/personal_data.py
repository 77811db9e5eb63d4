"""What acknowledgements hold about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.communication.models import Question, Request, Round
from evenhand.foundation.personal import Erase, Keep, Personal

_asked = Personal(
    purpose=_(
        "to show that people were told, and what they answered, with both sides on the record"
    ),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.KEEP,
)
_said = Personal(
    purpose=_("to answer what people ask about what concerns them"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.REPLACE,
)
_owner = Personal(purpose=_("to know who answers"), keep=Keep.RECORD, export=True, erase=Erase.KEEP)
_ended = Personal(
    purpose=_("to tell whoever was asked to read something who ended it, and why"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.KEEP,
)
_why_ended = Personal(purpose=_ended.purpose, keep=Keep.RECORD, export=True, erase=Erase.REPLACE)

PERSONAL = {
    Round: {"owner": _owner, "withdrawn_by": _ended, "withdrawn_because": _why_ended},
    Request: {"user": _asked, "state": _asked, "words": _said, "answered_at": _asked},
    Question: {"request": _asked, "words": _said, "answer": _said, "answered_by": _owner},
}
NOT_PERSONAL = {
    Round: {
        "id",
        "ref",
        "object_type",
        "object_ref",
        "version",
        "title",
        "url",
        "at",
        "withdrawn_at",
        "withdrawn_from",
    },
    Request: {"id", "ref", "round", "asked_at", "reply_by"},
    Question: {"id", "ref", "asked_at", "answered_at"},
}
