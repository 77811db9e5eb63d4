"""Opening the list of who looked at what about somebody else: for a purpose, and on the record."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.queries import OPENED
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record


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
