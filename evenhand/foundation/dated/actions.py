"""Setting a value from a day on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.dated.queries import in_force


@transaction.atomic
def set_from(*, by: Actor, key: str, value: Any, from_date: date, reason: str) -> DatedSetting:
    """A row once written stays; a second value for the same day is refused, not overwritten."""
    if not reason.strip():
        raise ValidationError(_("Say why this is set: the reason stays beside the value."))
    before = in_force(key, from_date)
    try:
        with transaction.atomic():
            row = DatedSetting.objects.create(
                key=key,
                value=value,
                in_force_from=from_date,
                set_by_id=by.user_id,
                reason=reason.strip(),
            )
    except IntegrityError as clash:
        raise ValidationError(
            _("There is already a value from this day on. Choose another day.")
        ) from clash
    record(
        by=by,
        verb="setting set",
        object_type="setting",
        object_ref=key,
        reason=row.reason,
        before=before,
        after={"value": value, "from": from_date},
    )
    return row
