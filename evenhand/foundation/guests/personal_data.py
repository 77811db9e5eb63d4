"""What participant rows hold about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.guests.models import Participation
from evenhand.foundation.personal import Erase, Keep, Personal

_let_in = Personal(
    purpose=_("to know who was let in to a record, by whom, why and for how long"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {
    Participation: {
        name: _let_in
        for name in (
            "user", "object_type", "object_ref", "part", "reason", "starts_on", "ends_on", "opened_by",
            "opened_at", "closed_at",
        )
    }
}  # fmt: skip
NOT_PERSONAL = {Participation: {"id", "ref"}}
