"""How long records are kept, and what must not go for now."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.features.governance.models import LegalHold
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.retention import Kind
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.actions import set_from


def set_retention(*, by: Viewer, kind: Kind, days: int, from_date: date, reason: str) -> None:
    """From a day on. A shorter period never reaches back before today: who relies on the longer one is told first."""
    require(by, Ability.SET_RETENTION, MAY)
    if from_date < by.today:
        raise ValidationError(_("Choose today or a later day: what was kept until now was kept."))
    set_from(by=by, key=kind.setting, value=days, from_date=from_date, reason=reason)


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
