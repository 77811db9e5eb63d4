"""Opening, for a reason and a short time, what is closed to an administrator; and ending it."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.foundation.access.actions.sessions import end_sessions_of
from evenhand.foundation.access.models import BreakGlass, User
from evenhand.foundation.access.queries import users_with
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM, Actor, Viewer
from evenhand.foundation.audit.actions import record, seal_at_once
from evenhand.foundation.notices.actions import notify

SHORTEST_REASON = 15  # signs: "because" is none


@transaction.atomic
def break_glass(*, by: Viewer, reason: str, now: datetime, minutes: int) -> BreakGlass:
    """Whoever asks has proved just now that it is they. An earlier one of theirs ends."""
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError(_("Say in a sentence why: others will read it."))
    for open_one in BreakGlass.objects.filter(user_id=by.user_id, ended_at__isnull=True):
        end_break_glass(by=by, opened=open_one, now=now)
    opened = BreakGlass.objects.create(
        user_id=by.user_id,
        reason=reason,
        opened_at=now,
        until=now + timedelta(minutes=minutes),
    )
    _record(by, "break-glass opened", opened, reason=reason, after={"until": opened.until})
    words = _("%(name)s opened a break-glass session: %(reason)s")
    _tell(by, words % {"name": by.name, "reason": reason}, opened)
    return opened


@transaction.atomic
def end_break_glass(*, by: Actor, opened: BreakGlass, now: datetime) -> bool:
    """False where it had ended before: of two that end it, one writes."""
    ended_at = min(now, opened.until)
    mine = BreakGlass.objects.filter(pk=opened.pk, ended_at__isnull=True)
    if not mine.update(ended_at=ended_at):
        return False
    ran_out = now >= opened.until
    _record(by, "break-glass ended", opened, after={"at": ended_at, "ran_out": ran_out})
    return True


def end_what_ran_out(*, now: datetime) -> None:
    """Its power ended by the clock; this writes the line of its end, whoever comes by first."""
    for opened in BreakGlass.objects.filter(ended_at__isnull=True, until__lte=now):
        end_break_glass(by=SYSTEM, opened=opened, now=now)


def note_page(*, by: Viewer, path: str, method: str, abilities: list[str]) -> None:
    """A page was given by virtue of a break-glass session, and would not have been without."""
    record(
        by=by,
        verb="opened by break-glass",
        object_type="page",
        object_ref=path[:64],
        reason=by.break_glass.reason,
        after={
            "session": by.break_glass.ref,
            "path": path[:500],
            "method": method,
            "abilities": abilities,
        },
    )


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User, reason: str) -> None:
    """Everything that somebody could show goes, also the link to a single sign-on, and every
    session: they begin anew."""
    if not reason.strip():
        raise ValidationError(_("Say why, and how you made sure that it is they who ask."))
    rows = Authenticator.objects.filter(user=user)
    kinds = sorted(rows.values_list("type", flat=True))
    rows.delete()
    linked, _by_model = SocialAccount.objects.filter(user=user).delete()
    record(
        by=by,
        verb="second step reset",
        object_type="account",
        object_ref=user.ref,
        reason=reason.strip(),
        before={"kinds": kinds, "linked": linked},
    )
    seal_at_once()
    end_sessions_of(by=by, user=user, reason=reason.strip())
    words = _("%(name)s reset your second step. If you did not ask for it, say so at once.")
    notify(
        user_ids=[user.pk],
        text=words % {"name": by.name},
        url=reverse("mfa_index"),
        kind="security",
    )


def _tell(by: Viewer, words: str, opened: BreakGlass) -> None:
    """The privacy officers; where there is none, the other administrators."""
    watchers = users_with(Role.PRIVACY_OFFICER, by.today)
    watchers = watchers or users_with(Role.ADMINISTRATOR, by.today)
    url = f"{reverse('audit_list')}?object_ref={opened.ref}"
    others = [user.pk for user in watchers if user.pk != by.user_id]
    notify(user_ids=others, text=words, url=url, kind="break-glass")


def _record(by: Actor, verb: str, opened: BreakGlass, **changes) -> None:
    record(by=by, verb=verb, object_type="break-glass", object_ref=opened.ref, **changes)
    seal_at_once()
