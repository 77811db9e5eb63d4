"""What was opened to me."""

from django.conf import settings
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from evenhand.foundation.guests import queries


@require_GET
def opened_to_me(request):
    """Each with its name and address, as the slice that it belongs to says (`EVENHAND_OPENED`)."""
    named = import_string(settings.EVENHAND_OPENED)
    rows = [
        {"row": row, "title": title, "url": url}
        for row in queries.opened_to(request.viewer)
        if row.object_type in named
        for title, url in [named[row.object_type](request.viewer, row.object_ref)]
        if title
    ]
    return render(request, "guests/opened_to_me.html", {"rows": rows})
