"""Where somebody is signed in. The rows are allauth's; which are shown and how is ours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from evenhand.foundation.access.models import User
from evenhand.foundation.access.rules.devices import device
from evenhand.foundation.access.viewers import Viewer

EVERY = timedelta(minutes=5)  # a row for each page would be a write for each page
SEEN, BEGUN = "seen", "begun"


@dataclass(frozen=True)
class Shown:
    ref: str
    words: str
    address: str
    since: datetime
    seen: datetime
    is_this: bool


def is_over(request) -> bool:
    """Whether it has lasted as long as a session may, however busy it was. Counted from when it was first seen."""
    now = timezone.now().timestamp()
    begun = request.session.setdefault(BEGUN, now)
    return now - begun >= settings.EVENHAND_LONGEST_SESSION.total_seconds()


def note(request) -> None:
    """Keeps when this session was last seen, to within five minutes."""
    key, now = request.session.session_key, timezone.now()
    seen = request.session.get(SEEN, {})
    if seen.get("key") == key and now.timestamp() - seen["at"] < EVERY.total_seconds():
        return
    facts = {
        "user_id": request.user.pk,
        "ip": get_adapter().get_client_ip(request),
        "user_agent": request.headers.get("User-Agent", "")[:_LONGEST],
        "last_seen_at": now,
    }
    UserSession.objects.update_or_create(session_key=key, defaults=facts)
    request.session[SEEN] = {"key": key, "at": now.timestamp()}


_LONGEST = UserSession._meta.get_field("user_agent").max_length


def sessions_of(user: User, this_key: str) -> list[Shown]:
    """This one first, then by when they were last seen."""
    rows = UserSession.objects.purge_and_list(user)
    shown = [_shown(row, this_key) for row in rows]
    return sorted(shown, key=lambda one: (not one.is_this, -one.seen.timestamp()))


def session_of(viewer: Viewer, ref: str) -> UserSession:
    for row in UserSession.objects.filter(user_id=viewer.user_id):
        if ref_of(row) == ref:
            return row
    raise Http404


def ref_of(row: UserSession) -> str:
    """Names it in an address without telling its key."""
    return salted_hmac("session", row.session_key, algorithm="sha256").hexdigest()[:14]


def _shown(row: UserSession, this_key: str) -> Shown:
    browser, machine = device(row.user_agent)
    words = _("%(browser)s on %(machine)s") if browser and machine else "%(browser)s%(machine)s"
    named = words % {"browser": browser, "machine": machine}
    return Shown(
        ref=ref_of(row),
        words=named or _("A device that does not say what it is"),
        address=row.ip,
        since=row.created_at,
        seen=row.last_seen_at,
        is_this=row.session_key == this_key,
    )
