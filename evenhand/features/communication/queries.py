"""Reading requests to acknowledge: one's own, how a round stands, and questions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404

from evenhand.features.communication.models import Question, Request, Round
from evenhand.features.communication.policy import (
    answerable_questions,
    sees_rounds,
    visible_requests,
)
from evenhand.features.communication.rules.acknowledging import Standing, State, standing
from evenhand.foundation.access.policy import require_writable
from evenhand.foundation.access.viewers import Viewer

_OPEN = Count("questions", filter=Q(questions__answer=""))


def own(viewer: Viewer, *, answered: str = ""):
    """Everything the viewer was asked to acknowledge, the latest first. `answered`: "yes", or "no" of what may be."""
    if not viewer.is_someone:
        return Request.objects.none()
    found = Request.objects.filter(user_id=viewer.user_id).select_related("round__owner")
    if answered == "yes":
        found = found.exclude(state=State.WAITING)
    elif answered == "no":
        found = found.filter(state=State.WAITING, round__withdrawn_at__isnull=True)
    return found.annotate(open_questions=_OPEN).order_by("-asked_at", "-pk")


def replies_kept(user_id: int | None) -> int:
    """How many answers with words, and how many questions, an account wrote."""
    if not user_id:
        return 0
    said = Request.objects.filter(user_id=user_id).exclude(words="")
    return said.count() + Question.objects.filter(request__user_id=user_id).count()


def waiting(viewer: Viewer):
    """Of the viewer's own what waits: not answered, not withdrawn, no newer version asked about, no question open."""
    newer = Round.objects.filter(
        object_type=OuterRef("round__object_type"),
        object_ref=OuterRef("round__object_ref"),
        version__gt=OuterRef("round__version"),
    )
    found = own(viewer).filter(
        state=State.WAITING, open_questions=0, round__withdrawn_at__isnull=True
    )
    return found.filter(~Exists(newer)).order_by("reply_by", "pk")


def own_request(viewer: Viewer, ref: str) -> Request:
    require_writable(ref)
    return get_object_or_404(own(viewer), ref=ref)


def request_about(viewer: Viewer, *, object_type: str, object_ref: str, version: int):
    """The viewer's own request about one version, if there is one."""
    about = {"object_type": object_type, "object_ref": object_ref, "version": version}
    return own(viewer).filter(**{f"round__{name}": value for name, value in about.items()}).first()


def asked_until(user_id: int, *, object_type: str, object_ref: str, version: int) -> date | None:
    """By which day somebody is asked to read one version; None: they are not."""
    about = {"object_type": object_type, "object_ref": object_ref, "version": version}
    found = Request.objects.filter(user_id=user_id, **{f"round__{name}": value for name, value in about.items()})  # fmt: skip
    return found.values_list("reply_by", flat=True).first()


def standing_of(request: Request, viewer: Viewer) -> Standing:
    return standing(
        State(request.state),
        open_questions=request.open_questions,
        reply_by=request.reply_by,
        today=viewer.today,
        withdrawn=request.round.withdrawn_at is not None,
    )


def questions(request: Request):
    return request.questions.select_related("answered_by")


# What came of asking, for whoever needs to know from when something counts


@dataclass(frozen=True)
class Reading:
    """What came of asking one account about one version. Questions: those asked by the day to reply by."""

    object_ref: str
    version: int
    user_id: int
    reply_by: date
    acknowledged_at: datetime | None
    open_question_at: datetime | None  # the first without an answer
    question_answered_at: datetime | None


def readings(object_type: str, refs: Iterable[str]) -> list[Reading]:
    """Of everybody who was asked about any version of these things, all at once."""
    in_time = Q(questions__asked_at__date__lte=F("reply_by"))
    found = Request.objects.filter(round__object_type=object_type, round__object_ref__in=list(refs))
    rows = found.annotate(
        unanswered=Min("questions__asked_at", filter=in_time & Q(questions__answer="")),
        answered=Max("questions__answered_at", filter=in_time),
    ).select_related("round")
    return [
        Reading(
            one.round.object_ref,
            one.round.version,
            one.user_id,
            one.reply_by,
            one.answered_at if one.state == State.ACKNOWLEDGED else None,
            one.unanswered,
            one.answered,
        )
        for one in rows
    ]


# Questions put to the viewer


def to_answer(viewer: Viewer):
    found = Question.objects.filter(
        answerable_questions(viewer), answer="", request__round__withdrawn_at__isnull=True
    )
    return found.select_related("request__round", "request__user")


def question_of(viewer: Viewer, ref: str) -> Question:
    """One that the viewer may answer, or has been answered in their place."""
    require_writable(ref)
    found = Question.objects.filter(answerable_questions(viewer))
    found = found.select_related("request__round__owner", "request__user", "answered_by")
    return get_object_or_404(found, ref=ref)


# How a round stands


def open_rounds(object_type: str) -> set[str]:
    """Of which things people are still asked to read a version."""
    found = Round.objects.filter(object_type=object_type, withdrawn_at__isnull=True)
    return set(found.values_list("object_ref", flat=True))


@dataclass(frozen=True)
class Stood:
    """How many stand where, and the names of those without an answer: by name alone."""

    round: Round
    total: int
    counts: tuple[tuple[Standing, int], ...]
    without_answer: tuple[str, ...]


def round_of(viewer: Viewer, ref: str) -> Stood:
    require_writable(ref)
    if not sees_rounds(viewer):
        raise Http404
    return stood(viewer, get_object_or_404(Round.objects.select_related("owner"), ref=ref))


def stood(viewer: Viewer, held: Round) -> Stood:
    """Of the people whom the viewer may see."""
    found = Request.objects.filter(visible_requests(viewer), round=held)
    found = found.select_related("user", "round")
    rows = list(found.annotate(open_questions=_OPEN).order_by(Lower("user__name"), "pk"))
    standings = [(one, standing_of(one, viewer)) for one in rows]
    counts = Counter(where for _one, where in standings)
    silent = (Standing.WAITING, Standing.NO_REPLY)
    return Stood(
        held,
        len(rows),
        tuple(
            (where, counts[where])
            for where in Standing
            if counts[where] or where != Standing.WITHDRAWN
        ),
        tuple(one.user.name for one, where in standings if where in silent),
    )


def round_about(viewer: Viewer, *, object_type: str, object_ref: str, version: int) -> Stood | None:
    """How the round about one version stands, for whoever may see that."""
    if not sees_rounds(viewer):
        return None
    about = {"object_type": object_type, "object_ref": object_ref, "version": version}
    held = Round.objects.filter(**about).select_related("owner").first()
    return stood(viewer, held) if held else None
