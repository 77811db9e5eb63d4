"""Targets: setting one for good, changing it by a later version, ending it, and saying who was handed a copy."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.communication.actions import ask_to_acknowledge
from evenhand.features.people.models import Person
from evenhand.features.people.policy import visible_people
from evenhand.features.standards import queries
from evenhand.features.standards.actions.publishing import DAYS_TO_REPLY
from evenhand.features.standards.actions.refusals import refuse_if_any, refuse_target
from evenhand.features.standards.actions.withdrawing import withdraw_what_ended
from evenhand.features.standards.models import (
    CHARTER,
    CopyGiven,
    Policy,
    Standard,
    Target,
    TargetEnding,
    TargetVersion,
)
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import TARGET, Here
from evenhand.features.standards.rules.services import against_ending
from evenhand.features.standards.rules.targets import Known, Measured, Wanted, refusals
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record


def set_target(
    *, by: Viewer, standard: Standard, wanted: Wanted, target: Target | None = None
) -> TargetVersion:
    """Publish a target, or the next version of one, and ask those whom it measures to read it.

    ValidationError with every reason against it at once, by field; nothing is kept then. The files of the facts are
    read before the transaction begins. A later version keeps the KPI and whose figure it is about.
    """
    require(by, Ability.SET_STANDARDS, MAY)
    here = queries.here(by, wanted.kpi) if wanted.kpi else None
    beside = queries.here(by, wanted.counter) if wanted.counter else None
    places = queries.places(by, wanted.where)
    with transaction.atomic():
        # Who sets targets stands in line behind the charter's row: two that overlap are never set at once.
        Policy.objects.select_for_update().filter(kind=CHARTER).first()
        known = _known(by, standard, wanted, target, here, beside, places)
        refuse_target(refusals(wanted, known), wanted, here, beside)
        made = _made(by, standard, wanted, target, here)
        _record(by, "target set", made.target, reason=made.reason, after=_said(made))
        held = next(
            one for one in queries.all_held(target=made.target) if one.version.pk == made.pk
        )
        ask_of_targets(by=by, found=[held], reply_by=made.reply_by, today=by.today)
    return made


def _known(by, standard, wanted: Wanted, target, here: Here | None, beside, places) -> Known:
    last = target.versions.first() if target else None
    first = wanted.effective_from
    return Known(
        today=by.today,
        standard_holds=first is None or queries.version_on(standard, first) is not None,
        ended=target is not None and TargetEnding.objects.filter(target=target).exists(),
        measured=here.measured if here else Measured(),
        counter_measured=beside.measured if beside else Measured(),
        shadow_until=_shadow_until(wanted),
        places=frozenset(places),
        others=[one.spell for one in queries.all_held() if target is None or one.version.target_id != target.pk],
        last=last and last.effective_from,
    )  # fmt: skip


def _shadow_until(wanted: Wanted) -> date | None:
    if not (wanted.kpi and wanted.effective_from):
        return None
    shadow = queries.in_shadow(wanted.effective_from).get(wanted.kpi.key)
    return shadow and shadow.until


def _made(by: Viewer, standard: Standard, wanted: Wanted, target, here: Here) -> TargetVersion:
    if target is None:
        target = Target.objects.create(standard=standard, kpi_key=wanted.kpi.key, about=wanted.about)  # fmt: skip
    last = target.versions.first()
    return TargetVersion.objects.create(
        target=target,
        number=last.number + 1 if last else 1,
        standard_version=queries.version_on(standard, wanted.effective_from),
        kpi_version=here.kpi.version,
        parameters=dict(here.kpi.parameters),
        where=wanted.where,
        keys=sorted(wanted.keys),
        direction=wanted.direction,
        threshold=wanted.threshold,
        every=wanted.every,
        weeks=wanted.weeks,
        minimum_volume=wanted.minimum_volume,
        counter_key=wanted.counter.key if wanted.counter else "",
        counter_version=wanted.counter.version if wanted.counter else None,
        effective_from=wanted.effective_from,
        effective_to=wanted.effective_to,
        reply_by=wanted.reply_by,
        published_by_id=by.user_id,
        reason=wanted.reason,
    )


def _said(made: TargetVersion) -> dict:
    return {
        "version": made.number,
        "kpi": f"{made.target.kpi_key}@{made.kpi_version}",
        "asked": f"{made.direction} {made.threshold:g}",
        "from": made.effective_from,
        "until": made.effective_to,
    }


def ask_of_targets(*, by: Actor, found: Iterable, reply_by: date, today: date) -> int:
    """Ask those whom these versions measure, and whoever leads them; nobody twice. Gives how many were asked."""
    found = list(found)
    concerned = queries.concerned_by_targets(found, today)
    return sum(
        ask_to_acknowledge(
            by=by,
            object_type=TARGET,
            object_ref=one.version.target.ref,
            version=one.version.number,
            title=_("Target: %(title)s") % {"title": queries.title_text(one.version)},
            url=reverse("target", args=[one.version.target.ref]),
            user_ids=[user.pk for user in concerned[one.version.pk].users],
            owner_id=one.version.target.standard.owner_id,
            reply_by=reply_by,
        )
        for one in found
    )


@transaction.atomic
def end_target(*, by: Viewer, target: Target, ends_on: date, reason: str) -> TargetEnding:
    """It holds no more from a day on, today at the earliest, and nothing takes its place."""
    require(by, Ability.SET_STANDARDS, MAY)
    last = target.versions.first()
    problems = against_ending(
        ends_on=ends_on,
        first=last and last.effective_from,
        ended=TargetEnding.objects.filter(target=target).exists(),
        reason=reason.strip(),
        today=by.today,
    )
    refuse_if_any(problems)
    made = TargetEnding.objects.create(
        target=target, ends_on=ends_on, by_id=by.user_id, reason=reason.strip()
    )
    _record(by, "target ended", target, reason=made.reason, after={"until": ends_on})
    withdraw_what_ended(by=by, today=by.today)
    return made


@transaction.atomic
def give_copies(
    *, by: Viewer, version: TargetVersion, people: Iterable[Person], given_on: date
) -> int:
    """Say that people were handed a target outside Evenhand, on a day that may be past. Gives of how many it was new.

    They have as many days to read it as anybody who is asked here, and from today on: what somebody else says of an
    earlier day makes nobody measured on it.
    """
    require(by, Ability.GIVE_COPIES, MAY)
    chosen = [one.pk for one in people]
    if not chosen:
        raise ValidationError({"people": _("Choose whom you handed a copy.")})
    if given_on > by.today:
        raise ValidationError({"given_on": _("Give the day on which they got it: today or earlier.")})  # fmt: skip
    known = set(CopyGiven.objects.filter(version=version).values_list("person_id", flat=True))
    found = Person.objects.filter(visible_people(by), pk__in=chosen).exclude(pk__in=known)
    made = CopyGiven.objects.bulk_create(
        CopyGiven(
            version=version,
            person=person,
            given_on=given_on,
            reply_by=by.today + timedelta(days=DAYS_TO_REPLY),
            by_id=by.user_id,
        )
        for person in found
    )
    for one in made:
        after = {"version": version.number, "given_on": given_on}
        _record(by, "copy given", version.target, subject_ref=one.person.ref, after=after)
    return len(made)


def _record(by: Viewer, verb: str, target: Target, **changes) -> None:
    record(by=by, verb=verb, object_type=TARGET, object_ref=target.ref, **changes)
