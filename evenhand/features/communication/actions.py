"""Asking people to acknowledge a version, their answers, their questions, and the answers to those."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.features.communication.models import STATES, Question, Request, Round
from evenhand.features.communication.rules.acknowledging import MOVES, Ended, State
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify, notify_each, settle


@transaction.atomic
def ask_to_acknowledge(
    *,
    by: Actor,
    object_type: str,
    object_ref: str,
    version: int,
    title: str,
    url: str,
    user_ids: Iterable[int],
    owner_id: int,
    reply_by: date,
) -> int:
    """Ask people to acknowledge one version of something; `owner_id` answers what they ask.

    Whoever was asked already is not asked again, so this may be repeated as people come. Gives how many were asked.
    """
    held, _made = Round.objects.get_or_create(
        object_type=object_type,
        object_ref=object_ref,
        version=version,
        defaults={"title": title[:200], "url": url, "owner_id": owner_id},
    )
    known = set(Request.objects.filter(round=held).values_list("user_id", flat=True))
    wanted = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in known]
    if not wanted:
        return 0
    Request.objects.bulk_create(
        Request(round=held, user_id=user_id, reply_by=reply_by) for user_id in wanted
    )
    record(
        by=by,
        verb="asked to acknowledge",
        object_type=object_type,
        object_ref=object_ref,
        after={"version": version, "people": len(wanted), "reply_by": reply_by},
    )
    settle(urls=_places(_silent(object_type, object_ref).exclude(round=held)).values())
    text = _("Please read “%(title)s”, if you can by %(day)s. That you have seen it does not mean that you agree.")  # fmt: skip
    notify_each(
        places=_places(Request.objects.filter(round=held, user__in=wanted)),
        text=text % {"title": title, "day": date_format(reply_by, _("j F"))},
        kind="asked to acknowledge",
    )
    return len(wanted)


def _silent(object_type: str, object_ref: str):
    """Who was asked about any version of it and has not answered."""
    about = {"round__object_type": object_type, "round__object_ref": object_ref}
    return Request.objects.filter(state=State.WAITING, **about)


def _places(requests) -> dict[int, str]:
    """By id of the user, where each answers."""
    return {
        user_id: reverse("acknowledgement", args=[ref])
        for user_id, ref in requests.values_list("user_id", "ref")
    }


@transaction.atomic
def withdraw(*, by: Actor, object_type: str, object_ref: str, ended: Ended | None) -> int:
    """Nobody need read any version of it any more; those who did not answer or have a question open are told why.

    `ended`: None where its days ran out. Answers stay. Gives how many were told; again, it does nothing.
    """
    about = {"object_type": object_type, "object_ref": object_ref}
    rounds = _withdrawn(about, ended)
    if not rounds:
        return 0
    asking = Question.objects.filter(request__round__in=rounds, answer="")
    left = _silent(object_type, object_ref).filter(round__in=rounds)
    left |= Request.objects.filter(pk__in=asking.values("request"))
    places = _places(left.order_by("pk"))
    settle(urls=[*places.values(), *(reverse("question", args=[one.ref]) for one in asking)])
    record(
        by=by,
        verb="asking withdrawn",
        object_type=object_type,
        object_ref=object_ref,
        after={"people": len(places), "from": ended and ended.ends_on},
    )
    text = _("You need not read “%(title)s” any more. %(why)s")
    words = text % {"title": rounds[0].title, "why": rounds[0].why_withdrawn}
    notify_each(places=places, text=words, kind="asking withdrawn")
    return len(places)


def _withdrawn(about: dict, ended: Ended | None) -> list[Round]:
    """Those that were open until now, the latest first. Of two who withdraw at once, each round is one's alone."""
    values = {"withdrawn_at": timezone.now()}
    if ended is not None:
        values |= {
            "withdrawn_from": ended.ends_on,
            "withdrawn_by": ended.by_id,
            "withdrawn_because": ended.reason[:400],
        }
    still_open = Round.objects.filter(**about, withdrawn_at__isnull=True)
    found = still_open.order_by(
        "-version"
    )  # in one order, so that neither waits for the other for ever
    mine = [one.pk for one in found if still_open.filter(pk=one.pk).update(**values)]
    return list(Round.objects.filter(pk__in=mine).select_related("withdrawn_by"))


