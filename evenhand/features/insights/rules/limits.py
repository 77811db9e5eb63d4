"""Which chart a KPI's points through time are drawn on, and its limits."""

from collections.abc import Sequence

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Share
from evenhand.analysis.statistics import proportions
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.xmr import xmr

# With fewer points no limit is drawn.
FEWEST = 8
_ENDS = {"share": (0.0, 1.0), "net": (-1.0, 1.0), "count": (0.0, float("inf"))}
_POSITIVE = (0.0, float("inf"))


def limits_of(points: Sequence[Figure]) -> Limits | None:
    """Of figures of one KPI that have a value, in order of time. None where there are too few.

    A share of rows is one of so many each time: p′. Everything else (means, medians, differences of shares, scores
    of points, levels, counts) is a single value each time: XmR (domain sheet, section 1, last column).
    """
    if len(points) < FEWEST:
        return None
    kpi = points[0].kpi
    if isinstance(kpi, Share):
        return proportions.p_prime(
            [one.numerator or 0 for one in points], [one.denominator or 0 for one in points]
        )
    lowest, highest = _ENDS.get(kpi.unit, _POSITIVE)
    return xmr([one.value or 0.0 for one in points], lowest=lowest, highest=highest)
