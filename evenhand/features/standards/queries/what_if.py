"""What a threshold would mean before it is set: how many people reach it today, and how likely others are to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Scope, Window
from evenhand.analysis.statistics import achievable
from evenhand.features.people.policy import SMALLEST_CELL_OF_A_REPRESENTATIVE, scope
from evenhand.features.standards.queries.measurable import Here
from evenhand.features.standards.queries.monitoring import unused_about_people
from evenhand.features.standards.rules.targets import About, Direction, may_be_about
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import facts

WEEKS = 12
# Fewer people say nothing about people, and would show one of them.
FEWEST = SMALLEST_CELL_OF_A_REPRESENTATIVE
# So many are enough to know how levels differ and change; more would only take longer.
_MOST, _DRAWS = 300, 2000


@dataclass(frozen=True)
class From:
    """Somebody now at `level`, and how likely they are to be counted at the threshold over the weeks to come."""

    level: float
    chance: float


@dataclass(frozen=True)
class WhatIf:
    """`reach` of `people` were counted at the threshold; `starts` from the lower quartile, the middle and the upper."""

    threshold: float
    direction: Direction
    people: int
    reach: int
    per_week: float
    starts: tuple[From, From, From]

    @property
    def is_out_of_reach(self) -> bool:
        """Whether most people would miss it whatever they do."""
        return self.starts[1].chance < achievable.UNLIKELY


def can_be_tried(here: Here) -> bool:
    """Whether there are persons to try it on: a share of each of them, counted here."""
    kpi, figure = here.kpi, here.figure
    counted = figure is not None and {"numerator", "denominator"} <= set(figure.parts)
    return counted and here.measured.has_data and may_be_about(kpi, About.PERSON)


def what_if(viewer: Viewer, here: Here, threshold: float, direction: Direction) -> WhatIf | None:
    """Of the last twelve whole weeks. None where the viewer sees not every person, or too few people counted."""
    seen = scope(viewer)
    up_to = facts(viewer.today).store.manifest().data_up_to
    wanted = 0 < threshold < 1 and seen.every_person and bool(up_to)
    if not (wanted and can_be_tried(here)) or here.kpi.key in unused_about_people(viewer.today):
        return None
    earned, possible = _weeks(viewer, seen, here.kpi, _last_weeks(date.fromisoformat(up_to)))
    if len(earned) < FEWEST:
        return None
    better = direction is Direction.AT_LEAST
    counted = earned.sum(1) / possible.sum(1)
    met = counted >= threshold - 1e-9 if better else counted <= threshold + 1e-9
    per_week = float(np.median(possible.sum(1)) / WEEKS)
    some = np.linspace(0, len(earned) - 1, min(len(earned), _MOST)).astype(int)
    starts = _starts(earned[some], possible[some], threshold, per_week, better=better)
    return WhatIf(threshold, direction, len(earned), int(met.sum()), per_week, starts)


def _last_weeks(up_to: date) -> Window:
    end = up_to + timedelta(days=1)
    end -= timedelta(days=end.weekday())
    return Window(end - timedelta(weeks=WEEKS), end)


def _weeks(viewer: Viewer, seen: Scope, kpi: Kpi, window: Window):
    """Weekly counts of the people with enough of them (P, W), in no order that says who they are."""
    figures = measure(facts(viewer.today), kpi, scope=seen, window=window, by=("person", "week"))
    rows = defaultdict(lambda: np.zeros((2, WEEKS)))
    for one in figures:
        if one.by["person"] is not None:
            week = (one.by["week"] - window.first).days // 7
            rows[one.by["person"]][:, week] = one.parts["numerator"], one.parts["denominator"]
    found = [row for row in rows.values() if row[1].sum() >= ENOUGH]
    both = np.array(found).reshape(len(found), 2, WEEKS)
    order = np.argsort(both[:, 0].sum(1) / np.maximum(both[:, 1].sum(1), 1)) if found else []
    return both[order, 0], both[order, 1]


def _starts(earned, possible, threshold: float, per_week: float, *, better: bool):
    """The chances of those whose level now, chance taken out, is nearest the quartiles."""
    given = {
        "target": threshold, "weeks": WEEKS, "per_week": max(per_week, 1.0), "higher_is_better": better,
        "walk": achievable.estimate_walk(earned, possible),
    }  # fmt: skip
    now = achievable.chance(earned, possible, draws=1, **given).now[0]
    quartiles = np.quantile(now, (0.25, 0.5, 0.75))
    nearest = [int(np.abs(now - one).argmin()) for one in quartiles]
    seen = achievable.chance(earned[nearest], possible[nearest], draws=_DRAWS, **given).seen
    return tuple(From(float(now[at]), float(one)) for at, one in zip(nearest, seen, strict=True))
