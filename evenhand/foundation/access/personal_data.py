"""What accounts hold about people."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.foundation.access.models import ApiToken, BreakGlass, RoleGrant, User
from evenhand.foundation.personal import Erase, Keep, Personal

_identity = Personal(
    purpose=_("to sign in and to be named beside what one did"),
    keep=Keep.ACCOUNT,
    export=True,
    erase=Erase.REPLACE,
)
_secret = Personal(purpose=_("to sign in"), keep=Keep.ACCOUNT, export=False, erase=Erase.BLANK)
_when = Personal(
    purpose=_("to secure the account"), keep=Keep.ACCOUNT, export=True, erase=Erase.BLANK
)
_role = Personal(
    purpose=_("to decide what may be seen"), keep=Keep.ACCOUNT, export=True, erase=Erase.DELETE
)

_made = Personal(
    purpose=_("to know who lets another system in"),
    keep=Keep.ACCOUNT,
    export=True,
    erase=Erase.DELETE,
)
_opened = Personal(
    purpose=_("to answer for what an administrator opened out of the ordinary"),
    keep=Keep.AUDIT,
    export=True,
    erase=Erase.REPLACE,
)

PERSONAL = {
    User: {
        "email": _identity,
        "name": _identity,
        "external_id": _identity,
        "ends_on": _when,
        "password": _secret,
        "last_login": _when,
        "date_joined": _when,
    },
    ApiToken: {"made_by": _made, "made_at": _made, "name": _made},
    BreakGlass: {name: _opened for name in ("user", "reason", "opened_at", "until", "ended_at")},
    RoleGrant: {
        "user": _role,
        "role": _role,
        "starts_on": _role,
        "ends_on": _role,
        "granted_by": _role,
        "granted_at": _role,
    },
}
NOT_PERSONAL = {
    User: {"id", "ref", "is_active", "is_sample", "must_choose_password"},
    RoleGrant: {"id", "ref"},
    ApiToken: {"id", "ref", "digest", "start", "ends_on", "last_used_at", "revoked_at"},
    BreakGlass: {"id", "ref"},
}
