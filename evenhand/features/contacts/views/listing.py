"""The contacts behind a figure: a list that can be narrowed, and the same as a file."""

from datetime import UTC

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evenhand.features.contacts import queries
from evenhand.features.contacts.forms import NarrowForm
from evenhand.features.contacts.rules.narrowing import HALF_HOURS, WEEKDAYS
from evenhand.features.people.policy import may_export
from evenhand.foundation import wording
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.audit.actions import export, look
from evenhand.foundation.csv_export import csv_response
from evenhand.foundation.excel_export import excel_response

MOST_IN_EXCEL = 100_000  # contacts: such a file is made in memory, and is whole or not made at all


def _asked(request) -> tuple[queries.List, list[str]]:
    """The list that is asked for, and what of the address cannot be read."""
    chosen = queries.selection(request.viewer, request.GET)
    kpi = queries.kpi_of(request.viewer, request.GET.get("kpi", "handled"))
    form, page = NarrowForm(request.GET, kpi=kpi), request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 8 else 1
    return queries.listed(chosen, kpi, form.narrowing(), page=number), form.wrong


def _asked_as_file(request) -> queries.List | None:
    """Not found for a guest: what was opened to them is to be read on the screen. None where the address cannot be
    read: a file that holds more than was asked for would not say so."""
    asked, wrong = _asked(request)
    if not may_export(request.viewer, asked.chosen.person):
        not_here()
    return None if wrong else asked


def _back_to_the_list(request):
    return redirect(f"{reverse('contact_list')}?{request.GET.urlencode()}")


def day_names() -> list[str]:
    return [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    ]  # fmt: skip


@require_GET
def contact_list(request):
    asked, wrong = _asked(request)
    if asked.chosen.person:
        look(by=request.viewer, subject_ref=asked.chosen.person.ref, page="list of contacts")
    names = queries.names_in(asked, asked.page.rows)
    rows = [_row(row, names, asked) for row in queries.Names().of(asked.page.rows)]
    context = {
        "asked": asked,
        "chosen": asked.chosen,
        "kpi": asked.kpi,
        "takes": may_export(request.viewer, asked.chosen.person),
        "page": asked.page,
        "what": wording.said(asked.kpi.counted_as(asked.page.counted)),
        "figure_what": wording.said(asked.kpi.counted_as(asked.figure_n or 0)),
        "rows": rows,
        "channels": asked.chosen.channels,
        "wrong": wrong,
        "weekdays": list(zip(WEEKDAYS, day_names(), strict=True)),
        "half_hours": HALF_HOURS,
        "now": asked.narrowing.asked,
        "narrowed": _narrowed(asked),
    }
    return render(request, "contacts/contact_list.html", context)


def _narrowed(asked: queries.List) -> list[dict]:
    """To what the list is narrowed beside its channel, reason and day: in words, and where it is not."""
    now, found = asked.narrowing, []
    if now.weekday is not None or now.half_hour is not None:
        day = day_names()[now.weekday] if now.weekday is not None else _("Every day")
        time = HALF_HOURS[now.half_hour] if now.half_hour is not None else ""
        words = _("%(day)s, begun from %(time)s") % {"day": day, "time": time} if time else day
        found.append((words, ("weekday", "half_hour")))
    if now.between:
        found.append((queries.values_text(asked.kpi, now.between), ("at_least", "below")))
    return [{"words": words, "without": asked.query_without(*names)} for words, names in found]


def _row(row: dict, names: dict, asked: queries.List) -> dict:
    started = row["started_at"].replace(tzinfo=UTC)
    return {
        **row,
        **dict.fromkeys(asked.blank_of(row["person_id"])),
        "person": names.get(row["person_id"]),
        "started_at": started,
    }


@require_GET
def contact_list_file(request):
    asked = _asked_as_file(request)
    if asked is None:
        return _back_to_the_list(request)
    _taken(request, asked)
    parts = _parts(asked)
    return csv_response(f"contacts-{asked.kpi.key}.csv", _head(parts), _lines(asked, parts))


