"""The shape behind a figure: through the week, how it is spread, what is open and how long."""

from dataclasses import dataclass
from datetime import date

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi, Level, Quantile
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.figures import is_guarded, measured, with_gaps
from evenhand.features.insights.rules.families import BESIDE, THROUGH_THE_WEEK


def through_the_week(chosen: Selection, kpi: Kpi) -> list[Figure]:
    """The KPI by weekday and half-hour of the day at which contacts began."""
    return measured(chosen, [kpi], by=("weekday", "half_hour"))


def weekly_kpis(chosen: Selection) -> list[Kpi]:
    known = {kpi.key: kpi for kpi in chosen.facts.kpis}
    return [known[key] for key in THROUGH_THE_WEEK if key in known]


@dataclass(frozen=True)
class Spread:
    """How a duration is spread: the median and the 90th percentile."""

    kpi: Kpi
    median: Figure  # with its bins among its parts
    long: Figure


def spread(chosen: Selection, kpi: Kpi) -> Spread | None:
    """Of the quantiles that stand beside the KPI, or of itself. None where it has none, or there is not enough to say."""
    known = {one.key: one for one in chosen.facts.kpis}
    found = [known[key] for key in (kpi.key, *BESIDE.get(kpi.key, ())) if key in known]
    quantiles = sorted((k for k in found if isinstance(k, Quantile)), key=lambda k: k.quantile)
    if len(quantiles) < 2:
        return None
    median, long = measured(chosen, [quantiles[0], quantiles[-1]])
    if median.value is None or long.value is None or "bins" not in median.parts:
        return None
    return Spread(kpi, median, long)


def backlog(chosen: Selection) -> dict[str, list[Figure]]:
    """What was open at the end of each week, and how old it was, by part of the level; empty without such KPIs."""
    levels = [kpi for kpi in chosen.facts.kpis if isinstance(kpi, Level)]
    found: dict[str, list[Figure]] = {}
    if levels:
        part_of = {kpi.key: kpi.part for kpi in levels}
        for figure in measured(chosen, levels, by=("week",)):
            found.setdefault(part_of[figure.kpi.key], []).append(figure)
    if found.get("open"):
        of_open = found["open"]
        found["open"] = with_gaps(chosen, of_open[0].kpi, of_open, "week", until=_last_day(chosen))
    return found


def _last_day(chosen: Selection) -> date:
    """Of the period, as far as there are data."""
    last = chosen.period.window.last
    return min(last, chosen.data_up_to or last)


def ages(found: dict[str, list[Figure]]) -> list[int] | None:
    """How many of what is open now have been for how long, in the bands of `AGES`; empty where nothing is said of it,
    None where too few people are behind one of them."""
    now = found["open"][-1] if found.get("open") else None
    return now.parts["ages"] if now and "ages" in now.parts else []


def opens_contacts(chosen: Selection) -> bool:
    """Whether the contacts in a cell of a figure can be listed for the viewer: not where totals are over many people."""
    return not is_guarded(chosen) and bool(chosen.scope.every_person or chosen.scope.people)
