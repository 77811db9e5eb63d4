"""From a draft to a version that stays: by one named person, with a reason; then everybody concerned is asked."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.communication.actions import ask_to_acknowledge
from evenhand.features.standards import queries
from evenhand.features.standards.actions.refusals import refuse_if_any
from evenhand.features.standards.actions.taking import taken
from evenhand.features.standards.models import Draft, Policy, Version
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.rules.monitoring import missing
from evenhand.features.standards.rules.publishing import Consulted, refusals
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record

OBJECT = "policy"  # as acknowledgements and the audit name it
DAYS_TO_REPLY = 14


@transaction.atomic
def publish(
    *,
    by: Viewer,
    policy: Policy,
    revision: int,
    reason: str,
    reply_by: date,
    unconsulted_reason: str = "",
) -> Version:
    """Make the draft the next version, and ask everybody concerned to acknowledge it by a day.

    `revision`: of the draft that was read. ValidationError with every reason at once.
    """
    require(by, Ability.PUBLISH, MAY)
    draft = taken(Draft, policy=policy, revision=revision)
    consulted = list(queries.consulted(draft))
    last = queries.last_of(policy)
    _refuse(draft, consulted, last, by.today, reason.strip(), unconsulted_reason.strip(), reply_by)
    version = _made(by, draft, consulted, last, reason.strip(), unconsulted_reason.strip())
    draft.delete()
    _record(by, version)
    ask_of_policy(by=by, version=version, reply_by=reply_by, today=by.today)
    return version


def _refuse(draft, consulted, last, today, reason, unconsulted_reason, reply_by) -> None:
    given = draft.monitoring if draft.parts is not None else None
    problems = refusals(
        reason=reason,
        sections=len(queries.all_sections(draft.sections, given)),
        effective_from=draft.effective_from,
        last=last and last.effective_from,
        today=today,
        consulted=[Consulted(one.views, one.answer) for one in consulted],
        unconsulted_reason=unconsulted_reason,
    )
    if given is not None:
        problems += missing(given, effective_from=draft.effective_from)
    refuse_if_any(problems)
    if reply_by <= today:
        raise ValidationError(_("Give people some days to read it: the day to reply by is to come."))  # fmt: skip


def _made(by, draft, consulted, last, reason, unconsulted_reason) -> Version:
    given = draft.monitoring if draft.parts is not None else None
    sections = queries.all_sections(draft.sections, given)
    answered = sum(bool(one.views and one.answer) for one in consulted)
    try:
        with transaction.atomic():
            return Version.objects.create(
                policy=draft.policy,
                number=last.number + 1 if last else 1,
                title=draft.policy.title,
                sections=[one.kept() for one in sections],
                parts=draft.parts,
                consulted=[frozen(one) for one in consulted],
                answered=answered,
                unconsulted_reason="" if answered else unconsulted_reason,
                effective_from=draft.effective_from,
                published_by_id=by.user_id,
                reason=reason,
            )
    except IntegrityError as clash:
        raise ValidationError(_("Another version was published meanwhile. Read it first.")) from clash  # fmt: skip


def frozen(one) -> dict:
    """A consultation as it stays when its draft goes."""
    return {
        "ref": one.ref,  # by which notices and letters still find it
        "whom": one.whom,
        "held_on": one.held_on.isoformat(),
        "views": one.views,
        "views_by": one.views_by.name if one.views_by else "",
        "answer": one.answer,
        "answered_by": one.answered_by.name if one.answered_by else "",
    }


def _record(by: Viewer, version: Version) -> None:
    record(
        by=by,
        verb="policy published",
        object_type=OBJECT,
        object_ref=version.policy.ref,
        reason=version.reason,
        after={
            "version": version.number,
            "from": version.effective_from,
            "consulted": version.answered,
            "unconsulted": version.unconsulted_reason,
        },
    )


def ask_of_policy(*, by: Actor, version: Version, reply_by: date, today: date) -> int:
    """In the same transaction: a version that nobody is asked about would be one that nobody knows."""
    return ask_to_acknowledge(
        by=by,
        object_type=OBJECT,
        object_ref=version.policy.ref,
        version=version.number,
        title=str(version),
        url=reverse("policy_version", args=[version.policy.ref, version.number]),
        user_ids=[one.pk for one in queries.concerned(today).users],
        owner_id=version.policy.owner_id,
        reply_by=reply_by,
    )
