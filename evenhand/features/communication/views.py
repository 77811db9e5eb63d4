"""Pages of acknowledgements: one's own, questions, and how a round stands."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.communication import actions, queries
from evenhand.features.communication.forms import AnswerForm, OwnFilters, QuestionForm, ReplyForm
from evenhand.features.communication.models import STANDINGS
from evenhand.features.communication.rules.acknowledging import State
from evenhand.foundation.lists import Listing
from evenhand.foundation.refusals import refusals_on


@require_GET
def acknowledgement_list(request):
    filters, title = OwnFilters(request.GET), _("What I was asked to read")
    found, columns = queries.own(request.viewer, **filters.chosen()), _columns(request.viewer)
    listed = Listing(request, found, columns, title=title, what="acknowledgements", filters=filters)
    rows = [(one, _standing(one, request.viewer)) for one in listed.page]
    return listed.answer("communication/own.html", {"rows": rows})


def _columns(viewer):
    return (
        (_("What"), lambda one: one.round.title),
        (_("Your answer"), lambda one: _standing(one, viewer)),
        (_("If you can, by"), lambda one: None if one.round.withdrawn_at else one.reply_by),
    )


def _standing(one, viewer):
    return STANDINGS[queries.standing_of(one, viewer)]


@require_GET
def acknowledgement(request, ref):
    return _page(request, queries.own_request(request.viewer, ref))


def _page(request, found, **forms):
    state = State(found.state)
    reply, withdrawn = forms.get("reply_form"), found.round.withdrawn_at
    if reply is None and state != State.ACKNOWLEDGED and not withdrawn:
        reply = ReplyForm(declined=state == State.DECLINED)
    context = {
        "one": found,
        "standing": STANDINGS[queries.standing_of(found, request.viewer)],
        "questions": queries.questions(found),
        "reply_form": reply,
        "question_form": forms.get("question_form") or (None if withdrawn else QuestionForm()),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "communication/request.html", context, status=status)


@require_POST
def acknowledgement_reply(request, ref):
    found = queries.own_request(request.viewer, ref)
    form = ReplyForm(request.POST, declined=found.state == State.DECLINED)
    if form.is_valid():
        with refusals_on(form):
            actions.reply(by=request.viewer, request=found, **form.cleaned_data)
            messages.success(request, _("Your answer is on the record."))
            return redirect("acknowledgement", ref=ref)
    return _page(request, found, reply_form=form)


@require_POST
def acknowledgement_questions(request, ref):
    found, form = queries.own_request(request.viewer, ref), QuestionForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.ask_question(by=request.viewer, request=found, **form.cleaned_data)
            messages.success(request, _("Your question is sent. The answer comes to your inbox."))
            return redirect("acknowledgement", ref=ref)
    return _page(request, found, question_form=form)


@require_http_methods(["GET", "POST"])
def question(request, ref):
    """For whoever answers it; whoever asked reads it on the page of what they were asked."""
    found = queries.question_of(request.viewer, ref)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.answer_question(by=request.viewer, question=found, **form.cleaned_data)
            messages.success(request, _("Your answer stands beside the question."))
            return redirect("question", ref=ref)
    context = {"one": found, "form": None if found.answer and not form.errors else form}
    return render(request, "communication/question.html", context, status=422 if form.errors else 200)  # fmt: skip


@require_GET
def acknowledgement_round(request, ref):
    found = queries.round_of(request.viewer, ref)
    counts = [(STANDINGS[where], n) for where, n in found.counts]
    return render(request, "communication/round.html", {"found": found, "counts": counts})
