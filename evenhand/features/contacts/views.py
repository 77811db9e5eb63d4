"""The contacts behind a figure, and one contact: what happened, in order, and how it was counted."""

from datetime import UTC, timedelta

from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.features.contacts import queries


@require_GET
def contact_list(request):
    chosen = queries.selection(request.viewer, request.GET)
    kpi = queries.kpi_of(request.viewer, request.GET.get("kpi", "handled"))
    asked = request.GET.get("page", "1")
    page = queries.contacts_behind(
        chosen, kpi, int(asked) if asked.isdecimal() and len(asked) < 8 else 1
    )
    names = queries.people_of(page.rows)
    rows = [_row(row, names) for row in page.rows]
    context = {"chosen": chosen, "kpi": kpi, "page": page, "rows": rows}
    return render(request, "contacts/contact_list.html", context)


def _row(row: dict, names: dict) -> dict:
    person = names.get(row["person_id"])
    return {**row, "person": person, "started_at": row["started_at"].replace(tzinfo=UTC)}


@require_GET
def contact(request, contact_id):
    row = queries.contact_of(request.viewer, contact_id)
    person = queries.people_of([row]).get(row["person_id"])
    context = {
        "contact": row,
        "person": person,
        "team": queries.team_name(row["team_id"]),
        "happened": list(_happened(row, person)),
    }
    return render(request, "contacts/contact.html", context)


def _happened(row: dict, person):
    """(moment, what, how long) in order of time."""
    start = row["started_at"].replace(tzinfo=UTC)
    yield {"at": start, "kind": "began", "channel": row["channel"], "direction": row["direction"]}
    wait = row["wait_seconds"]
    if row["answered"]:
        # No moment of its own: some sources start the clock when it was answered, some when it began.
        yield {
            "at": None,
            "kind": "answered",
            "person": person,
            "wait": wait,
        }
    elif wait is not None:
        yield {"at": start + timedelta(seconds=wait), "kind": "gave up", "wait": wait}
    else:
        yield {"at": None, "kind": "gave up", "wait": None}
    if row["ended_at"]:
        yield {"at": row["ended_at"].replace(tzinfo=UTC), "kind": "ended"}
    if row["csat_score"] is not None:
        yield {"at": None, "kind": "survey", "score": row["csat_score"], "high": row["csat_high"]}
