"""What a page of figures shows, as a file: the same rows, and under each what it rests on."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure
from evenhand.features.contacts.queries import Selection, masked_query, masked_reason
from evenhand.features.people.policy import may_export
from evenhand.foundation import wording
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.audit.actions import export
from evenhand.foundation.csv_export import csv_response
from evenhand.foundation.excel_export import excel_response
from evenhand.foundation.lists import FORMATS, Filters, as_page, audited


@dataclass(frozen=True)
class Line:
    """One row of a page. `shows_value`: a list of people shows how sure a figure is, and not the figure."""

    section: str
    name: str
    figure: Figure | None
    words: str = ""
    shows_value: bool = True


def head() -> list[str]:
    return [
        _("Part of the page"), _("Name"), _("Figure"), _("Value"), _("Unit"), _("Low"), _("High"), "n", _("In words"),
        _("Definition"), _("First day"), _("Last day"), _("Zone"), _("Generation"),
    ]  # fmt: skip


def row(line: Line) -> list:
    """Values are unrounded, in the KPI's own unit: shares from 0 to 1, durations in seconds.

    Reasons of contacts, which people write freely, leave masked."""
    figure = line.figure
    if figure is None:
        return [line.section, line.name, *[None] * 5, 0, line.words, *[None] * 5]
    name = masked_reason(line.name) if "topic" in figure.by else line.name
    shown = (figure.value, figure.low, figure.high) if line.shows_value else (None, None, None)
    value, low, high = shown
    # Of what cannot be computed n would be of the part that is known.
    n = None if figure.problem else figure.n
    return [
        line.section, name, wording.said(figure.kpi.title), value, figure.kpi.unit, low, high, n,
        line.words or (wording.said(figure.problem) if figure.problem else ""), figure.kpi.pin,
        figure.window.first.isoformat(), figure.window.last.isoformat(), figure.zone, figure.generation,
    ]  # fmt: skip


def takes(chosen: Selection) -> bool:
    """Whether the page may leave as a file. A total of a team or of everybody names no person's figures."""
    total = chosen.person is None and (chosen.team is not None or chosen.scope.organisation)
    return total or may_export(chosen.viewer, chosen.person)


def answer(
    request, chosen: Selection, lines: list[Line], title: str, filters: Filters | None = None
) -> HttpResponseBase | None:
    """The file that is asked for by `?as=`; None where a page is. `filters`: by which `lines` are narrowed."""
    kind = request.GET.get("as", "")
    if kind not in FORMATS:
        return None
    if not takes(chosen):
        not_here()
    if filters and filters.wrong:
        return as_page(request)
    export(
        by=request.viewer,
        what="figures",
        # What was understood of the selection, not what was typed; reasons masked as in the file.
        address=f"{audited(request, filters)}&{masked_query(chosen.query())}",
        subject_ref=chosen.person.ref if chosen.person else "",
    )
    rows = [row(line) for line in lines]
    title = title.replace(chosen.topic, masked_reason(chosen.topic)) if chosen.topic else title
    day = request.viewer.today.isoformat()
    if kind == "csv":
        return csv_response(f"{title} {day}.csv", head(), rows)
    return excel_response(
        f"{title} {day}.xlsx", title, head(), rows, about=_about(request, chosen, lines, title)
    )


def _about(request, chosen: Selection, lines: list[Line], title: str) -> list[tuple[str, str]]:
    window = chosen.period.window
    figures = [line.figure for line in lines if line.figure]
    pins = sorted({_pinned(figure) for figure in figures})
    return [
        (_("What"), title),
        (_("Who made this file"), request.viewer.name),
        (_("When"), timezone.localtime().strftime("%Y-%m-%d %H:%M %Z")),
        (_("About"), _whom(chosen)),
        (_("Channel"), chosen.channel or _("all")),
        (_("Reason"), masked_reason(chosen.topic) or _("all")),
        (_("Days"), f"{window.first.isoformat()} – {window.last.isoformat()}"),
        (_("Address"), f"{request.path}?{masked_query(request.META['QUERY_STRING'])}"),
        (_("State of the data"), str(figures[0].generation) if figures else ""),
        (_("Definitions"), "; ".join(pins)),
        (_("Units"), _("Shares from 0 to 1, durations in seconds. Intervals are 95%.")),
        (_("Lists of people"), _("By name, without values: a list of people is not a league table.")),
    ]  # fmt: skip


def _pinned(figure: Figure) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in figure.kpi.parameters.items())
    return f"{figure.kpi.pin} ({settings})" if settings else figure.kpi.pin


def _whom(chosen: Selection) -> str:
    if chosen.person:
        return chosen.person.name
    return chosen.team.name if chosen.team else _("The whole organisation")
