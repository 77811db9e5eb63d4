"""Drafts: beginning and writing one, what people say of it, and publishing."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.standards import actions, queries
from evenhand.features.standards.actions.publishing import DAYS_TO_REPLY
from evenhand.features.standards.forms import (
    ConsultationForm,
    DraftForm,
    MonitoringForm,
    NewPolicyForm,
    PublishForm,
    SectionForms,
    ShadowForms,
    ViewsAnswerForm,
    ViewsForm,
)
from evenhand.features.standards.models import Draft
from evenhand.features.standards.policy import MAY, Ability
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def new_policy(request):
    require(request.viewer, Ability.DRAFT, MAY)
    initial = {"kind": request.GET.get("kind", "")}
    form = NewPolicyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.begin_policy(by=request.viewer, **form.cleaned_data)
            return redirect("policy_draft_text", ref=made.ref)
    status = 422 if form.errors else 200
    return render(request, "standards/new_policy.html", {"form": form}, status=status)


@require_GET
def policy_draft(request, ref):
    """The draft as it would read, and what people said of it."""
    return _draft_page(request, queries.draft_for_reading(request.viewer, ref))


def _draft_page(request, draft: Draft, form=None):
    given = draft.monitoring if draft.parts is not None else None
    viewer = request.viewer
    context = {
        "policy": draft.policy,
        "draft": draft,
        "last": queries.last_of(draft.policy),
        "sections": queries.all_sections(draft.sections, given),
        "consulted": queries.consulted(draft),
        "writes": may(viewer, Ability.DRAFT, MAY),
        "form": form or ConsultationForm(initial={"held_on": viewer.today, "whom": "" if may(viewer, Ability.DRAFT, MAY) else viewer.name}),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, "standards/draft.html", context, status=status)


@require_http_methods(["GET", "POST"])
def policy_draft_text(request, ref):
    policy, draft = queries.draft_to_write(request.viewer, ref)
    sent = request.POST if request.method == "POST" else None
    forms = _draft_forms(sent, draft)
    if sent is not None and all([one.is_valid() for one in forms.values()]):
        with refusals_on(forms["form"]):
            _save(request.viewer, policy, forms)
            messages.success(request, _("The draft is kept."))
            return redirect("policy_draft", ref=ref)
    wrong = sent is not None and not all(one.is_valid() for one in forms.values())
    context = {"policy": policy, "draft": draft, "wrong": wrong, **forms}
    return render(request, "standards/draft_text.html", context, status=422 if wrong else 200)


def _draft_forms(sent, draft: Draft) -> dict:
    found = {
        "form": DraftForm(sent, draft=draft),
        "sections": SectionForms(sent, initial=draft.sections, prefix="sections"),
    }
    if draft.policy.is_monitoring:
        given = draft.monitoring
        shadows = [vars(one) for one in given.shadows]
        found["monitoring"] = MonitoringForm(sent, given=given)
        found["shadows"] = ShadowForms(sent, initial=shadows, prefix="shadows")
    return found


def _save(viewer, policy, forms) -> None:
    monitoring = None
    if "monitoring" in forms:
        shadows = tuple(one.shadow() for one in forms["shadows"] if one.shadow())
        monitoring = forms["monitoring"].monitoring(shadows)
    actions.save_draft(
        by=viewer,
        policy=policy,
        sections=[one.said() for one in forms["sections"]],
        monitoring=monitoring,
        **forms["form"].cleaned_data,
    )


@require_POST
def policy_consultations(request, ref):
    require(request.viewer, Ability.GIVE_VIEWS, MAY)
    draft, form = queries.draft_for_reading(request.viewer, ref), ConsultationForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.consult(by=request.viewer, draft=draft, **form.cleaned_data)
            messages.success(request, _("It is on the record."))
            return redirect("policy_draft", ref=ref)
    return _draft_page(request, draft, form)


@require_http_methods(["GET", "POST"])
def policy_consultation(request, ref, consultation_ref):
    """One part of a consultation: first the views, then the answer, each once."""
    viewer = request.viewer
    try:
        found = queries.consultation_of(viewer, ref, consultation_ref)
    except Http404:
        return _where_it_went(request, ref, consultation_ref)
    sent = request.POST if request.method == "POST" else None
    form = ViewsForm(sent) if not found.views else None
    if found.views and not found.answer and may(viewer, Ability.DRAFT, MAY):
        form = ViewsAnswerForm(sent)
    if sent is not None and form is None:
        require(viewer, Ability.DRAFT, MAY)
        messages.error(request, _("It is answered already. The answer stays as it is."))
        return redirect("policy_consultation", ref=ref, consultation_ref=consultation_ref)
    if sent is not None and form.is_valid():
        say = actions.answer_views if found.views else actions.give_views
        with refusals_on(form):
            say(by=viewer, consultation=found, **form.cleaned_data)
            messages.success(request, _("It is on the record."))
            return redirect("policy_draft", ref=ref)
    context = {"policy": found.draft.policy, "one": found, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "standards/consultation.html", context, status=status)


def _where_it_went(request, ref, consultation_ref):
    """Notices and letters keep the address of a consultation: it outlives the draft."""
    policy, version = queries.published_from(request.viewer, ref, consultation_ref)
    if request.method == "POST":
        messages.error(request, _("This draft was published meanwhile: what was said of it stays as it was."))  # fmt: skip
    if version is None:
        return redirect("policy", ref=policy.ref)
    address = reverse("policy_version", args=[policy.ref, version.number])
    return redirect(f"{address}#said-{consultation_ref}")


@require_http_methods(["GET", "POST"])
def policy_publication(request, ref):
    """What is published, from when, and whom it will ask."""
    require(request.viewer, Ability.PUBLISH, MAY)
    draft, today = queries.draft_for_reading(request.viewer, ref), request.viewer.today
    consulted = list(queries.consulted(draft))
    initial = {"reply_by": today + timedelta(days=DAYS_TO_REPLY), "revision": draft.revision}
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        asks_why_unconsulted=not any(one.views for one in consulted),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.publish(by=request.viewer, policy=draft.policy, **form.cleaned_data)
            messages.success(request, _("It is published, and everybody concerned is asked."))
            return redirect("policy_version", ref=ref, number=made.number)
    context = {
        "policy": draft.policy,
        "draft": draft,
        "last": queries.last_of(draft.policy),
        "consulted": consulted,
        "concerned": queries.concerned(today),
        "form": form,
    }
    return render(request, "standards/publication.html", context, status=422 if form.errors else 200)  # fmt: skip
