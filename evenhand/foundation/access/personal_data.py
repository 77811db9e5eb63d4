"""What accounts hold about people."""

from evenhand.foundation.access.models import RoleGrant, User
from evenhand.foundation.personal import Erase, Keep, Personal

_identity = Personal(
    purpose="to sign in and to be named beside what one did",
    keep=Keep.ACCOUNT,
    export=True,
    erase=Erase.REPLACE,
)
_secret = Personal(purpose="to sign in", keep=Keep.ACCOUNT, export=False, erase=Erase.BLANK)
_when = Personal(purpose="to secure the account", keep=Keep.ACCOUNT, export=True, erase=Erase.BLANK)
_role = Personal(
    purpose="to decide what may be seen", keep=Keep.ACCOUNT, export=True, erase=Erase.DELETE
)

PERSONAL = {
    User: {
        "email": _identity,
        "name": _identity,
        "password": _secret,
        "last_login": _when,
        "date_joined": _when,
    },
    RoleGrant: {
        "user": _role,
        "role": _role,
        "starts_on": _role,
        "ends_on": _role,
        "granted_by": _role,
        "granted_at": _role,
    },
}
NOT_PERSONAL = {User: {"id", "ref", "is_active", "is_sample"}, RoleGrant: {"id", "ref"}}
