"""The import from the check on: bring in, result, taking back."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.people.policy import scope
from evenhand.features.sources import actions, jobs, queries
from evenhand.features.sources.forms import (
    ConfirmForm,
    PeopleForm,
    TakeBackForm,
)
from evenhand.features.sources.models import State
from evenhand.features.sources.views import previewing
from evenhand.features.sources.views.places import PLACES, REFUSED, begin, where_it_stands
from evenhand.foundation import wording
from evenhand.foundation.jobs.queries import job_of


@require_http_methods(["GET", "POST"])
def check(request, ref):
    """Step 3: what was found; a POST decides to bring it in."""
    run = queries.run_of(request.viewer, ref)
    if run.state not in (State.CHECKING, State.CHECKED):
        return where_it_stands(run)
    if run.state == State.CHECKING:
        return _progress_page(request, run, step=3)
    unknown = actions.unknown_people(run)
    initial = {"team": _("Team of %(source)s") % {"source": run.source.name}}
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial=initial)
    posted = request.POST if request.method == "POST" else None
    people = PeopleForm(posted, unknown=unknown, **queries.people_to_choose(unknown))
    if not unknown:
        form.fields.clear()
    if request.method == "POST" and form.is_valid() and _decided(request, run, form, people):
        return redirect("import_progress", ref=ref)
    context = {
        "run": run,
        "form": form,
        "unknown": unknown,
        "people": people,
        "step": 3,
        "groups": queries.reject_groups(run),
    }
    context["came"] = queries.came(run)
    context["days"] = _days(run)
    context["first_lines"] = previewing.table(queries.first_lines(run))
    context["known"] = queries.people_named(run) - len(unknown)
    return render(request, "sources/check.html", context, status=REFUSED if form.errors else 200)


def _days(run) -> str:
    if not run.accepted:
        return ""
    return wording.window_text(*(date.fromisoformat(run.summary[end]) for end in ("first", "last")))


def _decided(request, run, form, people) -> bool:
    data = form.cleaned_data
    if not people.is_valid():
        form.add_error(None, _("Choose for each person one of the choices."))
        return False
    try:
        with transaction.atomic():
            actions.confirm(
                by=request.viewer,
                run=run,
                add_people=data.get("people") == "add",
                team_name=data.get("team", ""),
                each=people.each(),
            )
            begin(request, run, jobs.bring_in, _("Bring in %(file)s") % {"file": run.file_name})
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


@require_GET
def progress(request, ref):
    """Step 4."""
    run = queries.run_of(request.viewer, ref)
    if run.state not in (State.BRINGING_IN, State.TAKING_BACK):
        return where_it_stands(run)
    return _progress_page(request, run, step=4)


def _progress_page(request, run, *, step):
    job = job_of(request.viewer, run.job_ref) if run.job_ref else None
    return render(request, "sources/progress.html", {"run": run, "job": job, "step": step})


@require_GET
def state(request, ref):
    """The part of a progress page that renews itself; when the work is over, the page goes on to what follows."""
    run = queries.run_of(request.viewer, ref)
    job = job_of(request.viewer, run.job_ref) if run.job_ref else None
    busy = run.state in (State.CHECKING, State.BRINGING_IN, State.TAKING_BACK)
    if not busy or job is None or job.is_over:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "sources/progress.html#state", {"run": run, "job": job})


@require_GET
def result(request, ref):
    """Step 5."""
    run = queries.run_of(request.viewer, ref)
    if run.state in PLACES:
        return where_it_stands(run)
    context = {"run": run, "step": 5, "groups": queries.reject_groups(run)}
    context["put_right"] = queries.put_right(run)
    context["came"] = queries.came(run)
    context["opens_figures"] = scope(request.viewer).organisation
    if context["opens_figures"] and run.summary.get("first"):
        context["figures"] = _fed(run)
    return render(request, "sources/result.html", context)


def _fed(run) -> dict:
    """The page that files of this kind feed, over the days of the file: its address, and what is there."""
    days = {"period": "own", "first": run.summary["first"], "last": run.summary["last"]}
    kind = run.mapping.get("kind", "contacts")
    if kind == "conversations":
        return {
            "url": f"{reverse('contact_list')}?{urlencode(days)}",
            "title": _("See the contacts"),
        }
    keys = [key for question, key in _ASKED.items() if question in queries.questions_came(run)]
    key = keys[0] if keys else _FED.get(kind)
    if key:
        url = reverse("figure", args=[key])
        return {"url": f"{url}?{urlencode(days)}", "title": _("See the figure")}
    return {
        "url": f"{reverse('organisation_figures')}?{urlencode(days)}",
        "title": _("See the figures"),
    }


# What files of a kind feed; a survey by what it asked, the first of these.
_FED = {"surveys": "survey_response", "evaluations": "qa_score", "legs": "aht"}
_ASKED = {"csat": "csat", "nps": "nps", "ces": "ces", "ces1": "ces1", "resolved": "fcr_survey"}


@require_http_methods(["GET", "POST"])
def taking_back(request, ref):
    run = queries.run_of(request.viewer, ref)
    if run.state != State.DONE:
        return where_it_stands(run)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            actions.confirm_taking_back(
                by=request.viewer, run=run, reason=form.cleaned_data["reason"]
            )
            begin(request, run, jobs.take_back, _("Take back %(file)s") % {"file": run.file_name})
        return redirect("import_progress", ref=ref)
    context = {"run": run, "form": form, "leaning": queries.leaning_on(run)}
    return render(
        request, "sources/taking_back.html", context, status=REFUSED if form.errors else 200
    )


@require_POST
def discarding(request, ref):
    """Decide against a file that was not brought in."""
    run = queries.run_of(request.viewer, ref)
    try:
        actions.discard(by=request.viewer, run=run)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return where_it_stands(run)
    messages.success(request, _("%(file)s was discarded.") % {"file": run.file_name})
    return redirect("import_list")


@require_POST
def again(request, ref):
    """Go on with a run whose work was interrupted."""
    run = queries.run_of(request.viewer, ref)
    functions = {
        State.CHECKING: jobs.check,
        State.BRINGING_IN: jobs.bring_in,
        State.TAKING_BACK: jobs.take_back,
    }
    function = functions.get(run.state)
    job = job_of(request.viewer, run.job_ref) if run.job_ref else None
    if function and (job is None or job.is_over):
        begin(request, run, function, _("Go on with %(file)s") % {"file": run.file_name})
    return where_it_stands(run)
