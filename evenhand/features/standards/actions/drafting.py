"""Beginning a policy and keeping its draft."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.features.standards.actions.refusals import refuse_if_any
from evenhand.features.standards.models import KINDS, Draft, Policy
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import MEASURES
from evenhand.features.standards.rules.monitoring import Monitoring, nonsense
from evenhand.features.standards.rules.versions import new_key
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record


@transaction.atomic
def begin_policy(*, by: Viewer, kind: str, title: str) -> Policy:
    """A policy with an empty draft. Whoever begins it answers questions about it."""
    require(by, Ability.DRAFT, MAY)
    if kind not in KINDS:
        raise ValidationError(_("Choose what the policy is about."))
    if not title.strip():
        raise ValidationError(_("Give the policy a title."))
    try:
        with transaction.atomic():
            policy = Policy.objects.create(kind=kind, title=title.strip(), owner_id=by.user_id)
    except IntegrityError as clash:
        raise ValidationError(_("There is a policy of this kind already. Open that one.")) from clash  # fmt: skip
    parts = Monitoring().kept() if policy.is_monitoring else None
    Draft.objects.create(policy=policy, parts=parts, edited_by_id=by.user_id)
    _record(by, "policy begun", policy, after={"kind": kind, "title": policy.title})
    return policy


@transaction.atomic
def save_draft(
    *,
    by: Viewer,
    policy: Policy,
    revision: int,
    sections: Sequence[tuple[str, str, str]],
    effective_from: date | None,
    monitoring: Monitoring | None = None,
) -> Draft:
    """Keep what is written. `sections`: (key, "" of a new one; title; text), without a title or text it goes.

    `revision`: of the draft that was read, 0 where there was none. ValidationError when somebody kept another one
    meanwhile, when a section has only a title or only a text, or when something cannot be meant.
    """
    require(by, Ability.DRAFT, MAY)
    parts = (monitoring or Monitoring()) if policy.is_monitoring else None
    refuse_if_any(nonsense(parts, measures=MEASURES) if parts else [])
    values = {
        "sections": _kept(sections),
        "parts": parts and parts.kept(),
        "effective_from": effective_from,
        "edited_by_id": by.user_id,
        "edited_at": timezone.now(),
    }
    _keep(policy, revision, values)
    draft = Draft.objects.get(policy=policy)
    _record(by, "policy draft kept", policy, after={"revision": draft.revision})
    return draft


def _keep(policy: Policy, revision: int, values: dict) -> None:
    """Compare-and-set: of two who write at once the second is told, and loses nothing that they typed."""
    meanwhile = ValidationError(
        _("Somebody else kept another draft meanwhile. Open it in another tab, and put both together.")
    )  # fmt: skip
    if revision:
        held = Draft.objects.filter(policy=policy, revision=revision)
        if not held.update(revision=revision + 1, **values):
            raise meanwhile
        return
    try:
        with transaction.atomic():
            Draft.objects.create(policy=policy, **values)
    except IntegrityError as clash:
        raise meanwhile from clash


def _kept(sections: Sequence[tuple[str, str, str]]) -> list[dict]:
    taken, found = {key for key, *_rest in sections if key}, []
    for key, title, text in sections:
        title, text = title.strip(), text.strip()
        if not title and not text:
            continue
        if not title or not text:
            raise ValidationError(_("Every section needs a title and a text. Empty both to take it out."))  # fmt: skip
        key = key or new_key(title, taken)
        taken.add(key)
        found.append({"key": key, "title": title, "text": text})
    return found


def _record(by: Viewer, verb: str, policy: Policy, **changes) -> None:
    record(by=by, verb=verb, object_type="policy", object_ref=policy.ref, **changes)
