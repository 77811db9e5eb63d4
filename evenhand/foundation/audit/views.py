"""Pages of the audit: everything for those who watch, and for each person what is about them."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from evenhand.foundation.access.policy import require
from evenhand.foundation.audit import actions, queries
from evenhand.foundation.audit.forms import AboutForm, FilterForm
from evenhand.foundation.audit.policy import MAY, Ability
from evenhand.foundation.csv_export import csv_response

A_PAGE = 50


@require_GET
def entry_list(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    form = FilterForm(request.GET)
    found = queries.entries(request.viewer, form.chosen())
    return render(request, "audit/entry_list.html", {"form": form, "page": _page(request, found)})


def _page(request, found):
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.named(page.object_list)
    return page


@require_GET
def entry_export(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    chosen = FilterForm(request.GET).chosen()
    actions.export(by=request.viewer, what="audit", address=request.get_full_path())
    rows = queries.rows(queries.entries(request.viewer, chosen), queries.COLUMNS)
    return csv_response(f"audit-{request.viewer.today}.csv", queries.COLUMNS, rows)


@require_GET
def about_me(request):
    mine = queries.about(request.viewer)
    form = AboutForm(request.GET, within=mine)
    found = queries.about(request.viewer, form.chosen())
    context = {"form": form, "page": _page(request, found), "any": mine.exists()}
    return render(request, "audit/about_me.html", context)


@require_GET
def about_me_export(request):
    form = AboutForm(request.GET, within=queries.about(request.viewer))
    rows = queries.rows(queries.about(request.viewer, form.chosen()), queries.COLUMNS_ABOUT)
    return csv_response(f"about-me-{request.viewer.today}.csv", queries.COLUMNS_ABOUT, rows)


@require_GET
def seal_list(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    page = Paginator(queries.seals(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    exported = queries.last_export()
    context = {
        "page": page,
        "unsealed": queries.unsealed(),
        "exported": queries.named([exported])[0] if exported else None,
    }
    return render(request, "audit/seal_list.html", context)


@require_GET
def seal_export(request):
    require(request.viewer, Ability.READ_AUDIT, MAY)
    lines = actions.export_seals(by=request.viewer)
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    name = f"audit-seals-{request.viewer.today}.jsonl"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
