"""Service standards: beginning one, its draft, publishing a version for good, and withdrawing it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.features.communication.actions import ask_to_acknowledge
from evenhand.features.standards import queries
from evenhand.features.standards.actions.refusals import refuse_if_any
from evenhand.features.standards.actions.taking import taken
from evenhand.features.standards.actions.withdrawing import withdraw_what_ended
from evenhand.features.standards.models import (
    Standard,
    StandardDraft,
    StandardVersion,
    Withdrawal,
)
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import SERVING, STANDARD
from evenhand.features.standards.rules.services import against_ending, refusals
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record


@transaction.atomic
def begin_standard(*, by: Viewer, title: str, goal: str = "") -> Standard:
    """A standard with an empty draft. Whoever begins it answers questions about it until somebody else is named."""
    require(by, Ability.SET_STANDARDS, MAY)
    if not title.strip():
        raise ValidationError({"title": _("Give the standard a title.")})
    made = Standard.objects.create(title=title.strip(), owner_id=by.user_id)
    StandardDraft.objects.create(standard=made, goal=goal, edited_by_id=by.user_id)
    _record(by, "standard begun", made, after={"title": made.title})
    return made


@transaction.atomic
def save_standard(
    *,
    by: Viewer,
    standard: Standard,
    revision: int,
    title: str,
    text: str,
    goal: str,
    owner_id: int,
    effective_from: date | None,
) -> StandardDraft:
    """Keep what is written; it may be unfinished. `revision`: of the draft that was read, 0 where there was none.

    Title and owner are the standard's own at once; every published version keeps those of its day.
    """
    require(by, Ability.SET_STANDARDS, MAY)
    if not title.strip():
        raise ValidationError({"title": _("Give the standard a title.")})
    if owner_id not in {one.pk for one in queries.owners(by.today)}:
        raise ValidationError({"owner": _("Choose somebody who can answer for it today.")})
    values = {
        "text": text.strip(),
        "goal": goal,
        "effective_from": effective_from,
        "edited_by_id": by.user_id,
        "edited_at": timezone.now(),
    }
    _keep(standard, revision, values)
    Standard.objects.filter(pk=standard.pk).update(title=title.strip(), owner_id=owner_id)
    draft = StandardDraft.objects.select_related("standard").get(standard=standard)
    _record(by, "standard draft kept", standard, after={"revision": draft.revision})
    return draft


def _keep(standard: Standard, revision: int, values: dict) -> None:
    """Compare-and-set: of two who write at once the second is told, and loses nothing that they typed."""
    meanwhile = ValidationError(
        _("Somebody else kept another draft meanwhile. Open it in another tab, and put both together.")
    )  # fmt: skip
    if revision:
        held = StandardDraft.objects.filter(standard=standard, revision=revision)
        if not held.update(revision=revision + 1, **values):
            raise meanwhile
        return
    try:
        with transaction.atomic():
            StandardDraft.objects.create(standard=standard, **values)
    except IntegrityError as clash:
        raise meanwhile from clash


@transaction.atomic
def publish_standard(
    *, by: Viewer, standard: Standard, revision: int, reason: str, reply_by: date
) -> StandardVersion:
    """Make the draft the next version, and ask whoever serves customers to acknowledge it by a day."""
    require(by, Ability.SET_STANDARDS, MAY)
    draft = taken(StandardDraft, standard=standard, revision=revision)
    last = queries.last_version_of(standard)
    problems = refusals(
        text=draft.text,
        goal=draft.goal,
        goal_is_said=queries.goal_is_said(draft.goal, draft.effective_from),
        effective_from=draft.effective_from,
        last=last and last.effective_from,
        withdrawn=queries.ends_on(draft.standard) is not None,
        reason=reason.strip(),
        reply_by=reply_by,
        today=by.today,
    )
    refuse_if_any(problems)
    version = _made(by, draft, last, reason.strip(), reply_by)
    draft.delete()
    after = {
        "version": version.number,
        "from": version.effective_from,
        "goal": version.goal_citation,
    }
    _record(by, "standard published", draft.standard, reason=version.reason, after=after)
    ask_of_standard(by=by, version=version, reply_by=reply_by, today=by.today)
    return version


def _made(by: Viewer, draft: StandardDraft, last, reason: str, reply_by: date) -> StandardVersion:
    goal_version, section = queries.goal_cited(draft.goal)
    try:
        with transaction.atomic():
            return StandardVersion.objects.create(
                standard=draft.standard,
                number=last.number + 1 if last else 1,
                title=draft.standard.title,
                text=draft.text,
                owner_id=draft.standard.owner_id,
                goal_version=goal_version,
                goal_key=section.key,
                effective_from=draft.effective_from,
                reply_by=reply_by,
                published_by_id=by.user_id,
                reason=reason,
            )
    except IntegrityError as clash:
        raise ValidationError(_("Another version was published meanwhile. Read it first.")) from clash  # fmt: skip


def ask_of_standard(*, by: Actor, version: StandardVersion, reply_by: date, today: date) -> int:
    """In the transaction that publishes, and again as people come. Gives how many were asked."""
    return ask_to_acknowledge(
        by=by,
        object_type=STANDARD,
        object_ref=version.standard.ref,
        version=version.number,
        title=_("Standard: %(title)s") % {"title": version},
        url=reverse("standard_version", args=[version.standard.ref, version.number]),
        user_ids=[one.pk for one in queries.concerned(today, SERVING).users],
        owner_id=version.standard.owner_id,
        reply_by=reply_by,
    )


@transaction.atomic
def withdraw_standard(*, by: Viewer, standard: Standard, ends_on: date, reason: str) -> Withdrawal:
    """It holds no more from a day on, today at the earliest, and with it its targets. Its draft goes."""
    require(by, Ability.SET_STANDARDS, MAY)
    last = queries.last_version_of(standard)
    problems = against_ending(
        ends_on=ends_on,
        first=last and last.effective_from,
        ended=Withdrawal.objects.filter(standard=standard).exists(),
        reason=reason.strip(),
        today=by.today,
    )
    refuse_if_any(problems)
    StandardDraft.objects.filter(standard=standard).delete()
    made = Withdrawal.objects.create(
        standard=standard, ends_on=ends_on, by_id=by.user_id, reason=reason.strip()
    )
    _record(by, "standard withdrawn", standard, reason=made.reason, after={"until": ends_on})
    withdraw_what_ended(by=by, today=by.today)
    return made


def _record(by: Viewer, verb: str, standard: Standard, **changes) -> None:
    record(by=by, verb=verb, object_type=STANDARD, object_ref=standard.ref, **changes)
