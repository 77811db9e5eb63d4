"""Dropping a draft, and with it what never became more than a draft. What was said of it stays in the audit."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.standards import queries
from evenhand.features.standards.actions.publishing import OBJECT, frozen
from evenhand.features.standards.actions.taking import taken
from evenhand.features.standards.models import Draft, Policy, Standard, StandardDraft
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import STANDARD
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify, settle


@transaction.atomic
def discard_policy_draft(*, by: Viewer, policy: Policy, revision: int, reason: str) -> bool:
    """True where the policy itself goes, too, because no version of it was published.

    Whoever was consulted is told. ValidationError without a reason, and where somebody changed the draft meanwhile.
    """
    require(by, Ability.DRAFT, MAY)
    _require_reason(reason)
    draft = taken(Draft, policy=policy, revision=revision)
    consulted = list(queries.consulted(draft))
    before = {
        "sections": draft.sections,
        "parts": draft.parts,
        "from": draft.effective_from,
        "consulted": [frozen(one) for one in consulted],
    }
    was_all = queries.last_of(policy) is None
    settle(
        urls=[reverse("policy_consultation", args=[policy.ref, one.ref]) for one in consulted],
        now_at=reverse("policy_list") if was_all else reverse("policy", args=[policy.ref]),
    )
    draft.delete()
    _record(by, "policy draft discarded", OBJECT, policy.ref, reason, before)
    if was_all:
        policy.delete()
    _tell(by, {one.views_by_id for one in consulted}, policy.title, reason)
    return was_all


@transaction.atomic
def discard_standard_draft(*, by: Viewer, standard: Standard, revision: int, reason: str) -> bool:
    """True where the standard itself goes, too, because no version of it was published."""
    require(by, Ability.SET_STANDARDS, MAY)
    _require_reason(reason)
    draft = taken(StandardDraft, standard=standard, revision=revision)
    before = {
        "title": draft.standard.title,
        "text": draft.text,
        "goal": draft.goal,
        "from": draft.effective_from,
    }
    draft.delete()
    _record(by, "standard draft discarded", STANDARD, standard.ref, reason, before)
    was_all = queries.last_version_of(standard) is None
    if was_all:
        standard.delete()
    return was_all


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason stays on the record.")})


def _record(by: Viewer, verb: str, object_type: str, ref: str, reason: str, before: dict) -> None:
    record(
        by=by,
        verb=verb,
        object_type=object_type,
        object_ref=ref,
        reason=reason.strip(),
        before=before,
    )


def _tell(by: Viewer, users: set[int | None], title: str, reason: str) -> None:
    text = _("%(who)s discarded the draft of “%(title)s”: %(why)s")
    notify(
        user_ids=users - {None, by.user_id},
        text=text % {"who": by.name, "title": title, "why": reason.strip()},
        url=reverse("policy_list"),
        kind="draft discarded",
    )
