"""Service standards: one with its chain and history, what changed, its draft, publishing, an end."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.features.standards import actions, queries
from evenhand.features.standards.actions.publishing import DAYS_TO_REPLY
from evenhand.features.standards.forms import (
    EndingForm,
    NewStandardForm,
    PublishStandardForm,
    StandardForm,
)
from evenhand.features.standards.models import StandardVersion
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import SERVING, STANDARD
from evenhand.features.standards.rules.versions import Kind
from evenhand.features.standards.views.showing import asked_about, compared_with, going_on, told
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def new_standard(request):
    require(request.viewer, Ability.SET_STANDARDS, MAY)
    initial = {"goal": request.GET.get("goal", "")}
    form = NewStandardForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.begin_standard(by=request.viewer, **form.cleaned_data)
            return redirect("standard_draft_text", ref=made.ref)
    context = {"form": form, "charter": queries.charter(), "goals": queries.goals()}
    return render(request, "standards/new_standard.html", context, status=422 if form.errors else 200)  # fmt: skip


@require_GET
def standard(request, ref):
    """The version that holds today, or the one to come; before there is any, the draft for whoever may read it."""
    found = queries.standard_of(request.viewer, ref)
    shown = queries.version_on(found, request.viewer.today) or queries.last_version_of(found)
    if shown is None:
        return redirect("standard_draft", ref=ref)
    return _version_page(request, shown)


@require_GET
def standard_version(request, ref, number):
    return _version_page(request, queries.standard_version_of(request.viewer, ref, number))


def _version_page(request, version: StandardVersion):
    viewer, found = request.viewer, version.standard
    held = queries.version_on(found, viewer.today)
    targets = queries.all_held(target__standard=found)
    context = {
        "standard": found,
        "version": version,
        "goal": version.goal,
        "holds": held is not None and held.pk == version.pk,
        "held": held,
        "is_to_come": version.effective_from > viewer.today,
        "ends_on": queries.ends_on(found),
        "withdrawal": getattr(found, "withdrawal", None),
        "history": queries.standard_versions(found),
        "targets": told(viewer, going_on(targets, viewer.today)),
        "ended": told(viewer, [one for one in targets if one.until and one.until <= viewer.today]),
        "writes": may(viewer, Ability.SET_STANDARDS, MAY),
        "draft": queries.standard_drafts(viewer).get(found.pk),
        **asked_about(viewer, STANDARD, found.ref, version.number),
    }
    return render(request, "standards/standard.html", context)


@require_GET
def standard_changes(request, ref, number):
    """What changed from the version before, or from the one that `since` names."""
    version = queries.standard_version_of(request.viewer, ref, number)
    compared = compared_with(request, version, queries.standard_versions(version.standard))
    names = {"title": _("Title"), "text": _("What customers can expect"), "goal": _("Which promise it keeps")}  # fmt: skip
    context = {
        "standard": version.standard,
        **compared,
        "changes": [
            (names[one.key], one) for one in compared["changes"] if one.kind is not Kind.SAME
        ],
        "same": [names[one.key] for one in compared["changes"] if one.kind is Kind.SAME],
    }
    return render(request, "standards/standard_changes.html", context)


@require_GET
def standard_draft(request, ref):
    draft = queries.standard_draft(request.viewer, ref)
    context = {
        "standard": draft.standard,
        "draft": draft,
        "goal": queries.goal_cited(draft.goal),
        "last": queries.last_version_of(draft.standard),
        "writes": may(request.viewer, Ability.SET_STANDARDS, MAY),
    }
    return render(request, "standards/standard_draft.html", context)


@require_http_methods(["GET", "POST"])
def standard_draft_text(request, ref):
    viewer = request.viewer
    found, draft = queries.standard_draft_to_write(viewer, ref)
    sent = request.POST if request.method == "POST" else None
    form = StandardForm(sent, draft=draft, today=viewer.today)
    if sent is not None and form.is_valid():
        said = dict(form.cleaned_data)
        with refusals_on(form):
            actions.save_standard(by=viewer, standard=found, owner_id=said.pop("owner"), **said)
            messages.success(request, _("The draft is kept."))
            return redirect("standard_draft", ref=ref)
    context = {"standard": found, "draft": draft, "form": form, "goals": queries.goals()}
    return render(request, "standards/standard_draft_text.html", context, status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def standard_publication(request, ref):
    """What is published, from when, and whom it will ask."""
    viewer = request.viewer
    require(viewer, Ability.SET_STANDARDS, MAY)
    draft, today = queries.standard_draft(viewer, ref), viewer.today
    initial = {"reply_by": today + timedelta(days=DAYS_TO_REPLY), "revision": draft.revision}
    form = PublishStandardForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.publish_standard(by=viewer, standard=draft.standard, **form.cleaned_data)
            messages.success(request, _("It is published, and everybody concerned is asked."))
            return redirect("standard_version", ref=ref, number=made.number)
    held = going_on(queries.all_held(target__standard=draft.standard), today)
    context = {
        "standard": draft.standard,
        "draft": draft,
        "last": queries.last_version_of(draft.standard),
        "goal": queries.goal_cited(draft.goal),
        "targets": told(viewer, held),
        "concerned": queries.concerned(today, SERVING),
        "form": form,
    }
    return render(request, "standards/standard_publication.html", context, status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def standard_withdrawal(request, ref):
    viewer = request.viewer
    require(viewer, Ability.SET_STANDARDS, MAY)
    found = queries.standard_of(viewer, ref)
    form = EndingForm(
        request.POST if request.method == "POST" else None, initial={"ends_on": viewer.today}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.withdraw_standard(by=viewer, standard=found, **form.cleaned_data)
            return redirect("standard", ref=ref)
    context = {
        "standard": found,
        "targets": told(viewer, going_on(queries.all_held(target__standard=found), viewer.today)),
        "form": form,
    }
    return render(request, "standards/standard_withdrawal.html", context, status=422 if form.errors else 200)  # fmt: skip
