"""What files hold about people: the content belongs to the owner record's declaration."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.files.models import File
from evenhand.foundation.personal import Erase, Keep, Personal

_kept = Personal(
    purpose=_("to keep what was handed over with a record"),
    keep=Keep.RECORD,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {File: {"name": _kept, "by": _kept, "sha256": _kept, "owner_ref": _kept}}
NOT_PERSONAL = {File: {"id", "ref", "size", "content_type", "owner_type", "created_at"}}
