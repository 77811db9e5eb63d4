"""The contacts behind a figure: a list that can be narrowed, and the same as a file."""

from datetime import UTC

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evenhand.features.contacts import queries
from evenhand.features.contacts.forms import NarrowForm
from evenhand.foundation.audit.actions import export, look
from evenhand.foundation.csv_export import csv_response


def _asked(request) -> queries.List:
    form, page = NarrowForm(request.GET), request.GET.get("page", "1")
    return queries.listed(
        queries.selection(request.viewer, request.GET),
        queries.kpi_of(request.viewer, request.GET.get("kpi", "handled")),
        topic=form.chosen("topic") or "",
        day=form.chosen("day"),
        page=int(page) if page.isdecimal() and len(page) < 8 else 1,
    )


@require_GET
def contact_list(request):
    asked = _asked(request)
    if asked.chosen.person:
        look(by=request.viewer, subject_ref=asked.chosen.person.ref, page="list of contacts")
    names = queries.names_seen(asked.chosen.scope, {row["person_id"] for row in asked.page.rows})
    rows = [_row(row, names) for row in asked.page.rows]
    context = {
        "asked": asked,
        "chosen": asked.chosen,
        "kpi": asked.kpi,
        "page": asked.page,
        "rows": rows,
        "channels": queries.CHANNELS,
    }
    return render(request, "contacts/contact_list.html", context)


def _row(row: dict, names: dict) -> dict:
    started = row["started_at"].replace(tzinfo=UTC)
    return {**row, "person": names.get(row["person_id"]), "started_at": started}


@require_GET
def contact_list_file(request):
    asked = _asked(request)
    person = asked.chosen.person
    export(
        by=request.viewer,
        what="contacts",
        address=request.get_full_path(),
        subject_ref=person.ref if person else "",
    )
    parts = [name.partition("__")[2] for name in asked.kpi.expressions]
    head = [_("Contact"), _("Day"), _("Started"), _("Person"), _("Channel"), _("Reason"), *parts]
    return csv_response(f"contacts-{asked.kpi.key}.csv", head, _lines(asked, parts))


def _lines(asked: queries.List, parts: list[str]):
    """Row by row; the names of people are looked up as they come."""
    names: dict[int, str] = {}
    for row in queries.lines(asked):
        person = row["person_id"]
        if person not in names:
            found = queries.names_seen(asked.chosen.scope, {person}).get(person)
            names[person] = found.name if found else ""
        started = timezone.localtime(row["started_at"].replace(tzinfo=UTC))
        yield [
            row["source_id"],
            row["local_date"].isoformat(),
            started.isoformat(timespec="seconds"),
            names[person],
            row["channel"],
            row["topic"],
            *(row[part] for part in parts),
        ]
