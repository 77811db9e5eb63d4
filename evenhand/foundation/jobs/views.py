"""Pages of long work."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from evenhand.foundation.jobs import actions, queries
from evenhand.foundation.jobs.models import State


@require_GET
def job_list(request):
    state = request.GET.get("state", "")
    found = queries.jobs(request.viewer, state=state)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": State.choices}
    return render(request, "jobs/job_list.html", context)


@require_GET
def job(request, ref):
    return render(request, "jobs/job.html", _context(request, ref))


@require_GET
def job_state(request, ref):
    """The part of the page that moves; without the attributes that ask again once it is over."""
    return render(request, "jobs/job.html#state", _context(request, ref))


def _context(request, ref):
    found = queries.job_of(request.viewer, ref)
    nobody_works = not found.is_over and not queries.worker_is_alive(timezone.now())
    return {"job": found, "nobody_works": nobody_works}


@require_POST
def job_stop(request, ref):
    found = queries.job_of(request.viewer, ref)
    actions.request_stop(by=request.viewer, job=found)
    return redirect("job", ref=ref)
