"""The inbox."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from evenhand.foundation.notices import actions, queries


@require_GET
def inbox(request):
    unread = request.GET.get("show") == "unread"
    found = queries.notices(request.viewer, unread=unread)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {"page": page, "only_unread": unread, "waiting": queries.unread_count(request.viewer)}
    return render(request, "notices/inbox.html", context)


@require_POST
def reading(request):
    actions.mark_all_read(by=request.viewer)
    return redirect("inbox")