@transaction.atomic
def reply(*, by: Viewer, request: Request, state: State, words: str = "") -> Request:
    """Acknowledge or decline, with or without words. ValidationError where that was answered for good."""
    _require_open(by, request)
    now = timezone.now()
    held = Request.objects.filter(pk=request.pk, state__in=MOVES.get(state, ()))
    if not held.update(state=state, words=words.strip(), answered_at=now):
        request.refresh_from_db()
        raise ValidationError(
            _("You answered this already: %(state)s.") % {"state": STATES[State(request.state)]}
        )
    request.refresh_from_db()
    _record(by, f"version {state}", request, after={"words": request.words})
    settle(urls=[reverse("acknowledgement", args=[request.ref])])
    return request


@transaction.atomic
def ask_question(*, by: Viewer, request: Request, words: str) -> Question:
    """Ask whoever is responsible. It commits to nothing, and may be asked before or after an answer."""
    _require_open(by, request)
    if not words.strip():
        raise ValidationError(_("Write down what you want to know."))
    made = Question.objects.create(request=request, words=words.strip())
    _record(by, "question asked", request, after={"question": made.ref, "words": made.words})
    notify(
        user_ids={request.round.owner_id} - {by.user_id},
        text=_("%(who)s asks about “%(title)s”.") % {"who": by.name, "title": request.round.title},
        url=reverse("question", args=[made.ref]),
        kind="question asked",
    )
    return made


@transaction.atomic
def answer_question(*, by: Viewer, question: Question, answer: str) -> Question:
    """Of two answers at once the first holds. Whoever asked is told."""
    if question.request.user_id == by.user_id:
        raise ValidationError(_("Somebody else has to answer what you ask yourself."))
    if not answer.strip():
        raise ValidationError(_("Write down the answer."))
    waiting = Question.objects.filter(pk=question.pk, answer="")
    if not waiting.update(
        answer=answer.strip(), answered_by_id=by.user_id, answered_at=timezone.now()
    ):
        raise ValidationError(_("Somebody answered meanwhile. Their answer stands."))
    question.refresh_from_db()
    request = question.request
    _record(by, "question answered", request, after={"question": question.ref, "answer": question.answer})  # fmt: skip
    settle(urls=[reverse("question", args=[question.ref])])
    text = _("%(who)s answered your question about “%(title)s”.")
    notify(
        user_ids=[request.user_id],
        text=text % {"who": by.name, "title": request.round.title},
        url=reverse("acknowledgement", args=[request.ref]),
        kind="question answered",
    )
    return question


@transaction.atomic
def erase_replies(*, user_id: int) -> None:
    """Take out what somebody wrote. That they were asked, and whether they answered, stays: it proves both sides."""
    Request.objects.filter(user_id=user_id).exclude(words="").update(words="–")
    asked = Q(request__user_id=user_id)
    Question.objects.filter(asked).update(words="–")
    answered = Question.objects.filter(asked | Q(answered_by=user_id)).exclude(answer="")
    answered.update(answer="–")
    Round.objects.filter(withdrawn_by=user_id).update(withdrawn_because="–")


def _require_open(by: Viewer, request: Request) -> None:
    if by.user_id is None or request.user_id != by.user_id:
        raise ValidationError(_("Only whoever is asked can answer."))
    held = Round.objects.get(pk=request.round_id)
    if held.withdrawn_at:
        text = _("You need not answer any more. %(why)s")
        raise ValidationError(text % {"why": held.why_withdrawn})


def _record(by: Viewer, verb: str, request: Request, **changes) -> None:
    """The line is of the thing and its version; the account stands for whoever it is about."""
    record(
        by=by,
        verb=verb,
        object_type=request.round.object_type,
        object_ref=request.round.object_ref,
        subject_ref=by.person_ref if request.user_id == by.user_id else "",
        after={"version": request.round.version, "request": request.ref, **changes.pop("after")},
    )
