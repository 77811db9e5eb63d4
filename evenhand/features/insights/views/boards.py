"""A page of figures: a few first, the rest behind them, one drawn, and the lists and shapes under it."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure, State
from evenhand.analysis.kpis.definition import Kpi, NotYet
from evenhand.analysis.measure import TOO_FEW_PEOPLE
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights import queries
from evenhand.features.insights.queries import Shown
from evenhand.features.insights.rules.families import (
    DRAWN,
    beside,
    by_family,
    first_and_rest,
)
from evenhand.features.insights.views import against, showing
from evenhand.features.insights.views.exports import Line, takes
from evenhand.features.insights.views.trends import trend
from evenhand.foundation import wording
from evenhand.foundation.lists import FORMATS


def channel_names() -> dict[str, str]:
    return {
        "phone": _("Phone"),
        "email": _("Email"),
        "chat": _("Chat"),
        "web": _("Web form"),
        "social": _("Social media"),
        "sms": _("Text message"),
        "letter": _("Letter"),
    }


def channel_name(name: str) -> str:
    """In words; one that only its source knows is called as there."""
    return channel_names().get(name, name)


def family_names() -> dict[str, str]:
    return {
        "volume": _("How much"),
        "speed": _("How fast"),
        "resolution": _("How well resolved"),
        "satisfaction": _("What customers say"),
        "quality": _("Quality"),
        "work": _("Work"),
    }


class Show(StrEnum):
    """What of a page is asked for: what it opens with, what is fetched after that, or all at once."""

    FIRST = "first"
    MORE = "more"  # the other figures
    UNDER = "under"  # what stands under the figures
    ALL = "all"  # for a file, and for whoever has no script


# What is fetched after a page is a piece of it.
PIECES = {Show.MORE: "insights/_others.html", Show.UNDER: "insights/_under.html"}


def show_of(asked) -> Show:
    if asked.get("as") in FORMATS:
        return Show.ALL
    return Show(asked["show"]) if asked.get("show") in set(Show) else Show.FIRST


@dataclass
class Board:
    """What one page says, for its template and for its files."""

    chosen: Selection
    sayable: dict[str, Shown]
    absent: list[Figure]
    withheld: list[Figure]
    trial: dict[str, Shown]  # not to be used about people: of a person no value is said
    lines: list[Line] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.chosen.data_up_to is None

    @property
    def names_nobody(self) -> bool:
        """Whether nothing here was credited to the team or person that the page is about."""
        somebody = self.chosen.team or self.chosen.person
        return bool(somebody) and not any(one.figure.n for one in self.sayable.values())

    def drawn(self, asked: str) -> Kpi:
        """The figure that is drawn: the one that was asked for, else the first that has something to say."""
        found = [key for key in (asked, *DRAWN, *self.sayable) if key in self.sayable]
        return self.chosen.kpi(found[0] if found else "handled")

    def tiles(self, shown: list[Shown], section: str) -> list:
        self.lines += [
            Line(section, wording.said(one.figure.kpi.title), one.figure, said(one, self.chosen))
            for one in shown
        ]
        return [showing.tile(one, self.chosen) for one in shown]  # fmt: skip


def said(one: Shown, chosen: Selection) -> str:
    _kind, words, rest = against.standing_of(one, chosen)
    earlier = against.earlier_text(one, chosen)
    return f"{words}{rest}. {earlier}" if earlier else f"{words}{rest}"


def family_of(kpi: Kpi) -> str:
    return str(kpi.family)


def board(chosen: Selection, keys, *, whole=None) -> Board:
    """These figures, without those that are said beside another one, measured at once.

    `whole`: those whose neighbours are wanted too, if not all.
    """
    shown = queries.figures(chosen, [key for key in keys if key not in beside()], whole=whole)
    trial = {one.figure.kpi.key: one for one in shown if one.figure.problem in queries.UNUSED}
    withheld = [one.figure for one in shown if one.figure.problem == TOO_FEW_PEOPLE]
    absent = [
        one.figure
        for one in shown
        if one.figure.problem != TOO_FEW_PEOPLE
        and one.figure.kpi.key not in trial
        and one.figure.state in (State.NOT_COMPUTABLE, State.NONE)
    ]
    gone = {figure.kpi.key for figure in (*withheld, *absent)} | trial.keys()
    sayable = {one.figure.kpi.key: one for one in shown if one.figure.kpi.key not in gone}
    return Board(chosen, sayable, absent, withheld, trial)


def board_for(chosen: Selection, asked, first, *, fit=lambda kpi: True) -> Board:
    """As much of the catalogue as is asked for; all that is counted anyway where the first have nothing to say.

    `fit`: which may stand first.
    """
    show, drawn_key, found = show_of(asked), asked.get("kpi", ""), None
    if show is Show.UNDER:
        found = board(chosen, queries.under_keys(chosen, drawn_key), whole=())
    elif show is Show.FIRST:
        whole = (*first, drawn_key)
        found = board(chosen, queries.first_keys(chosen, whole), whole=whole)
    if found and any(fit(one.figure.kpi) for one in found.sayable.values()):
        return found
    return board(chosen, queries.all_keys(chosen, everything=asked.get("show") == Show.ALL))


def frame(chosen: Selection, asked) -> dict:
    """What the head and the filters of every page of figures need."""
    window = chosen.period.window
    compared = chosen.period.compared
    typed = dict(zip(("first", "last"), chosen.period.typed, strict=True))
    days = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    return {
        "chosen": chosen,
        "period_text": wording.window_text(window.first, window.last),
        "compared_text": wording.window_text(compared.first, compared.last) if compared else "",
        "data_up_to": chosen.data_up_to,
        "empty": chosen.data_up_to is None,
        "own_days": chosen.person is not None or not chosen.scope.smallest_cell,
        "channels": {name: channel_name(name) for name in chosen.channels},
        "wrong": {
            name: {"why": wording.said(why), "typed": typed[name]} for name, why in chosen.period.wrong
        },
        # What was typed stands until it is mended: whoever swapped two days need not look them up again.
        "days": typed if chosen.period.wrong else days,
        "note": wording.said(chosen.period.note) if chosen.period.note else "",
        "asked": asked,
        "show": show_of(asked),
        "takes": takes(chosen),
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
    """What cannot be said here, in one sentence each; and whether that is because nobody is named."""
    absent: dict[str, list] = {}
    for one in found.absent:
        why = wording.said(one.problem) if one.problem else ""
        absent.setdefault(why, []).append(
            {"title": wording.said(one.kpi.title), "key": one.kpi.key}
        )
    return {
        "names_nobody": found.names_nobody,
        "absent": [{"why": why, "figures": figures} for why, figures in absent.items()],
        "withheld": [
            {"title": wording.said(f.kpi.title), "key": f.kpi.key} for f in found.withheld
        ],
        "withheld_why": wording.said(TOO_FEW_PEOPLE),
    }


def drawn(found: Board, asked) -> dict:
    """The chosen figure week by week; its choices for the filters."""
    chosen = found.chosen
    kpi = found.drawn(asked.get("kpi", ""))
    shown = found.sayable.get(kpi.key)
    context: dict = {"drawn": kpi, "choices": _choices(chosen)}
    if asked.get("kpi") and asked["kpi"] != kpi.key:
        context["not_drawn"] = next(
            (one for one in (*found.absent, *found.withheld) if one.kpi.key == asked["kpi"]), None
        )
    if shown is None:
        return context
    steps = queries.steps(chosen, kpi)
    context["chart"] = trend(
        steps,
        queries.lately(chosen, kpi, steps),
        shown.figure,
        expected=shown.expected,
        marks=_marks(shown, chosen),
    )
    section = _("%(title)s through time") % {"title": wording.said(kpi.title)}
    found.lines += [
        Line(section, wording.date_text(next(iter(one.by.values())), year=True), one)
        for one in steps
    ]
    return context


def _choices(chosen: Selection) -> list[tuple[str, list]]:
    """What can be drawn, by family, as (key, title)."""
    names = family_names()
    known = {kpi.key: kpi for kpi in chosen.facts.kpis}
    drawable = [known[key] for key in queries.all_keys(chosen) if key not in beside()]
    groups = by_family((str(kpi.family), kpi) for kpi in drawable if not isinstance(kpi, NotYet))
    return [
        (names.get(family, family), [(kpi.key, wording.said(kpi.title)) for kpi in members])
        for family, members in groups
    ]


def _marks(shown: Shown, chosen: Selection):
    if shown.expected is None or not chosen.period.window.first < shown.expected.since:
        return ()
    words = _("target since") if shown.expected.held else _("expected since")
    return ((shown.expected.since, words),)


def list_row(row: queries.Row) -> dict:
    """A person or a team in a list by name: how sure the figure is, never the figure.

    What cannot be computed has no line and no n either: they would be of the part of it that is known.
    """
    figure = row.figure
    kind, words = showing.precision(figure)
    told = not (figure and figure.problem) or figure.problem in queries.UNUSED
    return {
        "of": row.of,
        "kind": kind,
        "words": words,
        "told": told,
        "spark": showing.spark(row.weeks) if told else None,
        "n": figure.n if figure else 0,
        "figure": figure,
    }


def rows_of(found: Board, rows: list[queries.Row], section: str) -> list[dict]:
    listed = [list_row(row) for row in rows]
    for one in listed:
        name = one["of"].name if one["of"] else _("Credited to no team")
        found.lines.append(Line(section, name, one["figure"], one["words"], shows_value=False))
    return listed
