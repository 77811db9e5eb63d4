"""What the records of people hold about them."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.people.models import (
    Adjustment,
    Leadership,
    Membership,
    Person,
    SourceKey,
    Team,
)
from evenhand.foundation.personal import Erase, Keep, Personal

_who = Personal(
    purpose=_("to know whose work is counted"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.REPLACE,
)
_where = Personal(
    purpose=_("to credit work to the right team and to know who leads whom"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.DELETE,
)
_employed = Personal(
    purpose=_("to close access on the day somebody leaves"),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.BLANK,
)
_adjusted = Personal(
    purpose=_(
        "to do for somebody what was agreed with them; may say something of their health, so kept from everybody else"
    ),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.DELETE,
)

PERSONAL = {
    Adjustment: {
        name: _adjusted for name in ("person", "words", "because", "starts_on", "ends_on")
    },
    Person: {name: _who for name in ("name", "email", "user")}
    | {name: _employed for name in ("starts_on", "ends_on")},
    Membership: {name: _where for name in ("person", "team", "starts_on", "ends_on")},
    Leadership: {name: _where for name in ("person", "team", "starts_on", "ends_on")},
    SourceKey: {name: _where for name in ("person", "source", "key")},
}
NOT_PERSONAL = {
    Adjustment: {"id", "ref"},
    Team: {"id", "ref", "name"},
    Person: {"id", "ref"},
    Membership: {"id"},
    Leadership: {"id"},
    SourceKey: {"id"},
}
