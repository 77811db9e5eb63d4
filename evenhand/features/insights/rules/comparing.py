"""Which KPIs can be compared between teams or people on a funnel, and the funnel of their figures."""

from collections.abc import Sequence

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi, Mean, NetShare, Share, Use
from evenhand.analysis.statistics import funnel
from evenhand.analysis.statistics.funnel import Funnel

# A funnel of fewer names what it shows.
FEWEST_TEAMS, FEWEST_PEOPLE = 3, 5


def can_be_compared(kpi: Kpi) -> bool:
    """Only what has a known chance for its size: a count or a level depends on how much there was to do."""
    return isinstance(kpi, Share | Mean | NetShare)


def of_people(kpi: Kpi) -> bool:
    """People are compared only by what a person may be measured by."""
    return kpi.use is Use.PERSON


def funnel_of(figures: Sequence[Figure]) -> Funnel | None:
    """Of figures of one KPI, each of a unit of its own. None where nothing varies."""
    if not figures:
        return None
    kpi, parts = figures[0].kpi, [one.parts for one in figures]
    if isinstance(kpi, Share):
        return funnel.of_shares([(one["numerator"], one["denominator"]) for one in parts])
    if isinstance(kpi, NetShare):
        return funnel.of_means([
            (one["n"], one["promoters"] - one["detractors"], one["promoters"] + one["detractors"])
            for one in parts
        ])  # fmt: skip
    return funnel.of_means(
        [(one["n"], one["total"], one["squares"]) for one in parts],
        skewed=isinstance(kpi, Mean) and kpi.skewed,
    )
