"""Asking what people think of a draft, saying it, and answering: each stays as it was said."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.standards.models import Consultation, Draft
from evenhand.features.standards.policy import MAY, Ability
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.queries import users_with
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify


@transaction.atomic
def consult(*, by: Viewer, draft: Draft, whom: str, held_on: date, views: str = "") -> Consultation:
    """Write down who is asked about the draft, and what they said if they have. Representatives are told.

    ValidationError without a name, for a day to come, and when the draft was published meanwhile.
    """
    require(by, Ability.GIVE_VIEWS, MAY)
    if not whom.strip():
        raise ValidationError(_("Say who is consulted."))
    if held_on > by.today:
        raise ValidationError(_("Write a consultation down when it was held: the day is to come."))
    _hold(draft)
    made = Consultation.objects.create(
        draft=draft,
        whom=whom.strip()[:200],
        held_on=held_on,
        recorded_by_id=by.user_id,
        views=views.strip(),
        views_by_id=by.user_id if views.strip() else None,
    )
    _record(by, "consulted", made, after={"whom": made.whom, "held_on": held_on, "views": made.views})  # fmt: skip
    if made.views:
        _tell_writer(by, made)
    else:
        _tell_representatives(by, made)
    return made


@transaction.atomic
def give_views(*, by: Viewer, consultation: Consultation, views: str) -> Consultation:
    """Say what one thinks, once; whoever has more to say begins another consultation."""
    require(by, Ability.GIVE_VIEWS, MAY)
    if not views.strip():
        raise ValidationError(_("Write down what they, or you, think of the draft."))
    _hold(consultation.draft)
    waiting = Consultation.objects.filter(pk=consultation.pk, views="")
    if not waiting.update(views=views.strip(), views_by_id=by.user_id):
        raise ValidationError(_("Views were written down meanwhile. They stay as they were said."))
    consultation.refresh_from_db()
    _record(by, "views given", consultation, after={"views": consultation.views})
    _tell_writer(by, consultation)
    return consultation


@transaction.atomic
def answer_views(*, by: Viewer, consultation: Consultation, answer: str) -> Consultation:
    """Say what becomes of their views: followed or not, and why."""
    require(by, Ability.DRAFT, MAY)
    if not answer.strip():
        raise ValidationError(_("Say what becomes of their views, and why."))
    _hold(consultation.draft)
    waiting = Consultation.objects.filter(pk=consultation.pk, answer="").exclude(views="")
    if not waiting.update(answer=answer.strip(), answered_by_id=by.user_id):
        raise ValidationError(_("There are no views yet, or they were answered meanwhile."))
    consultation.refresh_from_db()
    _record(by, "views answered", consultation, after={"answer": consultation.answer})
    text = _("%(who)s answered what you said of “%(title)s”.")
    _tell(by, consultation, {consultation.views_by_id}, text)
    return consultation


def _hold(draft: Draft) -> None:
    """Takes the draft's row, so that it is not published under one's hands."""
    if not Draft.objects.filter(pk=draft.pk).update(edited_at=F("edited_at")):
        raise ValidationError(_("This draft was published meanwhile."))


def _tell_writer(by: Viewer, one: Consultation) -> None:
    text = _("%(who)s wrote down views on the draft of “%(title)s”: they need an answer.")
    _tell(by, one, {one.draft.edited_by_id}, text)


def _tell_representatives(by: Viewer, one: Consultation) -> None:
    found = users_with(Role.REPRESENTATIVE, by.today)
    text = _("%(who)s asks what you think of the draft of “%(title)s”.")
    _tell(by, one, {user.pk for user in found}, text)


def _tell(by: Viewer, one: Consultation, user_ids: set[int], text: str) -> None:
    policy = one.draft.policy
    notify(
        user_ids=user_ids - {by.user_id},
        text=text % {"who": by.name, "title": policy.title},
        url=reverse("policy_consultation", args=[policy.ref, one.ref]),
        kind="consultation",
    )


def _record(by: Viewer, verb: str, one: Consultation, **changes) -> None:
    record(
        by=by, verb=verb, object_type="consultation", object_ref=one.ref,
        **changes,
    )  # fmt: skip
