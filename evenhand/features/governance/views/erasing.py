"""Pages of erasure: what would go, what speaks against it, and what went."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.governance import actions, jobs, queries
from evenhand.features.governance.forms import ErasureForm, HoldForm, PersonForm
from evenhand.features.governance.policy import MAY, Ability
from evenhand.foundation import wording
from evenhand.foundation.access.policy import require
from evenhand.foundation.csv_export import csv_response
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.refusals import refusals_on

_PAGE = 50


def _kinds() -> dict[str, str]:
    return {
        "contact": _("contacts, which go on counting for the team"),
        "leg": _("parts of contacts"),
        "response": _("customers' answers"),
        "evaluation": _("quality reviews"),
        "message": _("messages in their contacts, which go whole"),
        "team": _("times in a team, or at its head"),
        "key": _("numbers in other systems"),
        "correction": _("corrections, whose words go"),
        "file": _("files as they were brought in, which are emptied"),
        "adjustment": _("adjustments agreed with them"),
        "target": _("targets told to them or adjusted for them"),
        "opened": _("what was opened to guests: of them to others, of others to them"),
        "hold": _("legal holds, whose reasons go"),
        "view": _("saved views"),
        "standing": _("where they stood against targets, run by run"),
        "remark": _("words they said about figures, and words about theirs"),
        "reply": _("answers and questions to what they were asked to acknowledge, whose words go"),
        "notice": _("notes to them, and notes to others that name them"),
        "account": _("account, which loses name, email and sign-in"),
        "audit": _("lines of the audit, whose content goes"),
    }


@require_GET
def erasures(request):
    require(request.viewer, Ability.ERASE_PEOPLE, MAY)
    form = PersonForm(request.GET or None)
    if form.is_valid():
        return redirect("erasure", ref=form.cleaned_data["person"])
    page = Paginator(queries.removals(request.viewer), _PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/erasures.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def erasure(request, ref):
    """What would go now, counted and as a file; and the decision."""
    person = queries.person_to_erase(request.viewer, ref)
    if request.method == "GET":
        return _page(request, person)
    form = ErasureForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            removal = actions.decide_erasure(
                by=request.viewer, person=person, rule=form.cleaned_data["rule"]
            )
            title = _("Erase somebody everywhere")
            enqueue(jobs.erase, by=request.viewer, title=title, removal_ref=removal.ref)
            return redirect("erasures")
    return _page(request, person, form=form)


def _page(request, person, **forms):
    counts, kinds = queries.would_go(person), _kinds()
    if request.GET.get("as") == "csv":
        rows = [(kinds[kind], count) for kind, count in counts.items()]
        return csv_response(
            f"would-go-{request.viewer.today}.csv", (_("What"), _("How many")), rows
        )
    context = {
        "person": person,
        "counts": [(kinds[kind], count) for kind, count in counts.items() if count],
        "obstacles": queries.obstacles_of(person, request.viewer.today),
        "holds": queries.holds_of(person),
        "form": ErasureForm(),
        "hold_form": HoldForm(),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "governance/erasure.html", context, status=status)


@require_POST
def hold(request, ref):
    person, form = queries.person_to_erase(request.viewer, ref), HoldForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.hold(by=request.viewer, person=person, reason=form.cleaned_data["reason"])
            return redirect("erasure", ref=ref)
    return _page(request, person, hold_form=form)


@require_POST
def release(request, ref):
    actions.release(by=request.viewer, person=queries.person_to_erase(request.viewer, ref))
    return redirect("erasure", ref=ref)


@require_http_methods(["GET", "POST"])
def due(request):
    """What has been kept for long enough, counted by kind and as a file; and the decision that it goes."""
    require(request.viewer, Ability.ERASE_PEOPLE, MAY)
    problem = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                removal = actions.decide_expiry(by=request.viewer)
                enqueue(
                    jobs.expire,
                    by=request.viewer,
                    title=_("Remove what is due"),
                    removal_ref=removal.ref,
                )
            return redirect("due")
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
    counts = queries.due(request.viewer.today)
    rules = queries.retention_rules(request.viewer.today)
    lines = [(rule, counts[rule.kind.key]) for rule in rules if rule.kind.key in counts]
    if request.GET.get("as") == "csv":
        rows = [(wording.said(rule.kind.title), rule.days, count) for rule, count in lines]
        head = (_("What"), _("Days kept"), _("How many are due"))
        return csv_response(f"due-{request.viewer.today}.csv", head, rows)
    context = {"lines": lines, "problem": problem, "any": any(counts.values())}
    return render(request, "governance/due.html", context, status=422 if problem else 200)
