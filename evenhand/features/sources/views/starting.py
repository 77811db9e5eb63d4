"""The first two steps of an import: the file, and what its columns mean."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.features.sources import actions, jobs, queries
from evenhand.features.sources.forms import FileForm, LookedForm, MappingForm, SheetForm
from evenhand.features.sources.models import State
from evenhand.features.sources.policy import MAY, Ability
from evenhand.features.sources.views.places import (
    REFUSED,
    TOO_LARGE,
    begin,
    too_large,
    where_it_stands,
)
from evenhand.foundation.access.policy import require


@csrf_exempt  # only until the size is known to be allowed: `_file` below is protected
@require_http_methods(["GET", "POST"])
def bring_in(request):
    """Step 1. A request over the size is refused before its body is read, which the token check would do."""
    require(request.viewer, Ability.BRING_IN, MAY)
    if problem := too_large(request):
        return _file_page(request, FileForm(), problem=problem, status=TOO_LARGE)
    return _file(request)


@csrf_protect
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
    mapping = queries.mapping_as(run, request.POST.get("shown") or request.GET.get("kind", ""))
    form = MappingForm(
        request.POST or None,
        shape=queries.shape_of(run),
        mapping=mapping,
        sources=queries.sources_with_contacts(),
    )
    if form.other_kind:
        here = reverse("import_columns", args=[ref])
        return redirect(f"{here}?{urlencode({'kind': form.other_kind})}")
    looked = LookedForm(request.POST or None)
    if form.is_valid() and _confirmed(request, run, form, looked):
        return redirect("import_check", ref=ref)
    context = {"run": run, "form": form, "step": 2, "shape": form.shape, "looked": looked}
    context["changed"] = queries.changed_columns(run, form.meant)
    context |= queries.suited(run, mapping)
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
