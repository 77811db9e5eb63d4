"""One target as somebody reads it: what holds, whom it measures of those they may see, and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404

from evenhand.features.communication.queries import asked_until
from evenhand.features.people.models import Person
from evenhand.features.people.policy import visible_people
from evenhand.features.people.queries import own_person
from evenhand.features.standards.models import CopyGiven, StandardVersion, Target, TargetVersion
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries.targets import (
    TARGET,
    Held,
    all_held,
    measured_from,
    people_under,
    versions_of,
)
from evenhand.foundation.access.policy import not_here, require, require_writable
from evenhand.foundation.access.viewers import Viewer


def target_of(viewer: Viewer, ref: str) -> Target:
    """Targets are nobody's secret: what is asked of people, anybody at work may read."""
    require(viewer, Ability.READ, MAY)
    require_writable(ref)
    found = Target.objects.select_related("standard__owner", "standard__withdrawal", "ending__by")
    return get_object_or_404(found, ref=ref)


def shown_today(held: Sequence[Held], today: date) -> Held:
    """Of a target's versions the one that holds, else the next to come, else the last. Not found where there is none."""
    if not held:
        not_here()
    now = [one for one in held if one.holds(today)]
    coming = [one for one in held if one.first > today]
    return (now or coming or held[-1:])[0]


def measured_people(viewer: Viewer, held: Held) -> list[tuple[Person, date | None]]:
    """Of the people whom the viewer may see those whom it measures, by name, and from when; None: not yet."""
    days = measured_from([held])
    return [(one, days.get((held.version.pk, one.pk))) for one in _people(viewer, held)]


def by_day(found: list[tuple[Person, date | None]]) -> list[tuple[date | None, list[Person]]]:
    """The same by the day from which they are measured: those not yet, then the latest first."""
    days = sorted({day for _person, day in found if day}, reverse=True)
    groups = [(day, [person for person, of in found if of == day]) for day in (None, *days)]
    return [(day, people) for day, people in groups if people]


def _people(viewer: Viewer, held: Held):
    on = max(viewer.today, held.first)
    others = [one for one in all_held(target__kpi_key=held.kpi_key) if one.holds(on)]
    under = people_under([held, *(one for one in others if one.version.pk != held.version.pk)], on)
    found = Person.objects.filter(visible_people(viewer), pk__in=under.get(held.version.pk, ()))
    return found.order_by(Lower("name"), "pk")


def own_day(viewer: Viewer, held: Held) -> tuple[Person, date | None] | None:
    """The viewer's own person, and from when it measures them; None where it does not concern them."""
    person = own_person(viewer)
    if person is None:
        return None
    return next((one for one in measured_people(viewer, held) if one[0].pk == person.pk), None)


def own_copy(viewer: Viewer, held: Held) -> CopyGiven | None:
    """Who said that the viewer was handed a copy, and when."""
    found = CopyGiven.objects.filter(version=held.version, person__user_id=viewer.user_id)
    return found.select_related("by").first()


@dataclass(frozen=True)
class ReadDays:
    """From when a version counts for somebody, and what gave them the time to read it: a copy from outside Evenhand,
    and until when they are asked here."""

    since: date | None
    copy: CopyGiven | None
    reply_by: date | None


def read_days(version: TargetVersion, person: Person) -> ReadDays:
    """For whoever may read from when it counts for them."""
    copy = CopyGiven.objects.filter(version=version, person=person).first()
    about = {"object_type": TARGET, "object_ref": version.target.ref, "version": version.number}
    held = [one for one in versions_of(version.target) if one.version.pk == version.pk]
    since = measured_from(held).get((version.pk, person.pk))
    return ReadDays(since, copy, asked_until(person.user_id, **about) if person.user_id else None)


def without_copy(viewer: Viewer, held: Held):
    """The people measured whom the viewer may see and of whom no copy is on the record, by name."""
    known = CopyGiven.objects.filter(version=held.version).values("person")
    return _people(viewer, held).exclude(pk__in=known)


def derived_from_earlier(viewer: Viewer) -> list[Target]:
    """Targets that still rest on words of their standard that a later version has replaced: to be looked at again."""
    rows = StandardVersion.objects.filter(effective_from__lte=viewer.today)
    latest = dict(rows.values_list("standard").annotate(last=Max("number")).values_list(F("standard"), "last"))  # fmt: skip
    return [
        one.version.target
        for one in all_held()
        if one.holds(viewer.today)
        and one.version.standard_version.number < latest.get(one.version.target.standard_id, 0)
    ]