@require_GET
def contact_list_workbook(request):
    """The same as an Excel file, with a sheet that says who made it, when, of what."""
    asked = _asked_as_file(request)
    if asked is None:
        return _back_to_the_list(request)
    if asked.page.total > MOST_IN_EXCEL:
        messages.error(
            request, _("These are too many contacts for Excel. Take the CSV, or narrow the list.")
        )
        return _back_to_the_list(request)
    _taken(request, asked)
    parts = _parts(asked)
    title = _("The contacts behind “%(title)s”") % {"title": wording.said(asked.kpi.title)}
    return excel_response(
        f"contacts-{asked.kpi.key}.xlsx",
        title,
        _head(parts),
        _lines(asked, parts),
        about=_about(request, asked, title),
    )


def _taken(request, asked: queries.List) -> None:
    person = asked.chosen.person
    export(
        by=request.viewer,
        what="contacts",
        address=request.get_full_path(),
        subject_ref=person.ref if person else "",
    )


def _about(request, asked: queries.List, title: str) -> list[tuple[str, str]]:
    window, facts = asked.chosen.period.window, asked.chosen.facts
    return [
        (_("What"), title),
        (_("Who made this file"), request.viewer.name),
        (_("When"), timezone.localtime().strftime("%Y-%m-%d %H:%M %Z")),
        (_("Days"), f"{window.first.isoformat()} – {window.last.isoformat()}"),
        (_("Narrowed to"), "; ".join(_narrowed_to(asked)) or _("all of them")),
        (_("Address"), f"{reverse('contact_list')}?{queries.masked_query(asked.query)}"),
        (_("State of the data"), str(facts.store.manifest().generation)),
        (_("Definitions"), asked.kpi.pin),
        (_("What is left out"), _("Contacts of people whom the one who made this file does not lead.")),
    ]  # fmt: skip


def _narrowed_to(asked: queries.List) -> list[str]:
    """All of it in words, also what the page says in its fields."""
    chosen, day = asked.chosen, asked.narrowing.day
    found = [chosen.channel, queries.masked_reason(chosen.topic), day.isoformat() if day else ""]
    return [*filter(None, found), *(one["words"] for one in _narrowed(asked))]


def _parts(asked: queries.List) -> list[str]:
    return [name.partition("__")[2] for name in asked.counted_kpi.expressions]


def _head(parts: list[str]) -> list[str]:
    seen = [_("Contact"), _("Day"), _("Started"), _("Person"), _("Channel"), _("Reason")]
    values = [_("Wait (s)"), _("Handling (s)"), _("Answer"), _("of")]
    return [*seen, *values, *parts]


def _values(asked: queries.List, row: dict) -> list:
    """The contact's own. Nothing beside somebody who had a part of it; of the parts the figure itself says how long."""
    blank, whose = asked.blank_of(row["credited_id"]), row["person_id"]
    if whose is not None and whose != row["credited_id"]:
        blank = frozenset(queries.VALUES)
    if asked.kpi.table == "leg":
        blank |= {"handle_seconds"}
    return [None if name in blank else row[name] for name in queries.VALUES]


def _lines(asked: queries.List, parts: list[str]):
    """Row by row; the names of people are looked up as they come, and reasons, which people write freely, are masked."""
    names: dict[int, str] = {}
    topics: dict[str | None, str] = {}
    called = queries.Names()
    for row in queries.lines(asked):
        person = row["person_id"]
        if person not in names:
            found = queries.names_in(asked, [row]).get(person)
            names[person] = found.name if found else ""
        topic = row["topic"]
        if topic not in topics:
            topics[topic] = queries.masked_reason(topic or "")
        started = timezone.localtime(row["started_at"].replace(tzinfo=UTC))
        yield [
            called(row),
            row["local_date"].isoformat(),
            started.isoformat(timespec="seconds"),
            names[person],
            row["channel"],
            topics[topic],
            *_values(asked, row),
            *(row[part] for part in parts),
        ]
