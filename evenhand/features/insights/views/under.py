"""What stands under the figures of a page: through the week, how it is spread, by channel and by reason."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure, State
from evenhand.analysis.kpis.definition import Custom, Kpi, Level, Quantile
from evenhand.features.contacts.queries import Selection, address_of
from evenhand.features.contacts.rules.narrowing import clock
from evenhand.features.insights import queries
from evenhand.features.insights.views import backlogs, distributions, patterns, worded
from evenhand.features.insights.views.boards import Board, channel_name
from evenhand.features.insights.views.exports import Line
from evenhand.foundation import wording
from evenhand.foundation.looking import says

MOST_PARTS = 15  # of a list beside others; the page of reasons has them all


def has_a_weekday(kpi: Kpi) -> bool:
    """Whether it is counted when contacts begin; a level is taken at an instant."""
    return not isinstance(kpi, Quantile | Level | Custom)


def under(found: Board, asked) -> dict:
    """All of it, for a page."""
    return breakdowns(found, found.drawn(asked.get("kpi", ""))) | shapes(found, asked)


def shapes(found: Board, asked, *, of_one: bool = False) -> dict:
    """Through the week, how it is spread, and the backlog; `of_one`: nothing that is another figure's.

    What is open is a team's; of a person it is drawn only where somebody asks for it.
    """
    chosen, drawn_kpi = found.chosen, found.drawn(asked.get("kpi", ""))
    choices = [kpi for kpi in queries.weekly_kpis(chosen) if kpi.key in found.sayable]
    asked_heat = asked.get("heat", "")
    if drawn_kpi not in choices and has_a_weekday(drawn_kpi) and asked.get("kpi"):
        choices.insert(0, drawn_kpi)
    heat_kpi = next((kpi for kpi in choices if kpi.key == asked_heat), next(iter(choices), None))
    context: dict = {"heat_choices": choices if len(choices) > 1 else [], "heat_kpi": heat_kpi}
    if heat_kpi:
        cells = queries.through_the_week(chosen, heat_kpi)
        whole = found.sayable[heat_kpi.key].figure
        context["heat"] = patterns.heat_map(cells, whole, _link(chosen, heat_kpi))
        context["heat_closed"] = not cells and queries.is_guarded(chosen)
        section = _("%(title)s through the week") % {"title": wording.said(heat_kpi.title)}
        days = patterns.day_names()
        found.lines += [Line(section, _cell_name(cell, days), cell) for cell in cells]
    spread = queries.spread(chosen, drawn_kpi)
    if spread is None and not of_one:
        spread = queries.spread(chosen, chosen.kpi("aht"))
    if spread:
        link = _link(chosen, distributions.counted_by(spread))
        context["spread"] = distributions.distribution(spread, link)
        section = _("%(title)s, how it is spread") % {"title": wording.said(spread.kpi.title)}
        quantiles = (spread.median, spread.long)
        found.lines += [Line(section, wording.said(one.kpi.title), one) for one in quantiles]
        found.lines += [Line(section, *bar) for bar in distributions.in_bars(spread)]
    if isinstance(drawn_kpi, Level) or not (of_one or chosen.person):
        context |= _backlog(found)
    return context


def _backlog(found: Board) -> dict:
    levels = queries.backlog(found.chosen)
    ages = queries.ages(levels)
    drawn, aged = backlogs.backlog(levels), None
    if drawn:
        section = _("Open at the end of each week")
        found.lines += [
            Line(section, wording.date_text(one.by["week"], year=True), one)
            for one in levels["open"]
        ]
    if ages:
        now = levels["open"][-1]
        aged = backlogs.ageing(levels, ages, _link(found.chosen, now.kpi))
        section = _("Open at the end of the period, by how long")
        found.lines += [Line(section, name, one) for name, one in backlogs.aged(now, ages)]
    return {"backlog": drawn, "ageing": aged, "ageing_closed": ages is None}


def _link(chosen: Selection, kpi: Kpi) -> str:
    """Where the contacts behind are listed; empty for whoever opens none."""
    return address_of(chosen, kpi) if queries.opens_contacts(chosen) else ""


def _cell_name(cell: Figure, days: list[str]) -> str:
    half = cell.by["half_hour"]
    time = _("no time of day") if half is None else clock(half)
    return f"{days[cell.by['weekday']]} {time}"


def breakdowns(found: Board, kpi: Kpi, splits=("channel", "topic"), most: int = MOST_PARTS) -> dict:
    """By channel and by reason, each by name; nothing is split that was chosen already.

    Of more than `most`, those with the fewest contacts are folded away on the page; a file has all.
    """
    chosen = found.chosen
    taken = {"channel": chosen.channel, "topic": chosen.topic}
    headings = {"channel": _("By channel"), "topic": _("By reason")}
    tables = []
    for split in splits:
        if taken[split]:
            continue
        rows = [_part(part, chosen, split) for part in queries.parts(chosen, kpi, split)]
        if rows:
            cut = {"split": split, "title": headings[split], "kpi": kpi}
            tables.append(cut | _folded(rows, most))
            found.lines += [
                Line(headings[split], row["name"], row["figure"] or row["counted"], row["words"])
                for row in rows
            ]
    return {"breakdowns": tables}  # fmt: skip


def narrow(found: Board, tables: list[dict], *, words: str = "") -> None:
    """To the parts whose names say these words, on the page and in its file."""
    for table in tables:
        table["rows"] = [row for row in table["rows"] if says(words, row["name"])]
    found.lines[:] = [line for line in found.lines if says(words, line.name)]


def _folded(rows: list[dict], most: int) -> dict:
    """Both by name: those with the most contacts, and the others."""
    chosen = {id(row) for row in sorted(rows, key=lambda row: -row["n"])[:most]}
    return {
        "rows": [row for row in rows if id(row) in chosen],
        "folded": [row for row in rows if id(row) not in chosen],
    }


def _part(part: queries.Part, chosen: Selection, split: str) -> dict:
    figure = part.figure
    value, unit = worded.value_text(figure) if figure else ("", "")
    words = "" if value else _why_no_value(figure)
    nameless = {"channel": _("No channel given"), "topic": _("No reason given")}[split]
    name = channel_name(part.name) if split == "channel" else part.name
    return {
        "name": name or nameless,
        "href": _address(part.name, chosen, split) if part.name else "",
        "value": value,
        "unit": unit,
        "interval": worded.interval_text(figure) if figure else "",
        "n": part.counted.n if part.counted else 0,
        "words": words,
        "figure": figure,
        "counted": part.counted,
    }


def _why_no_value(figure: Figure | None) -> str:
    if figure is None or figure.state is State.NONE:
        return _("Nothing counted in this period")
    if figure.problem in queries.UNUSED:
        return wording.said(queries.UNUSED[figure.problem])
    return _("Not computable here") if figure.problem else _("Not enough to say yet")


def _address(name: str, chosen: Selection, split: str) -> str:
    """Of the page about a part; about a person, of the same person's part."""
    query = chosen.query(**{split: name})
    if chosen.person:
        return (
            reverse("person_figures", args=[chosen.person.ref])
            + "?"
            + chosen.query(**{split: name, "person": ""})
        )
    if split == "channel":
        return reverse("channel_figures", args=[name]) + "?" + chosen.query(channel="")
    return reverse("topic_figures") + "?" + query  # fmt: skip
