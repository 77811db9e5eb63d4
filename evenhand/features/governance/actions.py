"""Opening the list of who looked at what about somebody else, for a purpose; setting how long records are kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.queries import OPENED
from evenhand.features.governance.rules.retention import Kind
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.actions import set_from


@transaction.atomic
def open_looks(*, by: Viewer, person: Person, purpose: str) -> None:
    """For the rest of the day. The person sees on their own list that it was opened, and why."""
    require(by, Ability.READ_LOOKS_OF_OTHERS, MAY)
    if not purpose.strip():
        raise ValidationError(_("Say in a sentence why you need to know."))
    record(
        by=by,
        verb=OPENED,
        object_type="person",
        object_ref=person.ref,
        subject_ref=person.ref,
        reason=purpose.strip(),
    )


def set_retention(*, by: Viewer, kind: Kind, days: int, from_date: date, reason: str) -> None:
    """From a day on. A shorter period never reaches back before today: who relies on the longer one is told first."""
    require(by, Ability.SET_RETENTION, MAY)
    if from_date < by.today:
        raise ValidationError(_("Choose today or a later day: what was kept until now was kept."))
    set_from(by=by, key=kind.setting, value=days, from_date=from_date, reason=reason)
