"""Dropping a draft of a policy or of a standard, after a second thought."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.features.standards import actions, queries
from evenhand.features.standards.forms import DiscardForm
from evenhand.features.standards.policy import MAY, Ability
from evenhand.foundation.access.policy import require
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def policy_draft_removal(request, ref):
    require(request.viewer, Ability.DRAFT, MAY)
    draft = queries.draft_for_reading(request.viewer, ref)
    form = _form(request, draft)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            gone = actions.discard_policy_draft(
                by=request.viewer, policy=draft.policy, **form.cleaned_data
            )
            messages.success(request, _("The draft is discarded."))
            return redirect("policy_list") if gone else redirect("policy", ref=ref)
    context = {
        "title": draft.policy.title,
        "address": reverse("policy_draft", args=[ref]),
        "last": queries.last_of(draft.policy),
        "views": sum(bool(one.views) for one in queries.consulted(draft)),
    }
    return _page(request, form, context)


@require_http_methods(["GET", "POST"])
def standard_draft_removal(request, ref):
    require(request.viewer, Ability.SET_STANDARDS, MAY)
    draft = queries.standard_draft(request.viewer, ref)
    form = _form(request, draft)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            gone = actions.discard_standard_draft(
                by=request.viewer, standard=draft.standard, **form.cleaned_data
            )
            messages.success(request, _("The draft is discarded."))
            return redirect("standard_list") if gone else redirect("standard", ref=ref)
    context = {
        "title": draft.standard.title,
        "address": reverse("standard_draft", args=[ref]),
        "last": queries.last_version_of(draft.standard),
    }
    return _page(request, form, context)


def _form(request, draft) -> DiscardForm:
    sent = request.POST if request.method == "POST" else None
    return DiscardForm(sent, initial={"revision": draft.revision})


def _page(request, form: DiscardForm, context: dict):
    status = 422 if form.errors else 200
    return render(request, "standards/draft_removal.html", context | {"form": form}, status=status)
