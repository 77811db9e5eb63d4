"""Reading the audit."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.audit.policy import MAY, Ability


@dataclass(frozen=True, kw_only=True)
class Filter:
    verb: str = ""
    object_type: str = ""
    object_ref: str = ""
    since: date | None = None
    until: date | None = None  # not including


def entries(viewer: Viewer, chosen: Filter):
    if not may(viewer, Ability.READ_AUDIT, MAY):
        return AuditEntry.objects.none()
    found = AuditEntry.objects.all()
    for name in ("verb", "object_type", "object_ref"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    if chosen.since:
        found = found.filter(at__gte=_midnight(chosen.since))
    if chosen.until:
        found = found.filter(at__lt=_midnight(chosen.until))
    return found


def about(viewer: Viewer):
    """What was done about the viewer's own person; nothing for a user who is no person."""
    if not viewer.person_ref:
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(subject_ref=viewer.person_ref)


def known(field: str) -> list[str]:
    """The values in use, for the choices of the filter."""
    values = AuditEntry.objects.order_by(field).values_list(field, flat=True).distinct()
    return [value for value in values if value]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
