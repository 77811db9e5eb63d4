"""What was adjusted of a target for one person: for those entitled, and for whoever counts without showing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string

from evenhand.analysis.scope import Window
from evenhand.features.people.models import Person
from evenhand.features.people.policy import MAY, Ability, relations
from evenhand.features.people.queries import person_of
from evenhand.features.standards.models import CopyGiven, Target, TargetAdjustment
from evenhand.features.standards.queries.measurable import kpi_called
from evenhand.features.standards.queries.telling import threshold_text
from evenhand.features.standards.rules.adjusting import Judged
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.access.viewers import Viewer

ADJUSTMENT = "target adjustment"  # as the audit names it


@dataclass(frozen=True)
class OwnTarget:
    """One person's own threshold; None: they are left out of this target."""

    ref: str
    target_id: int
    threshold: float | None
    starts_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def adjusted_between(window: Window) -> dict[tuple[int, int], list[OwnTarget]]:
    """(person id, target id) → all that was agreed for any day of the window: to count with, never to show to anybody
    but the person, whoever leads them, and HR."""
    found = TargetAdjustment.opened.filter(starts_on__lt=window.end)
    agreed = defaultdict(list)
    for one in found.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=window.first)):
        agreed[one.person_id, one.target_id].append(_own(one))
    return dict(agreed)


def _own(one: TargetAdjustment) -> OwnTarget:
    return OwnTarget(one.ref, one.target_id, one.threshold, one.starts_on, one.ends_on)


def person_with_targets(viewer: Viewer, ref: str) -> Person:
    """Not found for whoever may not know whether anything was adjusted for them."""
    person = person_of(viewer, ref)
    require(viewer, Ability.SEE_ADJUSTMENT, MAY, holds=relations(viewer, person))
    return person


def own_targets(viewer: Viewer, person: Person) -> list[OwnTarget]:
    """Of a person, the latest first; nothing for whoever may not know, as if there were none."""
    if not may(viewer, Ability.SEE_ADJUSTMENT, MAY, holds=relations(viewer, person)):
        return []
    return [_own(one) for one in TargetAdjustment.opened.filter(person=person)]


def target_adjustment(person: Person, ref: str) -> TargetAdjustment:
    return get_object_or_404(TargetAdjustment, person=person, ref=ref)


def overlapping(person: Person, target_id: int, first: date, end: date | None) -> bool:
    """Whether something is adjusted already on one of the days."""
    found = TargetAdjustment.objects.filter(person=person, target_id=target_id)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=first))
    return (found.filter(starts_on__lt=end) if end else found).exists()


def judged_already(target_id: int, on: date) -> list[Judged]:
    """Periods of the target that were judged by a day. Asked of EVENHAND_JUDGED: the slice that judges stands above."""
    return import_string(settings.EVENHAND_JUDGED)(target_id, on)


def adjustments_of(person_ref: str) -> tuple[str, list[str]]:
    """As which objects audit lines name what was adjusted for somebody: (type, refs). They do not say of whom it is, so
    that the person alone is shown them as theirs."""
    found = TargetAdjustment.objects.filter(person__ref=person_ref)
    return ADJUSTMENT, list(found.values_list("ref", flat=True))


def told_kept(person: Person) -> int:
    """How many copies and adjustments of targets are kept of somebody, without opening one."""
    kept = (CopyGiven, TargetAdjustment)
    return sum(model.objects.filter(person=person).count() for model in kept)


def adjusted_in_words(found: list[OwnTarget]) -> list[tuple[OwnTarget, str, str]]:
    """Each with which target it is of, and what holds instead ("": they are left out)."""
    kpis = dict(Target.objects.filter(pk__in=[one.target_id for one in found]).values_list("pk", "kpi_key"))  # fmt: skip
    return [(one, *_in_words(one, kpi_called(kpis[one.target_id]))) for one in found]


def _in_words(one: OwnTarget, kpi) -> tuple[str, str]:
    asked = "" if one.threshold is None else threshold_text(one.threshold, kpi.unit)
    return wording.said(kpi.title), asked
