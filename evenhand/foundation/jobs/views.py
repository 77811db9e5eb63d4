"""Pages of long work."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from evenhand.foundation.jobs import actions, queries
from evenhand.foundation.jobs.forms import JobFilters
from evenhand.foundation.lists import Listing

_COLUMNS = (
    (gettext_lazy("What"), lambda job: job.title),
    (gettext_lazy("State"), lambda job: job.get_state_display()),
    (gettext_lazy("Asked by"), lambda job: job.by.name if job.by else "Evenhand"),
    (gettext_lazy("When"), lambda job: job.created_at),
)


@require_GET
def job_list(request):
    filters = JobFilters(request.GET, viewer=request.viewer)
    found = queries.jobs(request.viewer, **filters.chosen())
    listed = Listing(request, found, _COLUMNS, title=_("Jobs"), what="jobs", filters=filters)
    return listed.answer("jobs/job_list.html")


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
