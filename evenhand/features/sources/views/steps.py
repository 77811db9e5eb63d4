"""The import, step by step: file → match columns → check → bring in → result. Each step has its own address."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.analysis import wording
from evenhand.analysis.intake.look import Unreadable, refuse_size
from evenhand.features.people.policy import scope
from evenhand.features.sources import actions, jobs, queries
from evenhand.features.sources.forms import (
    ConfirmForm,
    FileForm,
    LookedForm,
    MappingForm,
    PeopleForm,
    SheetForm,
)
from evenhand.features.sources.models import State
from evenhand.features.sources.policy import MAY, Ability
from evenhand.foundation.access.policy import require
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.queries import job_of

REFUSED = 422
TOO_LARGE = 413
_ENVELOPE = 64 * 1024  # what a form adds around the file itself


@require_GET
def run_list(request):
    page = Paginator(queries.runs(request.viewer), 50).get_page(request.GET.get("page"))
    return render(request, "sources/run_list.html", {"page": page})


@csrf_exempt  # only until the size is known to be allowed: `_file` below is protected
def bring_in(request):
    """Step 1. A request over the size is refused before its body is read, which the token check would do."""
    require(request.viewer, Ability.BRING_IN, MAY)
    if problem := too_large(request):
        return _file_page(request, FileForm(), problem=problem, status=TOO_LARGE)
    return _file(request)


def too_large(request) -> str:
    """Why a request over the size is refused before its body is read; empty when it may be read."""
    told = request.META.get("CONTENT_LENGTH") or ""
    length = int(told) if told.isascii() and told.isdigit() else 0
    if length > settings.EVENHAND.largest_import_bytes + _ENVELOPE:
        try:
            refuse_size(length, settings.EVENHAND.largest_import_bytes)
        except Unreadable as refusal:
            return str(refusal)
    return ""


@csrf_protect
@require_http_methods(["GET", "POST"])
def _file(request):
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.start(
                by=request.viewer,
                stream=file,
                name=file.name,
                source_name=form.cleaned_data["source"],
                zone=settings.EVENHAND.time_zone,
                largest=settings.EVENHAND.largest_import_bytes,
            )
            return redirect("import_columns", ref=run.ref)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
    return _file_page(request, form, status=REFUSED if form.errors else 200)


def _file_page(request, form, *, problem="", status=200):
    context = {
        "form": form,
        "problem": problem,
        "known_sources": queries.source_names(),
        "largest": settings.EVENHAND.largest_import_mb,
        "step": 1,
    }
    return render(request, "sources/file.html", context, status=status)


@require_http_methods(["GET", "POST"])
def columns(request, ref):
    """Step 2."""
    run = queries.run_of(request.viewer, ref)
    if run.state not in (State.LOOKED_AT, State.CHECKED, State.FAILED):
        return where_it_stands(run)
    form = MappingForm(
        request.POST or None, shape=queries.shape_of(run), mapping=queries.mapping_of(run)
    )
    looked = LookedForm(request.POST or None)
    if form.is_valid() and _confirmed(request, run, form, looked):
        return redirect("import_check", ref=ref)
    context = {"run": run, "form": form, "step": 2, "shape": form.shape, "looked": looked}
    context["changed"] = queries.changed_columns(run, form.meant)
    context |= queries.suited(run)
    if len(form.shape.sheets) > 1:
        context["sheets"] = SheetForm(shape=form.shape)
    return render(request, "sources/columns.html", context, status=REFUSED if form.errors else 200)


@require_POST
def sheet(request, ref):
    """Another sheet of the workbook, looked at from the start."""
    run = queries.run_of(request.viewer, ref)
    form = SheetForm(request.POST, shape=queries.shape_of(run))
    if form.is_valid():
        try:
            actions.choose_sheet(
                by=request.viewer,
                run=run,
                sheet=form.cleaned_data["sheet"],
                zone=settings.EVENHAND.time_zone,
                largest=settings.EVENHAND.largest_import_bytes,
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    return redirect("import_columns", ref=ref)


def _confirmed(request, run, form, looked) -> bool:
    checked = looked.is_valid() and looked.cleaned_data["columns_checked"]
    try:
        with transaction.atomic():
            actions.match_columns(
                by=request.viewer, run=run, mapping=form.chosen(), columns_checked=checked
            )
            begin(request, run, jobs.check, _("Check %(file)s") % {"file": run.file_name})
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def begin(request, run, function, title) -> None:
    job = enqueue(function, by=request.viewer, title=title[:200], run_id=run.pk)
    actions.belongs_to_job(run=run, job_ref=job.ref)


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
    people = PeopleForm(
        request.POST if request.method == "POST" else None,
        unknown=unknown,
        **queries.people_to_choose(unknown),
    )
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
    context["days"] = _days(run)
    context["first_lines"] = queries.first_lines(run)
    context["known"] = len(run.summary.get("agents", [])) - len(unknown)
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
    if run.state in _PLACES:
        return where_it_stands(run)
    context = {"run": run, "step": 5, "groups": queries.reject_groups(run)}
    context["put_right"] = queries.put_right(run)
    context["opens_figures"] = scope(request.viewer).organisation
    if context["opens_figures"] and run.summary.get("first"):
        days = {"period": "own", "first": run.summary["first"], "last": run.summary["last"]}
        context["figures"] = f"{reverse('organisation_figures')}?{urlencode(days)}"
    return render(request, "sources/result.html", context)


_PLACES = {
    State.LOOKED_AT: "import_columns",
    State.CHECKING: "import_check",
    State.CHECKED: "import_check",
    State.BRINGING_IN: "import_progress",
    State.TAKING_BACK: "import_progress",
}


def where_it_stands(run):
    return redirect(_PLACES.get(run.state, "import_run"), ref=run.ref)


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
