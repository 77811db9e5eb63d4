"""Where a run stands, how its long work begins, and which request is too large for any."""

from django.conf import settings
from django.shortcuts import redirect

from evenhand.analysis.intake.look import Unreadable, refuse_size
from evenhand.features.sources import actions
from evenhand.features.sources.models import State
from evenhand.foundation import wording
from evenhand.foundation.jobs.actions import enqueue

REFUSED = 422
TOO_LARGE = 413
_ENVELOPE = 64 * 1024  # what a form adds around the file itself


def too_large(request) -> str:
    """Why a request over the size is refused before its body is read; empty when it may be read."""
    told = request.META.get("CONTENT_LENGTH") or ""
    length = int(told) if told.isascii() and told.isdigit() else 0
    if length > settings.EVENHAND.largest_import_bytes + _ENVELOPE:
        try:
            refuse_size(length, settings.EVENHAND.largest_import_bytes)
        except Unreadable as refusal:
            return wording.said(refusal.why)
    return ""


def begin(request, run, function, title) -> None:
    job = enqueue(function, by=request.viewer, title=title[:200], run_id=run.pk)
    actions.belongs_to_job(run=run, job_ref=job.ref)


PLACES = {
    State.LOOKED_AT: "import_columns",
    State.CHECKING: "import_check",
    State.CHECKED: "import_check",
    State.BRINGING_IN: "import_progress",
    State.TAKING_BACK: "import_progress",
}


def where_it_stands(run):
    return redirect(PLACES.get(run.state, "import_run"), ref=run.ref)
