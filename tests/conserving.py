"""What teams and nobody add up to: the parts of the organisation, whatever kind a KPI is of."""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Custom, Level, Quantile
from evenhand.analysis.scope import Where

OPEN_OR_CLOSED = (
    "open",
    "closed_28",
)  # of a level; ages at an instant are not summed, but what is as old is counted


def what_adds_up(figure: Figure) -> Counter:
    """How many rows it rests on, and its parts: of a quantile the rows in each bin, of a level what is open."""
    found = Counter({"n": figure.n})
    if isinstance(figure.kpi, Quantile):
        for number, *counts in figure.parts["bins"]:
            found.update({("bin", number, at): n for at, n in enumerate(counts)})
    elif isinstance(figure.kpi, Level):
        found.update({name: figure.parts.get(name, 0) for name in OPEN_OR_CLOSED})
    elif not isinstance(figure.kpi, Custom):
        own = figure.kpi.expressions  # of what hangs together, such as customers, teams share some
        found.update(
            {
                name: value
                for name, value in figure.parts.items()
                if f"{figure.kpi.key}__{name}" in own
            }
        )
    return found


def sums(figures: Iterable[Figure]) -> dict[str, Counter]:
    """By KPI."""
    found: dict[str, Counter] = {}
    for figure in figures:
        found.setdefault(figure.kpi.key, Counter()).update(what_adds_up(figure))
    return found


def assert_teams_make_the_whole(ask: Callable[..., list[Figure]], teams: Iterable[int]) -> dict:
    """`ask(by=…)` and `ask(where=…)` measure the same KPIs over the same window. Gives the parts of the whole.

    Teams are asked for at once, as lists show them, and one after the other, as their own pages do. Nobody (None) is
    the rest: what is credited to no team.
    """
    whole = sums(ask())
    for cells in (ask(by=("team",)), [f for t in (*teams, None) for f in _of_team(ask, t)]):
        found = sums(cells)
        for key, parts in whole.items():
            assert +found.get(key, Counter()) == pytest.approx(dict(+parts), rel=1e-9), key
    return whole


def _of_team(ask, team: int | None) -> list[Figure]:
    return ask(where=(Where("team_id", team),))
