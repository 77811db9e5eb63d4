"""Teams, or the people of a team, beside each other on a funnel: who lies outside of what their size explains; by name."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.analysis.statistics.funnel import INNER, OUTER, Funnel
from evenhand.features.contacts.queries import Selection, kpi_of, selection
from evenhand.features.insights import queries
from evenhand.features.insights.queries import Comparison
from evenhand.features.insights.rules.comparing import can_be_compared, of_people
from evenhand.features.insights.views import boards, exports, showing, worded
from evenhand.features.insights.views.exports import Line
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart, chart

PLACES_OF_A_CURVE = 40


@require_GET
def figure_comparison(request, key):
    kpi = kpi_of(request.viewer, key)
    chosen = selection(request.viewer, request.GET)
    if not may_compare(chosen):
        raise Http404
    context = boards.frame(chosen, request.GET) | {
        "kpi": kpi,
        "team": chosen.team,
        "comparable": can_be_compared(kpi),
        "of_people": of_people(kpi),
        "lines": [],
    }
    if not context["empty"] and can_be_compared(kpi) and (chosen.team is None or of_people(kpi)):
        context |= _people(chosen, kpi) if chosen.team else _teams(chosen, kpi)
    title = _("%(title)s compared") % {"title": wording.said(kpi.title)}
    file = exports.answer(request, chosen, context["lines"], title)
    return file or render(request, "insights/comparison.html", context)


def may_compare(chosen: Selection) -> bool:
    """Teams for whoever sees the whole; people of a team for whoever sees each of them."""
    if chosen.person:
        return False
    if chosen.team:
        return queries.sees_each(chosen, chosen.team)
    return chosen.scope.organisation


def _teams(chosen: Selection, kpi: Kpi) -> dict:
    found = queries.compared_teams(chosen, kpi)
    section = _("Teams, by name")
    lines = [Line(section, row.of.name, row.figure, _where(row.outside)) for row in found.rows]
    return _shown(found, kpi, of_people=False) | {"lines": lines}


def _people(chosen: Selection, kpi: Kpi) -> dict:
    """Only whoever is on the funnel is named: not who has too little to say."""
    found = queries.compared_people(chosen, kpi)
    section = _("People, by name")
    lines = [
        Line(section, row.of.name, row.figure, showing.precision(row.figure)[1], shows_value=False)
        for row in found.rows
        if row.outside is not None
    ]
    return _shown(found, kpi, of_people=True) | {"lines": lines}


def _shown(found: Comparison, kpi: Kpi, *, of_people: bool) -> dict:
    drawn = [row for row in found.rows if row.outside is not None]
    left = [row.of.name for row in found.rows if row.outside is None and not of_people]
    context = {"fewest": found.fewest, "few": left, "count": len(drawn)}
    if found.funnel is None:
        unused = next(
            (row.figure.problem for row in found.rows if row.figure.problem in queries.UNUSED), ""
        )
        why = "" if of_people or unused else queries.untold(row.figure for row in found.rows)
        said = sum(row.figure.value is not None for row in found.rows)
        untold = showing.untold_text(why) if why else ""
        return context | {"count": said, "unused": unused, "untold": untold}
    return context | {
        "chart": funnel_chart(found, kpi, of_people=of_people),
        "spread": _spread_text(found.funnel, kpi, of_people=of_people),
        "by_chance": _by_chance(len(drawn)),
    }


def funnel_chart(found: Comparison, kpi: Kpi, *, of_people: bool) -> Chart:
    """Of people the table says between which ends each figure is known to lie, and no value."""
    drawn = [row for row in found.rows if row.outside is not None]
    rows = [
        {
            "name": row.of.name,
            "n": row.figure.n,
            "value": row.figure.value,
            "interval": worded.interval_text(row.figure),
            "where": _where(row.outside),
            "flag": _flag(row.outside, kpi),
            "label": _label(row, of_people=of_people),
        }
        for row in drawn
    ]
    columns = {"name": _("Name"), "value": _("Value"), "interval": _("Interval"), "n": _("n"), "where": _("On the funnel")}  # fmt: skip
    if of_people:
        del columns["value"]
    middle = "".join(wording.value_text(found.funnel.centre, kpi.unit, 1000))
    return chart(
        "funnel",
        rows,
        title=_finding(drawn, kpi, of_people=of_people),
        sentence=_("The more %(counted)s, the less chance moves the figure: the dotted lines close in on what all have in common, %(middle)s.")
        % {"middle": middle, "counted": wording.said(kpi.counted)},
        columns=columns,
        n_text=worded.counted_text(sum(row.figure.n for row in drawn), kpi),
        shaded=_("where 95 in 100 would lie; dotted: 998 in 1,000"),
        unit=kpi.unit,
        lines=((found.funnel.centre, _("all %(value)s") % {"value": middle.replace(" ", "\u00a0")}),),
        curve=curve(found.funnel),
        axis=wording.said(kpi.counted).capitalize(),
    )  # fmt: skip


def _label(row: queries.Compared, *, of_people: bool) -> str:
    """No person's name is written at a point."""
    parts = ["" if of_people else row.of.name, _("look closer") if row.outside else ""]
    return ": ".join(part for part in parts if part)


