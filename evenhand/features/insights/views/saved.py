"""Saved views: the list, saving the page one comes from, renaming and removing with a way back."""

from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evenhand.features.insights import actions, queries
from evenhand.features.insights.forms import NewViewForm, RenameForm
from evenhand.features.insights.rules.addresses import clean
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.refusals import refusals_on

_SALT, _UNDO_SECONDS = "insights.removed_view", 3600


@require_GET
def view_list(request):
    views = queries.saved_views(request.viewer)
    context = {
        "mine": [one for one in views if one.is_own],
        "shared": [one for one in views if not one.is_own],
        "removed": _removed(request),
    }
    return render(request, "insights/view_list.html", context)


def _removed(request) -> dict | None:
    """The view that was removed just now, so that it can be put back."""
    try:
        return signing.loads(request.GET.get("removed", ""), salt=_SALT, max_age=_UNDO_SECONDS)
    except signing.BadSignature:
        return None


@require_http_methods(["GET", "POST"])
def new_view(request):
    if not request.viewer.is_someone:
        not_here()
    teams = queries.teams_to_share_with(request.viewer)
    address = clean(request.GET.get("address", ""))
    if request.method == "GET" and not address:
        return redirect("view_list")
    form = NewViewForm(
        request.POST if request.method == "POST" else None,
        teams=teams,
        initial={"address": address},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            view = actions.save_view(by=request.viewer, **form.cleaned_data)
            return redirect(f"{reverse('view_list')}#{view.ref}")
    context = {"form": form, "address": address or clean(request.POST.get("address", ""))}
    return render(request, "insights/new_view.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def view_name(request, ref):
    view = queries.own_view(request.viewer, ref)
    form = RenameForm(
        request.POST if request.method == "POST" else None, initial={"name": view.name}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.rename_view(by=request.viewer, view=view, **form.cleaned_data)
            return redirect("view_list")
    context = {"form": form, "view": queries.own_view(request.viewer, ref)}
    return render(request, "insights/view_name.html", context, status=422 if form.errors else 200)


@require_POST
def view_removal(request, ref):
    view = queries.own_view(request.viewer, ref)
    kept = {
        "name": view.name,
        "address": view.address,
        "team": view.team.ref if view.team else "",
    }
    actions.remove_view(by=request.viewer, view=view)
    return redirect(
        f"{reverse('view_list')}?{urlencode({'removed': signing.dumps(kept, salt=_SALT)})}"
    )
