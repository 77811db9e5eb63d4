"""Where everybody together did worse than in the two periods before: nobody is named for what happened to all."""

from collections import defaultdict
from datetime import timedelta

from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import Facts, measure
from evenhand.analysis.scope import Window
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.people.policy import scope_of_everybody

ALL = None  # the organisation, among ids of teams
_PERIODS = 2
_PARTS = {
    Way.SHARE: ("numerator", "denominator"),
    Way.MEAN: ("n", "total", "squares"),
    Way.DURATION: ("n", "total", "squares"),
}


def fallen(
    facts: Facts, kpi: Kpi, way: Way, window: Window, where, *, at_least: bool, as_of: int
) -> frozenset[int | None]:
    """ALL and ids of teams whose total over the window is worse than over the two periods before, by more than chance.

    Of a total without a past nothing is known, and nothing is said.
    """
    from evenhand.analysis.statistics.standing.falling import means_fell, shares_fell

    test = shares_fell if way is Way.SHARE else means_fell
    past = Window(window.first - timedelta(days=_PERIODS * window.days), window.first)
    now, before = (
        _weeks(facts, kpi, _PARTS[way], days, where, as_of=as_of) for days in (window, past)
    )
    return frozenset(
        place
        for place in now.keys() & before.keys()
        if test(now[place], before[place], higher_is_better=at_least)
    )


def _weeks(facts: Facts, kpi: Kpi, names, window: Window, where, *, as_of: int):
    """ALL or id of a team → each part by week."""
    found: dict = defaultdict(lambda: defaultdict(lambda: dict.fromkeys(names, 0.0)))
    for one in measure(
        facts, kpi, scope=scope_of_everybody(), window=window, by=("team", "week"), where=where,
        as_of=as_of,
    ):  # fmt: skip
        places = {ALL, one.by["team"]}  # what belongs to no team counts for all
        for place in places:
            for name in names:
                found[place][one.by["week"]][name] += float(one.parts.get(name) or 0.0)
    return {
        place: tuple([of_week[name] for of_week in weeks.values()] for name in names)
        for place, weeks in found.items()
    }
