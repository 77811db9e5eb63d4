"""A page of figures: a few first, the rest behind them, one drawn, and the lists and shapes under it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.analysis import wording
from evenhand.analysis.figure import Figure, State
from evenhand.analysis.kpis.definition import Custom, Kpi, Level, Quantile
from evenhand.analysis.measure import TOO_FEW_PEOPLE
from evenhand.features.contacts.queries import CHANNELS, Selection
from evenhand.features.insights import queries
from evenhand.features.insights.queries import Shown
from evenhand.features.insights.rules.families import (
    DRAWN,
    FIRST_OF_A_PERSON,
    FIRST_OF_MANY,
    beside,
    by_family,
    first_and_rest,
)
from evenhand.features.insights.views import patterns, showing
from evenhand.features.insights.views.exports import Line
from evenhand.features.insights.views.trends import trend


def channel_names() -> dict[str, str]:
    return {"phone": _("Phone"), "email": _("Email"), "chat": _("Chat")}


def family_names() -> dict[str, str]:
    return {
        "volume": _("How much"),
        "speed": _("How fast"),
        "resolution": _("How well resolved"),
        "satisfaction": _("What customers say"),
        "quality": _("Quality"),
        "work": _("Work"),
    }


@dataclass
class Board:
    """What one page says, for its template and for its files."""

    chosen: Selection
    sayable: dict[str, Shown]
    absent: list[Figure]
    withheld: list[Figure]
    lines: list[Line] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.chosen.data_up_to is None

    def drawn(self, asked: str) -> Kpi:
        """The figure that is drawn: the one that was asked for, else the first that has something to say."""
        found = [key for key in (asked, *DRAWN, *self.sayable) if key in self.sayable]
        return self.chosen.kpi(found[0] if found else "handled")

    def tiles(self, shown: list[Shown], section: str) -> list:
        self.lines += [
            Line(section, _(one.figure.kpi.title), one.figure, said(one, self.chosen))
            for one in shown
        ]
        return [showing.tile(one, self.chosen) for one in shown]  # fmt: skip


def said(one: Shown, chosen: Selection) -> str:
    _kind, words, rest = showing.standing_of(one, chosen)
    return f"{words}{rest}"


def family_of(kpi: Kpi) -> str:
    return str(kpi.family)


def board(chosen: Selection, keys=None, *, everything: bool = False) -> Board:
    """Every figure of the catalogue that is not said beside another one, measured at once.

    Unless all are asked for, without those that would have to be counted from every single row.
    """
    if keys is None:
        first = {*FIRST_OF_MANY, *FIRST_OF_A_PERSON}
        kpis = chosen.facts.kpis
        keys = [kpi.key for kpi in kpis if everything or kpi.rolled_up or kpi.key in first]
    shown = queries.figures(chosen, [key for key in keys if key not in beside()])
    withheld = [one.figure for one in shown if one.figure.problem == TOO_FEW_PEOPLE]
    absent = [
        one.figure
        for one in shown
        if one.figure.problem != TOO_FEW_PEOPLE
        and one.figure.state in (State.NOT_COMPUTABLE, State.NONE)
    ]
    gone = {figure.kpi.key for figure in (*withheld, *absent)}
    sayable = {one.figure.kpi.key: one for one in shown if one.figure.kpi.key not in gone}
    return Board(chosen, sayable, absent, withheld)


def frame(chosen: Selection, asked) -> dict:
    """What the head and the filters of every page of figures need."""
    window = chosen.period.window
    compared = chosen.period.compared
    return {
        "chosen": chosen,
        "period_text": wording.window_text(window.first, window.last),
        "compared_text": wording.window_text(compared.first, compared.last) if compared else "",
        "data_up_to": chosen.data_up_to,
        "empty": chosen.data_up_to is None,
        "channels": channel_names(),
        "wrong": {
            name: {"why": _(why), "typed": dict(zip(("first", "last"), chosen.period.typed, strict=True))[name]}
            for name, why in chosen.period.wrong
        },
        "note": _(chosen.period.note) if chosen.period.note else "",
        "asked": asked,
    }  # fmt: skip


def tiles_of(found: Board, first) -> dict:
    """The few first, and the rest by family behind them."""
    top, rest = first_and_rest(found.sayable, first)
    names = family_names()
    families = by_family((family_of(one.figure.kpi), one) for one in rest)
    return {
        "tiles": found.tiles(top, _("Figures")),
        "more": [
            (names.get(family, family), found.tiles(members, names.get(family, family)))
            for family, members in families
        ],
        "more_count": len(rest),
        **folded(found),
    }


def folded(found: Board) -> dict:
    """What cannot be said here, in one sentence each."""
    absent: dict[str, list] = {}
    for one in found.absent:
        why = _(one.problem) if one.problem else ""
        absent.setdefault(why, []).append({"title": _(one.kpi.title), "key": one.kpi.key})
    return {
        "absent": [{"why": why, "figures": figures} for why, figures in absent.items()],
        "withheld": [{"title": _(f.kpi.title), "key": f.kpi.key} for f in found.withheld],
        "withheld_why": _(TOO_FEW_PEOPLE),
    }


def drawn(found: Board, asked) -> dict:
    """The chosen figure week by week; its choices for the filters."""
    chosen = found.chosen
    kpi = found.drawn(asked.get("kpi", ""))
    shown = found.sayable.get(kpi.key)
    context: dict = {
        "drawn": kpi,
        "choices": [(key, _(one.figure.kpi.title)) for key, one in found.sayable.items()],
    }
    if shown is None:
        return context
    steps = queries.steps(chosen, kpi)
    context["chart"] = trend(
        steps,
        queries.lately(chosen, kpi),
        shown.figure,
        expected=shown.expected,
        marks=_marks(shown, chosen),
    )
    section = _("%(title)s through time") % {"title": _(kpi.title)}
    found.lines += [
        Line(section, wording.date_text(next(iter(one.by.values())), year=True), one)
        for one in steps
    ]
    return context


def _marks(shown: Shown, chosen: Selection):
    if shown.expected is None or not chosen.period.window.first < shown.expected.since:
        return ()
    return ((shown.expected.since, _("expected since")),)


def has_a_weekday(kpi: Kpi) -> bool:
    """Whether it is counted when contacts begin; a level is taken at an instant."""
    return not isinstance(kpi, Quantile | Level | Custom)


def shapes(found: Board, asked, *, of_one: bool = False) -> dict:
    """Through the week, how it is spread, and the backlog; `of_one`: nothing that is another figure's."""
    chosen, drawn_kpi = found.chosen, found.drawn(asked.get("kpi", ""))
    choices = [kpi for kpi in queries.weekly_kpis(chosen) if kpi.key in found.sayable]
    asked_heat = asked.get("heat", "")
    if drawn_kpi not in choices and has_a_weekday(drawn_kpi) and asked.get("kpi"):
        choices.insert(0, drawn_kpi)
    heat_kpi = next((kpi for kpi in choices if kpi.key == asked_heat), next(iter(choices), None))
    context: dict = {"heat_choices": choices if len(choices) > 1 else [], "heat_kpi": heat_kpi}
    if heat_kpi:
        cells = queries.through_the_week(chosen, heat_kpi)
        context["heat"] = patterns.heat_map(cells, found.sayable[heat_kpi.key].figure)
        context["heat_closed"] = not cells and queries.is_guarded(chosen)
        section = _("%(title)s through the week") % {"title": _(heat_kpi.title)}
        days = patterns.day_names()
        found.lines += [Line(section, _cell_name(cell, days), cell) for cell in cells]
    spread = queries.spread(chosen, drawn_kpi)
    if spread is None and not of_one:
        spread = queries.spread(chosen, chosen.kpi("aht"))
    context["spread"] = patterns.distribution(spread) if spread else None
    if spread:
        section = _("%(title)s, how it is spread") % {"title": _(spread.kpi.title)}
        quantiles = (spread.median, spread.long)
        found.lines += [Line(section, _(one.kpi.title), one) for one in quantiles]
    if not of_one or isinstance(drawn_kpi, Level):
        context["backlog"] = patterns.backlog(queries.backlog(chosen))
    return context


