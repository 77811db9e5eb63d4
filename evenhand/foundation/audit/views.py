"""Pages of the audit: everything for those who watch, and for each person what is about them."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from evenhand.foundation.access.policy import require
from evenhand.foundation.audit import queries
from evenhand.foundation.audit.forms import FilterForm
from evenhand.foundation.audit.policy import MAY, Ability
from evenhand.foundation.csv_export import csv_response

A_PAGE = 50
COLUMNS = (
    "at",
    "actor_name",
    "actor_ref",
    "on_behalf_of",
    "verb",
    "object_type",
    "object_ref",
    "subject_ref",
    "reason",
    "before",
    "after",
    "request_id",
)


@require_GET
def entry_list(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    form = FilterForm(request.GET)
    found = queries.entries(request.viewer, form.chosen())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/entry_list.html", {"form": form, "page": page})


@require_GET
def entry_export(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    found = queries.entries(request.viewer, FilterForm(request.GET).chosen())
    rows = (
        [timezone.localtime(row[0]).isoformat(), *row[1:]]
        for row in found.values_list(*COLUMNS).iterator(chunk_size=2000)
    )
    return csv_response(f"audit-{request.viewer.today}.csv", COLUMNS, rows)


@require_GET
def about_me(request):
    found = queries.about(request.viewer)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/about_me.html", {"page": page})
