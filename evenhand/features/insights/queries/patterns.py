"""The shape behind a figure: through the week, how it is spread, what is open and how long."""

from dataclasses import dataclass

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi, Level, Quantile
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.figures import measured
from evenhand.features.insights.rules.families import BESIDE, THROUGH_THE_WEEK


def through_the_week(chosen: Selection, kpi: Kpi) -> list[Figure]:
    """The KPI by weekday and half-hour of the day at which contacts began."""
    return measured(chosen, [kpi], by=("weekday", "half_hour"))


def weekly_kpis(chosen: Selection) -> list[Kpi]:
    known = {kpi.key: kpi for kpi in chosen.facts.kpis}
    return [known[key] for key in THROUGH_THE_WEEK if key in known]


@dataclass(frozen=True)
class Spread:
    """How a duration is spread: its counts in bins, the median and the 90th percentile."""

    kpi: Kpi
    bins: list[tuple[int, int]]  # number of the bin [1.1^k, 1.1^(k+1)) of value + 1, rows in it
    median: Figure
    long: Figure


def spread(chosen: Selection, kpi: Kpi) -> Spread | None:
    """Of the quantiles that stand beside the KPI. None where it has none, or there is not enough to say."""
    known = {one.key: one for one in chosen.facts.kpis}
    found = [known[key] for key in BESIDE.get(kpi.key, ()) if key in known]
    quantiles = sorted((k for k in found if isinstance(k, Quantile)), key=lambda k: k.quantile)
    if len(quantiles) < 2:
        return None
    median, long = measured(chosen, [quantiles[0], quantiles[-1]])
    if median.value is None or long.value is None or "bins" not in median.parts:
        return None
    return Spread(kpi, median.parts["bins"], median, long)


def backlog(chosen: Selection) -> dict[str, list[Figure]]:
    """What was open at the end of each week, and how old it was, by part of the level; empty without such KPIs."""
    levels = [kpi for kpi in chosen.facts.kpis if isinstance(kpi, Level)]
    found: dict[str, list[Figure]] = {}
    if levels:
        part_of = {kpi.key: kpi.part for kpi in levels}
        for figure in measured(chosen, levels, by=("week",)):
            found.setdefault(part_of[figure.kpi.key], []).append(figure)
    return found
