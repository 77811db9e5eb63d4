"""Every file that was brought in: the list, and the same as a file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from evenhand.features.sources import queries
from evenhand.features.sources.forms import RunFilters
from evenhand.foundation.lists import Listing

_COLUMNS = (
    (gettext_lazy("File"), lambda run: run.file_name),
    (gettext_lazy("Source"), lambda run: run.source.name),
    (gettext_lazy("State"), lambda run: run.get_state_display()),
    (gettext_lazy("Accepted"), lambda run: run.accepted),
    (gettext_lazy("Rejected"), lambda run: run.rejected),
    (gettext_lazy("Already here"), lambda run: run.already_here),
    (gettext_lazy("When"), lambda run: run.created_at),
    (gettext_lazy("Brought in by"), lambda run: run.by.name if run.by else ""),
)


@require_GET
def run_list(request):
    filters = RunFilters(request.GET, viewer=request.viewer)
    found = queries.runs(request.viewer, **filters.chosen())
    listed = Listing(request, found, _COLUMNS, title=_("Sources"), what="imports", filters=filters)
    return listed.answer("sources/run_list.html")
