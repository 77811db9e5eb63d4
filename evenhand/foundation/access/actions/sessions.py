"""Ending sessions: whoever sits there must come in anew."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from evenhand.foundation.access.models import User
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record


@transaction.atomic
def end_session(*, by: Actor, session: UserSession) -> None:
    user = session.user
    session.end()
    _record(by, user, 1)


@transaction.atomic
def end_sessions_of(*, by: Actor, user: User, but: str = "", reason: str = "") -> int:
    """All of this user, except the one with the key `but`. Gives how many there were."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for row in rows:
        row.end()
    if rows:
        _record(by, user, len(rows), reason)
    return len(rows)


@transaction.atomic
def end_every_session(*, by: Actor, but: str, reason: str) -> int:
    """Of everybody, also those that were never listed; only the one with the key `but` goes on."""
    ended, _by_model = Session.objects.exclude(session_key=but).delete()
    UserSession.objects.exclude(session_key=but).delete()
    record(
        by=by,
        verb="every session ended",
        object_type="organisation",
        object_ref="",
        reason=reason,
        after={"sessions": ended},
    )
    return ended


def forget_ended_sessions() -> None:
    """Housekeeping: rows of sessions that ran out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(
        session_key__in=Session.objects.values_list("session_key", flat=True)
    ).delete()


def _record(by: Actor, user: User, how_many: int, reason: str = "") -> None:
    record(
        by=by,
        verb="sessions ended",
        object_type="account",
        object_ref=user.ref,
        reason=reason,
        after={"sessions": how_many},
    )
