"""A figure in whole weeks or months, with the limits of a stable process; and whether a team moved as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.signals import Signal, signals
from evenhand.analysis.statistics.together import Movement, together
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.figures import is_guarded, measured, with_gaps
from evenhand.features.insights.rules.changes import change_of
from evenhand.features.insights.rules.limits import limits_of
from evenhand.features.insights.rules.steps import whole
from evenhand.features.people.models import Team


@dataclass(frozen=True)
class Process:
    """`points`: all of them, in order of time; those without a value are gaps and not in `limits`."""

    step: str  # week | month
    points: list[Figure]
    limits: Limits | None
    signals: list[Signal]

    @property
    def said(self) -> list[Figure]:
        return [one for one in self.points if one.value is not None]


def process(chosen: Selection, kpi: Kpi) -> Process:
    """In whole weeks, or in whole months where most weeks are too little to say: a part of a week is no point.

    Whoever sees totals over enough people only is shown no months, from which whole weeks could be subtracted.
    """
    found = Process("week", [], None, [])
    for step in ("week",) if is_guarded(chosen) else ("week", "month"):
        window = whole(chosen.period.window, step)
        points = measured(chosen, [kpi], window, by=(step,)) if window else []
        if points or step == "week":
            found = _process(with_gaps(chosen, kpi, points, step) if points else [], step)
        if 2 * len(found.said) > len(found.points):
            break
    return found


def _process(points: list[Figure], step: str) -> Process:
    limits = limits_of([one for one in points if one.value is not None])
    return Process(step, points, limits, signals(limits) if limits else [])


def moved(chosen: Selection, kpi: Kpi, team: Team | None) -> Movement | None:
    """How the last third of the period differs from what came before it, person by person, taken together.

    Only for whoever may see each of the team's people; of them, those whom the figures credit to the team then.
    """
    window = chosen.period.window
    cut = window.end - timedelta(days=max(7, window.days // 3))
    if team is None or cut <= window.first or not sees_each(chosen, team):
        return None
    of_team = replace(chosen, team=team, person=None)
    now, before = (
        {one.by["person"]: one for one in measured(of_team, [kpi], part, by=("person",))}
        for part in (Window(cut, window.end), Window(window.first, cut))
    )
    changes = (change_of(now[one], before[one]) for one in now if one is not None and one in before)
    return together([one for one in changes if one is not None])


def sees_each(chosen: Selection, team: Team) -> bool:
    """Whether the viewer may see the people of the team one by one."""
    return chosen.scope.every_person or team.pk in chosen.scope.teams


def said_days(found: Process, at: Sequence[int]) -> list[date]:
    """The first days of points that have a value, by their place among those."""
    return [found.said[place].by[found.step] for place in at]