def _cell_name(cell: Figure, days: list[str]) -> str:
    return f"{days[cell.by['weekday']]} {patterns.time_text(cell.by['half_hour'])}"


def breakdowns(found: Board, kpi: Kpi, splits=("channel", "topic")) -> dict:
    """By channel and by reason, each by name; nothing is split that was chosen already."""
    chosen = found.chosen
    taken = {"channel": chosen.channel, "topic": chosen.topic}
    headings = {"channel": _("By channel"), "topic": _("By reason")}
    tables = []
    for split in splits:
        if taken[split]:
            continue
        rows = [_part(part, chosen, split) for part in queries.parts(chosen, kpi, split)]
        if rows:
            tables.append({"split": split, "title": headings[split], "rows": rows, "kpi": kpi})
            found.lines += [
                Line(headings[split], row["name"], row["figure"] or row["counted"], row["words"])
                for row in rows
            ]
    return {"breakdowns": tables}  # fmt: skip


def _part(part: queries.Part, chosen: Selection, split: str) -> dict:
    figure = part.figure
    value, unit = showing.value_text(figure) if figure else ("", "")
    words = "" if value else _why_no_value(figure)
    nameless = {"channel": _("No channel given"), "topic": _("No reason given")}[split]
    name = channel_names().get(part.name, part.name) if split == "channel" else part.name
    return {
        "name": name or nameless,
        "href": _address(part.name, chosen, split) if part.name else "",
        "value": value,
        "unit": unit,
        "interval": showing.interval_text(figure) if figure else "",
        "n": part.counted.n if part.counted else 0,
        "words": words,
        "figure": figure,
        "counted": part.counted,
    }


def _why_no_value(figure: Figure | None) -> str:
    if figure is None or figure.state is State.NONE:
        return _("Nothing counted in this period")
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
        if name not in CHANNELS:
            return ""
        return reverse("channel_figures", args=[name]) + "?" + chosen.query(channel="")
    return reverse("topic_figures") + "?" + query  # fmt: skip


def list_row(row: queries.Row) -> dict:
    """A person or a team in a list by name: how sure the figure is, never the figure."""
    kind, words = showing.precision(row.figure)
    return {
        "of": row.of,
        "kind": kind,
        "words": words,
        "spark": showing.spark(row.weeks),
        "n": row.figure.n if row.figure else 0,
        "figure": row.figure,
    }


def rows_of(found: Board, rows: list[queries.Row], section: str) -> list[dict]:
    listed = [list_row(row) for row in rows]
    for one in listed:
        name = one["of"].name if one["of"] else _("Credited to no team")
        found.lines.append(Line(section, name, one["figure"], one["words"], shows_value=False))
    return listed
