"""One figure through time against the limits of a stable process: where to look closer, and how often chance does it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.analysis.statistics.assurance import Assurance, assurance
from evenhand.analysis.statistics.false_alarms import false_alarms
from evenhand.analysis.statistics.signals import Signal
from evenhand.analysis.statistics.together import Movement, Together
from evenhand.analysis.statistics.xmr import ENOUGH_POINTS
from evenhand.features.contacts.queries import Selection, kpi_of, selection
from evenhand.features.insights import queries
from evenhand.features.insights.queries import Aim, Process
from evenhand.features.insights.rules.limits import FEWEST
from evenhand.features.insights.views import boards, exports, worded
from evenhand.features.insights.views.exports import Line
from evenhand.features.people import queries as people
from evenhand.features.standards.queries import period_text, threshold_text
from evenhand.features.standards.rules.targets import Every
from evenhand.foundation import wording
from evenhand.foundation.audit.actions import look
from evenhand.foundation.ui.charts import Chart, chart
from evenhand.foundation.ui.control_charts import (
    chart_text,
    control_rows,
    false_alarm_text,
    in_ten,
    rule_text,
)

# Limits take more points than other pages show.
PERIOD = "26w"
# So many dates of a rule are listed, the latest.
_MOST_DAYS = 4


@require_GET
def figure_trend(request, key):
    kpi = kpi_of(request.viewer, key)
    asked = request.GET.copy()
    asked.setdefault("period", PERIOD)
    chosen = selection(request.viewer, asked)
    if not (chosen.person or chosen.team) and not chosen.scope.organisation:
        raise Http404
    if chosen.person:
        look(by=request.viewer, subject_ref=chosen.person.ref, page="figures")
    context = boards.frame(chosen, asked) | {
        "kpi": kpi, "team": chosen.team, "person": chosen.person, "fewest": FEWEST, "lines": [],
    }  # fmt: skip
    if not context["empty"]:
        context |= _trend(chosen, kpi)
    title = _("%(title)s through time") % {"title": wording.said(kpi.title)}
    file = exports.answer(request, chosen, context["lines"], title)
    return file or render(request, "insights/trend.html", context)


def _trend(chosen: Selection, kpi: Kpi) -> dict:
    (shown,) = queries.figures(chosen, [kpi.key])
    found = queries.process(chosen, kpi)
    aim = queries.aim(chosen, kpi)
    section = _("%(title)s through time") % {"title": wording.said(kpi.title)}
    context: dict = {
        "figure": shown.figure,
        "points": len(found.said),
        "together": together_text(chosen, kpi),
        "lines": [
            Line(section, wording.date_text(one.by[found.step], year=True), one)
            for one in found.points
        ],
    }
    if found.limits is None:
        return context
    return context | {
        "from_heading": _from_heading(found.step),
        "chart": process_chart(found, shown.figure, aim=aim),
        "how": chart_text(found.limits),
        "false_alarm": false_alarm_text(found.limits),
        "trial": len(found.said) < ENOUGH_POINTS,
        "enough_points": ENOUGH_POINTS,
        "seen": _seen(found),
        "unstable": _is_unstable(found),
        "target_ref": aim.held.version.target.ref if aim and aim.held else "",
        "assurance": assurance_text(found, aim)
        if aim and aim.higher_is_better is not None and (aim.held or not chosen.person)
        else "",
    }


def process_chart(found: Process, figure: Figure, *, aim: Aim | None) -> Chart:
    """The points with their limits, and what they are held against, if anything."""
    kpi, limits = figure.kpi, found.limits
    rows = control_rows(
        limits,
        [_point(one, found.step) for one in found.points],
        found.signals,
        higher_is_better=_higher_is_better(kpi),
    )
    low, high = limits.lows[-1], limits.highs[-1]
    middle = _said(limits.centre, kpi)
    label = _("middle %(value)s") % {"value": middle.replace(" ", "\u00a0")}
    near = aim is not None and abs(aim.value - limits.centre) < (high - low) / 8
    return chart(
        "control",
        rows,
        title=_finding(found, kpi),
        sentence=_("Where nothing special happens, most points lie between the dotted lines: the last one from %(interval)s, around %(middle)s.")
        % {"interval": wording.interval_text(low, high, kpi.unit, 1000), "middle": middle},
        columns={
            "at": _from_heading(found.step),
            "value": _("Value"), "interval": _("Interval"), "n": _("n"), "low": _("Lower limit"),
            "high": _("Upper limit"), "seen": _("Seen"),
        },
        n_text=worded.n_text(figure),
        shaded=_("between the limits of a stable process"),
        unit=kpi.unit,
        standard=aim.value if aim else None,
        standard_label=_aim_label(aim, kpi) if aim else "",
        lines=() if near else ((limits.centre, label),),
    )  # fmt: skip


def _point(one: Figure, step: str) -> dict:
    return {
        "at": one.by[step],
        "value": one.value,
        "n": one.n,
        "interval": worded.interval_text(one) or _("not enough to say"),
    }


def _aim_label(aim: Aim, kpi: Kpi) -> str:
    words = _("Target %(value)s") if aim.held else _("We expect %(value)s")
    return words % {"value": threshold_text(aim.value, kpi.unit).replace(" ", "\u00a0")}


def _from_heading(step: str) -> str:
    return {"week": _("Week from"), "month": _("Month from")}[step]


def _said(value: float, kpi: Kpi) -> str:
    return "".join(wording.value_text(value, kpi.unit, 1000))


def _higher_is_better(kpi: Kpi) -> bool | None:
    return {Better.HIGHER: True, Better.LOWER: False, Better.NEITHER: None}[kpi.better]


def _marked(found: Process) -> int:
    return len({place for one in found.signals for place in one.at})


def _is_unstable(found: Process) -> bool:
    """More than half of the points stand out: limits around all of them belong to no process there is."""
    return 2 * _marked(found) > len(found.said)


def _finding(found: Process, kpi: Kpi) -> str:
    marked, n, title = _marked(found), len(found.said), wording.said(kpi.title)
    if not marked:
        words = {
            "week": _("%(title)s: nothing stands out in %(n)d weeks"),
            "month": _("%(title)s: nothing stands out in %(n)d months"),
        }[found.step]
        return words % {"title": title, "n": n}
    words = {
        "week": ngettext(
            "%(title)s: look closer at one week of %(n)d",
            "%(title)s: look closer at %(marked)d weeks of %(n)d",
            marked,
        ),
        "month": ngettext(
            "%(title)s: look closer at one month of %(n)d",
            "%(title)s: look closer at %(marked)d months of %(n)d",
            marked,
        ),
    }[found.step]
    return words % {"title": title, "marked": marked, "n": n}


def _seen(found: Process) -> list[dict]:
    """Each rule that was met, on each side: where, and how often chance meets it in so many points."""
    together: dict = {}
    for one in found.signals:
        together.setdefault((one.rule, rule_text(one)), []).append(one)
    return [
        {
            "what": words,
            "when": [_days(found, one) for one in those[-_MOST_DAYS:]],
            "more": max(0, len(those) - _MOST_DAYS),
            "chance": in_ten(false_alarms(found.limits.chart, len(found.said), rule)),
        }
        for (rule, words), those in together.items()
    ]


def _days(found: Process, signal: Signal) -> str:
    days = queries.said_days(found, (signal.at[0], signal.at[-1]))
    first, last = (wording.date_text(day) for day in days)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def assurance_text(found: Process, aim: Aim) -> str:
    """Whether the process as it is can be relied on to meet what it is held against."""
    kpi = found.said[0].kpi
    said = assurance(found.limits, aim.value, higher_is_better=aim.higher_is_better)
    if said is Assurance.TOO_FEW:
        return ""
    if _is_unstable(found):
        return _("%(aim)s: whether it can be relied on cannot be said while this is not one stable process.") % {"aim": _aim_label(aim, kpi)}  # fmt: skip
    words = {
        Assurance.MET: _("%(aim)s: met as a rule, whatever chance does. It lies beyond the limits of this process."),
        Assurance.MISSED: _("%(aim)s: out of reach of this process as it is. Not effort would reach it, but a change of the process."),
        Assurance.HIT_AND_MISS: _("%(aim)s: hit and missed by chance. It lies between the limits, so that a single point above or below it says nothing."),
    }[said] % {"aim": _aim_label(aim, kpi)}  # fmt: skip
    return f"{words} {_asked_of(aim.held.version, found.step)}".strip() if aim.held else words


def _asked_of(version, step: str) -> str:
    """That the target is asked of longer or shorter times than the points are, where it is."""
    if version.every == step:
        return ""
    words = (
        _("It is asked of %(period)s; months vary less than that.")
        if version.every == Every.WEEK
        else _("It is asked of %(period)s; single weeks vary more than that.")
        if step == "week"
        else _("It is asked of %(period)s.")
    )
    return words % {"period": period_text(version)}


def together_text(chosen: Selection, kpi: Kpi) -> dict | None:
    """Whether the team moved as one lately; for whoever may see each of its people."""
    team = chosen.team or (chosen.person and people.team_on(chosen.person, chosen.viewer.today))
    movement = queries.moved(chosen, kpi, team)
    if movement is None or movement.verdict is Together.TOO_FEW:
        return None
    return {"team": team, "words": _moved_text(movement, kpi)}


def _moved_text(movement: Movement, kpi: Kpi) -> str:
    """About the last third of the period against what came before it."""
    if movement.verdict is Together.NO_CLEAR:
        return _(
            "In the last third of this period neither the team as a whole nor the people in it have clearly moved."
        )
    if movement.verdict is Together.DIFFERENTLY:
        return _("In the last third of this period the people of the team have moved differently, more than chance: it is not the process alone. A change of whose contacts are hard would do the same.")  # fmt: skip
    words = (
        _("In the last third of this period the whole team has risen alike, by %(common)s (likely range %(interval)s): look at the process first, not at one person.")
        if movement.common > 0
        else _("In the last third of this period the whole team has fallen alike, by %(common)s (likely range %(interval)s): look at the process first, not at one person.")
    )  # fmt: skip
    low, high = sorted((abs(movement.low), abs(movement.high)))
    if kpi.unit in ("share", "net"):
        common = _("%(points)s points") % {
            "points": wording.number_text(100 * abs(movement.common), 1)
        }
        interval = wording.interval_text(low, high, "share", 1000)
    else:
        common = _said(abs(movement.common), kpi)
        interval = wording.interval_text(low, high, kpi.unit, 1000)
    return words % {"common": common, "interval": interval}
