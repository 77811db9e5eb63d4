"""What insights keep about people: who saved a view. Figures are measured when they are shown."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.insights.models import SavedView
from evenhand.foundation.personal import Erase, Keep, Personal

_own = Personal(
    purpose=_("to find a page of figures again"), keep=Keep.ACCOUNT, export=True, erase=Erase.DELETE
)

PERSONAL: dict = {SavedView: dict.fromkeys(("owner", "name", "address"), _own)}
NOT_PERSONAL: dict = {SavedView: {"id", "ref", "team", "saved_at"}}
