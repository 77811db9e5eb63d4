"""A file that came in is taken back."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evenhand.features.sources import actions, jobs, queries
from evenhand.features.sources.forms import TakeBackForm
from evenhand.features.sources.models import State
from evenhand.features.sources.views.steps import REFUSED, begin, where_it_stands


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
