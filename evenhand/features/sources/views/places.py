"""Where a run stands, and how its long work begins."""

from django.shortcuts import redirect

from evenhand.features.sources import actions
from evenhand.features.sources.models import State
from evenhand.foundation.jobs.actions import enqueue

REFUSED = 422


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
