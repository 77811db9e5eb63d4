"""One person's own threshold, as it was agreed with them. No audit line says whose or what it is."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.people import policy as people
from evenhand.features.people.actions import tell_of_adjustment
from evenhand.features.people.models import Person
from evenhand.features.standards import queries
from evenhand.features.standards.models import CopyGiven, Target, TargetAdjustment
from evenhand.features.standards.rules.adjusting import named, reached_by_days, reached_by_end
from evenhand.features.standards.rules.targets import About, is_inside
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record

ANEW = gettext_lazy("It reaches days that were judged already. Read what becomes of that, and then say that it is meant.")  # fmt: skip


def adjust_target(
    *,
    by: Viewer,
    person: Person,
    target: Target,
    threshold: float | None,
    starts_on: date,
    ends_on: date | None = None,
    anew: str = "",
) -> TargetAdjustment:
    """Give somebody a threshold of their own, in the KPI's unit, or None to leave them out of the target.

    It holds through all versions of the target, until it ends. `anew`: periods judged already which whoever agrees to it
    knows that it reaches, as `named`; without that they are refused.
    """
    require(by, people.Ability.AGREE_ADJUSTMENT, people.MAY)
    problems: dict[str, str] = {}
    if target.about != About.PERSON:
        problems["target"] = _("This target is about a total. Choose one about each person.")
    elif threshold is not None and not _is_in_range(by, target, threshold):
        problems["threshold"] = _("This figure cannot be that. Choose a value that it can have.")
    if ends_on is not None and ends_on <= starts_on:
        problems["ends_on"] = _("The last day has to come after the first one.")
    with transaction.atomic():
        if queries.overlapping(person, target.pk, starts_on, ends_on):
            problems["starts_on"] = _("Something is agreed for these days already. End that first.")
        judged = queries.judged_already(target.pk, by.today)
        if named(reached_by_days(judged, starts_on, ends_on)) != anew and not problems:
            problems["anew"] = ANEW
        if problems:
            raise ValidationError(problems)
        made = TargetAdjustment.objects.create(
            person=person, target=target, threshold=threshold, starts_on=starts_on, ends_on=ends_on
        )
        _record(by, "target adjusted", made)
        tell_of_adjustment(by=by, person=person, url=reverse("person_targets", args=[person.ref]))
    return made


def _is_in_range(by: Viewer, target: Target, threshold: float) -> bool:
    kpi = queries.kpi_called(target.kpi_key)
    measured = queries.here(by, kpi).measured
    return is_inside(threshold, measured.low, measured.high)


@transaction.atomic
def end_target_adjustment(
    *, by: Viewer, adjustment: TargetAdjustment, ends_on: date, anew: str = ""
) -> None:
    """`anew`: as of `adjust_target`, the periods on none of whose days it holds any more."""
    require(by, people.Ability.AGREE_ADJUSTMENT, people.MAY)
    if ends_on <= adjustment.starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    judged = queries.judged_already(adjustment.target_id, by.today)
    if named(reached_by_end(judged, ends_on, adjustment.ends_on)) != anew:
        raise ValidationError({"anew": ANEW})
    TargetAdjustment.objects.filter(pk=adjustment.pk).update(ends_on=ends_on)
    _record(by, "target adjustment ended", adjustment)


def _record(by: Viewer, verb: str, adjustment: TargetAdjustment) -> None:
    """Neither of whom nor of what: the line is read by more people than may know that there is one."""
    record(by=by, verb=verb, object_type=queries.ADJUSTMENT, object_ref=adjustment.ref)


def erase_told(*, person: Person) -> None:
    """What was adjusted for somebody, and what they were handed. Called within an erasure, which is audited."""
    TargetAdjustment.objects.filter(person=person).delete()
    CopyGiven.objects.filter(person=person).delete()
