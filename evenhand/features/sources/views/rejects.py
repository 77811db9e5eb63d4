"""The lines that were not accepted: to read, to download, to bring back corrected."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from evenhand.analysis.intake.guarding import guard
from evenhand.features.sources import actions, jobs, queries
from evenhand.features.sources.forms import CorrectionsForm
from evenhand.features.sources.policy import MAY, Ability
from evenhand.features.sources.views.places import REFUSED, TOO_LARGE, begin, too_large
from evenhand.foundation import wording
from evenhand.foundation.access.policy import require
from evenhand.foundation.csv_export import csv_response


@require_GET
def reject_list(request, ref):
    return _list_page(request, queries.run_of(request.viewer, ref), CorrectionsForm())


def _list_page(request, run, form, *, problem="", status=200):
    page = Paginator(range(run.rejected or 0), 100).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "rejects": queries.rejects(run, page=page.number),
        "page": page,
        "form": form,
        "problem": problem,
        "put_right": queries.put_right(run),
    }
    return render(request, "sources/reject_list.html", context, status=status)


@require_GET
def reject_file(request, ref):
    run = queries.run_of(request.viewer, ref)
    rows = (
        (one.line, one.column, one.value, wording.said(one.why)) for one in queries.rejects(run)
    )
    head = (_("line"), _("column"), _("value"), _("reason"))
    return csv_response(f"rejected-{run.ref}.csv", head, rows)


@require_GET
def reject_lines(request, ref):
    """The whole lines as they stood in the file, to correct and bring in again."""
    run = queries.run_of(request.viewer, ref)
    actions.hand_out(by=request.viewer, run=run)
    if queries.mapping_of(run).kind == "conversations":
        lines = queries.original_conversations(run)
        answer = StreamingHttpResponse(lines, content_type="application/x-ndjson")
        name = f"to-correct-{run.ref}.jsonl"
        answer["Content-Disposition"] = content_disposition_header(True, name)
        return answer
    rows = (
        (*map(guard, one.cells), one.line, wording.said(one.why))
        for one in queries.originals_of(run)
    )
    head = map(guard, queries.original_headings(run))
    return csv_response(f"to-correct-{run.ref}.csv", head, rows)


@csrf_exempt  # only until the size is known to be allowed: `_corrections` below is protected
@require_POST
def corrections(request, ref):
    """The corrected lines. A request over the size is refused before its body is read."""
    require(request.viewer, Ability.BRING_IN, MAY)
    if problem := too_large(request):
        run = queries.run_of(request.viewer, ref)
        return _list_page(request, run, CorrectionsForm(), problem=problem, status=TOO_LARGE)
    return _corrections(request, ref)


@csrf_protect
def _corrections(request, ref):
    run = queries.run_of(request.viewer, ref)
    form = CorrectionsForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return redirect("import_check", ref=_brought_back(request, run, form).ref)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
    return _list_page(request, run, form, status=REFUSED)


def _brought_back(request, run, form):
    file = form.cleaned_data["file"]
    corrected = actions.bring_back(
        by=request.viewer,
        run=run,
        stream=file,
        name=file.name,
        largest=settings.EVENHAND.largest_import_bytes,
    )
    with transaction.atomic():
        title = _("Check %(file)s") % {"file": corrected.file_name}
        begin(request, corrected, jobs.check, title)
    return corrected
