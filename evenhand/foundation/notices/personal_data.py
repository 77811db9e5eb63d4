"""What the inbox holds about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.personal import Erase, Keep, Personal

_told = Personal(
    purpose=_("to tell a user what concerns them"),
    keep=Keep.SHORT,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {Notice: {"user": _told, "text": _told, "url": _told, "read_at": _told}}
NOT_PERSONAL = {Notice: {"id", "ref", "at", "kind"}}
