"""What dated settings hold about people: only who set them."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.personal import Erase, Keep, Personal

_author = Personal(
    purpose=_("to know who set a rule, and why"), keep=Keep.RECORD, export=True, erase=Erase.KEEP
)

PERSONAL = {DatedSetting: {"set_by": _author, "reason": _author}}
NOT_PERSONAL = {DatedSetting: {"id", "key", "value", "in_force_from", "set_at"}}
