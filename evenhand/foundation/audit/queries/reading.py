"""Reading the audit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from evenhand.foundation.access.models import ApiToken, User
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import SYSTEM, Viewer
from evenhand.foundation.audit.models import (
    LOOKED,
    REMOVED,
    AuditEntry,
    AuditPayload,
    AuditSeal,
    AuditTombstone,
)
from evenhand.foundation.audit.policy import MAY, Ability
from evenhand.foundation.audit.rules import digests

_AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Filter:
    verb: str = ""
    object_type: str = ""
    object_ref: str = ""
    actor_ref: str = ""
    since: date | None = None
    until: date | None = None  # not including


def entries(viewer: Viewer, chosen: Filter):
    if not may(viewer, Ability.READ_AUDIT, MAY):
        return AuditEntry.objects.none()
    return _chosen(AuditEntry.objects.all(), chosen)


def _chosen(found, chosen: Filter):
    for name in ("verb", "object_type", "object_ref", "actor_ref"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    if chosen.since:
        found = found.filter(at__gte=_midnight(chosen.since))
    if chosen.until:
        found = found.filter(at__lt=_midnight(chosen.until))
    return found.select_related("payload")


def looked_at(viewer: Viewer, page: str, refs: Collection[str]) -> dict[str, datetime]:
    """When the viewer last opened a kind of page about each of these people; who was never opened is missing."""
    found = AuditEntry.objects.filter(
        actor_ref=viewer.ref, verb=LOOKED, object_type=page, object_ref__in=refs
    )
    return dict(found.order_by("at").values_list("object_ref", "at"))


def about(viewer: Viewer, chosen: Filter | None = None):
    """What was done about the viewer's own person; nothing for a user who is no person.

    Also lines that name nobody, so that nobody else can tell of whom they are: EVENHAND_SILENT_LINES knows whose."""
    ref = viewer.person_ref
    kind, silent = import_string(settings.EVENHAND_SILENT_LINES)(ref)
    if not silent:
        return about_person(ref, chosen)
    told = AuditPayload.objects.filter(subject_ref=ref).values("entry")
    own = AuditEntry.objects.filter(object_ref__in=silent, object_type=kind).values("pk")
    return _chosen(AuditEntry.objects.filter(Q(pk__in=told) | Q(pk__in=own)), chosen or Filter())


def about_person(ref: str, chosen: Filter | None = None):
    """What was done about a person. The caller answers for who may read it."""
    if not ref:
        return AuditEntry.objects.none()
    found = AuditEntry.objects.filter(payload__subject_ref=ref)
    return _chosen(found, chosen or Filter())


def lines_about(refs: list[str]) -> list[int]:
    """Lines whose subject or object one of these refs is, and that still have a content."""
    found = AuditEntry.objects.filter(payload__isnull=False).filter(
        Q(payload__subject_ref__in=refs) | Q(object_ref__in=refs)
    )
    return list(found.values_list("pk", flat=True))


def lines_before(day: date, *, except_about: list[str]) -> list[int]:
    """Lines of earlier days that still have a content, but for those about some people, and for the evidence of
    removals."""
    found = AuditEntry.objects.filter(at__lt=_midnight(day), payload__isnull=False)
    found = found.exclude(verb=REMOVED).exclude(payload__subject_ref__in=except_about)
    return list(found.values_list("pk", flat=True))


def known(field: str, within=None) -> list[str]:
    """The values in use, for the choices of the filter."""
    lines = AuditEntry.objects.all() if within is None else within.select_related(None)
    values = lines.order_by(field).values_list(field, flat=True).distinct()
    return [value for value in values if value]


def names() -> dict[str, str]:
    """Who is behind which ref, as they are called today."""
    systems = {ref: f"{name} (API)" for ref, name in ApiToken.objects.values_list("ref", "name")}
    return {SYSTEM.ref: SYSTEM.name, **systems, **dict(User.objects.values_list("ref", "name"))}


def named(lines) -> list[AuditEntry]:
    """The lines, each with `.actor_name`, and with `.removed_by`: the rule by which its content went."""
    called = names()
    found = list(lines)
    gone = [line.pk for line in found if not line.content]
    rules = dict(AuditTombstone.objects.filter(pk__in=gone).values_list("pk", "rule"))
    for line in found:
        line.actor_name = called.get(line.actor_ref, line.actor_ref)
        line.removed_by = rules.get(line.pk, "")
    return found


# What a file says of each line.
COLUMNS_ABOUT = ("at", "actor_name", "actor_roles", "verb", "object_type", "reason")
COLUMNS = (
    "at",
    "actor_name",
    "actor_ref",
    "actor_roles",
    "on_behalf_of",
    "verb",
    "object_type",
    "object_ref",
    "subject_ref",
    "reason",
    "before",
    "after",
    "request_id",
)


def rows(lines, columns: tuple[str, ...]) -> Iterator[list]:
    """Of each line these columns; the moment in local time, empty what was removed."""
    called = names()
    for line in lines.iterator(chunk_size=_AT_ONCE):
        said = {name: getattr(line.content, name, "") for name in digests.PAYLOAD}
        said["at"] = timezone.localtime(line.at).isoformat()
        said["actor_name"] = called.get(line.actor_ref, line.actor_ref)
        yield [said[name] if name in said else getattr(line, name) for name in columns]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# --- seals ---------------------------------------------------------------------------------------


def seals(viewer: Viewer):
    """Newest first, for whoever may read the audit."""
    if not may(viewer, Ability.READ_AUDIT, MAY):
        return AuditSeal.objects.none()
    return AuditSeal.objects.order_by("-number").defer("leaves")


def last_export() -> AuditEntry | None:
    return AuditEntry.objects.filter(verb="audit seals exported").select_related("payload").first()


def unsealed() -> int:
    last = AuditSeal.objects.order_by("-number").values_list("last_id", flat=True).first()
    return AuditEntry.objects.filter(pk__gt=last or 0).count()