def curve(funnel: Funnel) -> list[dict]:
    """The limits at places from the smallest to the largest, closer together where they bend."""
    least, most = min(funnel.sizes) * 0.85, max(funnel.sizes) * 1.05
    sizes = [
        least * (most / least) ** (place / (PLACES_OF_A_CURVE - 1))
        for place in range(PLACES_OF_A_CURVE)
    ]
    rows = []
    for size in sizes:
        (low, high), (outer_low, outer_high) = (
            funnel.limits(round(size), level) for level in (INNER, OUTER)
        )
        rows.append({"n": round(size), "low": low, "high": high, "outer_low": outer_low, "outer_high": outer_high})  # fmt: skip
    return rows


def _where(outside: int | None) -> str:
    if outside is None:
        return _("not enough to say")
    return {
        0: _("between the lines"),
        1: _("look closer: above the lines"),
        -1: _("look closer: below the lines"),
    }[outside]


def _flag(outside: int | None, kpi: Kpi) -> str:
    if not outside:
        return ""
    if kpi.better is Better.NEITHER:
        return "look"
    return "up" if (outside > 0) == (kpi.better is Better.HIGHER) else "down"


def _finding(drawn, kpi: Kpi, *, of_people: bool) -> str:
    marked, n = sum(row.outside != 0 for row in drawn), len(drawn)
    if not marked:
        words = (
            _("%(title)s: nobody stands out among %(n)d people")
            if of_people
            else _("%(title)s: none of %(n)d teams stands out")
        )
    elif of_people:
        words = ngettext(
            "%(title)s: look closer at one of %(n)d people",
            "%(title)s: look closer at %(marked)d of %(n)d people",
            marked,
        )
    else:
        words = ngettext(
            "%(title)s: look closer at one of %(n)d teams",
            "%(title)s: look closer at %(marked)d of %(n)d teams",
            marked,
        )
    return words % {"title": wording.said(kpi.title), "marked": marked, "n": n}


def _by_chance(n: int) -> str:
    share = 1 - OUTER**n
    return _("If only chance told them apart, one of %(n)d would lie outside in %(times)s of 1,000 such charts.") % {
        "n": n,
        "times": wording.count_text(1000 * share),
    }  # fmt: skip


def _spread_text(funnel: Funnel, kpi: Kpi, *, of_people: bool) -> str:
    """What was made of over-dispersion."""
    if funnel.overdispersion is None:
        return _(
            "There are too few to tell how much they differ anyway: the lines are for chance alone, and "
            "where there is much of each even a small difference lies outside."
        )
    if not funnel.tau:
        return _("They differ no more than chance would have it: the lines are for chance alone.")
    return (
        _("All of them differ by more than chance, by which contacts they have and much else: the lines are wider by as much as they differ anyway (%(phi)s times the variance of chance).")
        % {"phi": wording.number_text(funnel.overdispersion, 1)}
    )  # fmt: skip
