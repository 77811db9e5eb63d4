"""Letting somebody in to one record for a time, and closing it again."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import roles_of
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.guests.models import Part, Participation
from evenhand.foundation.guests.policy import LONGEST_DAYS
from evenhand.foundation.guests.queries import kept_of
from evenhand.foundation.notices.actions import notify


@transaction.atomic
def let_in(
    *,
    by: Actor,
    user: User,
    object_type: str,
    object_ref: str,
    subject_ref: str,
    part: Part,
    reason: str,
    starts_on: date,
    ends_on: date,
    text: str,
    url: str,
) -> Participation:
    """Open one record, read-only, on the days [starts_on, ends_on). `text` and `url`: what the guest is told.

    ValidationError where the days are wrong, no reason is given, whoever is let in is no guest, or it is open to
    them already. Whether they see it anyway is asked by the slice that keeps the record.
    """
    _check(by=by, user=user, reason=reason, starts_on=starts_on, ends_on=ends_on)
    about = {"object_type": object_type, "object_ref": object_ref}
    Participation.objects.filter(
        user=user, closed_at__isnull=True, ends_on__lte=starts_on, **about
    ).update(closed_at=timezone.now())
    if Participation.objects.filter(user=user, closed_at__isnull=True, **about).exists():
        raise ValidationError(_("This is open to them already. Close that first."))
    row = Participation.objects.create(
        user=user, part=part, reason=reason.strip(), starts_on=starts_on, ends_on=ends_on,
        opened_by_id=by.user_id, **about,
    )  # fmt: skip
    record(
        by=by, verb="opened to a guest", subject_ref=subject_ref, reason=row.reason,
        after={"user": user.ref, "part": row.part, "from": starts_on, "until": ends_on}, **about,
    )  # fmt: skip
    notify(user_ids=[user.pk], text=text, url=url, kind="guest")
    return row


def _check(*, by: Actor, user: User, reason: str, starts_on: date, ends_on: date) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is opened to them.")})
    if ends_on <= starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    if ends_on - starts_on > timedelta(days=LONGEST_DAYS):
        raise ValidationError({"ends_on": _("At most a year. It can be opened again.")})
    if not user.is_active:
        raise ValidationError({"email": _("This account is closed.")})
    if Role.GUEST not in roles_of(user.pk, timezone.localdate()):
        raise ValidationError(
            {"email": _("This account does not hold the role Guest. An administrator can give it.")}
        )
    if user.pk == by.user_id:
        raise ValidationError({"email": _("Nobody opens a record to themselves.")})


@transaction.atomic
def close(*, by: Actor, row: Participation, subject_ref: str) -> None:
    """It is closed from this moment on. What was closed already stays as it was."""
    closed = Participation.objects.filter(pk=row.pk, closed_at__isnull=True).update(
        closed_at=timezone.now()
    )
    if closed:
        record(
            by=by, verb="closed to a guest", object_type=row.object_type, object_ref=row.object_ref,
            subject_ref=subject_ref, before={"user": row.user.ref, "part": row.part},
        )  # fmt: skip


@transaction.atomic
def erase_participations(*, user_id: int | None, object_type: str, object_ref: str) -> None:
    """Who was let in to what is erased, and what was opened to whom is erased. Called within an erasure."""
    kept_of(user_id=user_id, object_type=object_type, object_ref=object_ref).delete()
