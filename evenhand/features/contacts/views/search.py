"""From the number of a contact to its page."""

from datetime import UTC

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from evenhand.features.contacts import queries
from evenhand.features.contacts.forms import NumberForm
from evenhand.foundation.audit.actions import searched


@require_GET
def contact_search(request):
    """Exact numbers only. What is closed to the viewer and what is absent give the same page."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    number = form.cleaned_data["number"] if form.is_valid() else ""
    found = queries.numbered(request.viewer, number)
    if number:
        searched(by=request.viewer, what="contacts", asked="number", found=len(found))
    if len(found) == 1:
        return redirect("contact", contact_id=found[0]["contact_id"])
    rows = [{**one, "started_at": one["started_at"].replace(tzinfo=UTC)} for one in found]
    return render(request, "contacts/contact_search.html", {"form": form, "found": rows})
