"""How long records are kept, and what must not go for now."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.features.governance import queries
from evenhand.features.governance.models import LegalHold
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.retention import Kind
from evenhand.features.people.models import Person
from evenhand.foundation import wording
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.queries import users_with
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.notices.actions import notify

_WATCHERS = (Role.PRIVACY_OFFICER, Role.HR_ADVISER, Role.REPRESENTATIVE)


@transaction.atomic
def set_retention(*, by: Viewer, kind: Kind, days: int, from_date: date, reason: str) -> None:
    """From a day on, and whoever watches over it is told. A shorter period never reaches back before today.

    ValidationError by field where the period is shorter than this kind allows, or the day has passed."""
    require(by, Ability.SET_RETENTION, MAY)
    if problems := _problems(kind, days, early=from_date < by.today):
        raise ValidationError(problems)
    set_from(by=by, key=kind.setting, value=days, from_date=from_date, reason=reason)
    _tell_of_period(by, kind, days, from_date)


def _problems(kind: Kind, days: int, *, early: bool) -> dict[str, str]:
    found = {}
    if days < kind.least:
        words = ngettext(
            "This is kept for at least %(days)s day.",
            "This is kept for at least %(days)s days: it is what proves what was done.",
            kind.least,
        )
        found["days"] = words % {"days": kind.least}
    if early:
        found["from_date"] = _("Choose today or a later day: what was kept until now was kept.")
    return found


def _tell_of_period(by: Viewer, kind: Kind, days: int, from_date: date) -> None:
    """The other privacy officers, HR advisers and representatives: one person alone sets it, not unseen."""
    watchers = {user.pk for role in _WATCHERS for user in users_with(role, by.today)}
    words = ngettext(
        "%(name)s set how long “%(what)s” is kept: %(days)s day, from %(day)s.",
        "%(name)s set how long “%(what)s” is kept: %(days)s days, from %(day)s.",
        days,
    )
    said = {
        "name": by.name,
        "what": wording.said(kind.title),
        "days": days,
        "day": date_format(from_date),
    }
    notify(
        user_ids=sorted(watchers - {by.user_id}),
        text=words % said,
        url=reverse("transparency"),
        kind="retention",
    )


@transaction.atomic
def hold(*, by: Viewer, person: Person, reason: str) -> LegalHold:
    """From now on nothing about this person is removed."""
    require(by, Ability.ERASE_PEOPLE, MAY)
    if not reason.strip():
        raise ValidationError(_("Say why: a claim, a court, a regulator."))
    try:
        with transaction.atomic():
            made = LegalHold.objects.create(
                person=person, reason=reason.strip(), set_by_id=by.user_id
            )
    except IntegrityError as clash:
        raise ValidationError(_("There is a hold on this person already.")) from clash
    _record(by, "legal hold set", made)
    return made


def require_no_hold_since(removal: Removal) -> None:
    """Refused where somebody set a hold after the removal was decided: whoever set it counts on what is still there."""
    if queries.is_held_since(removal):
        raise Refused(
            _("A legal hold was set after this removal was decided. What is still there stays; it goes on when the hold has ended.")
        )  # fmt: skip


@transaction.atomic
def release(*, by: Viewer, person: Person) -> None:
    """End the hold; what is due goes with the next removal."""
    require(by, Ability.ERASE_PEOPLE, MAY)
    standing = LegalHold.objects.filter(person=person, ended_at=None)
    for one in list(standing):
        standing.filter(pk=one.pk).update(ended_at=timezone.now(), ended_by_id=by.user_id)
        _record(by, "legal hold ended", one)


def _record(by: Viewer, verb: str, one: LegalHold) -> None:
    record(
        by=by,
        verb=verb,
        object_type="person",
        object_ref=one.person.ref,
        subject_ref=one.person.ref,
        reason=one.reason,
    )
