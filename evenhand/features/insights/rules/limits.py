"""Which chart a KPI's points through time are drawn on, its limits, and how far beyond chance the points lie apart."""

from collections.abc import Sequence

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Share
from evenhand.analysis.statistics import intervals, pooled, proportions
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


# What a mean moving range is worth in degrees of freedom, for each of its ranges: 1 ÷ (2 × 0.826). Cryer and Ryan
# (1990), The estimation of sigma for an X chart, Journal of Quality Technology 22:187-192.
_WORTH = 0.605


def times_chance(points: Sequence[Figure]) -> float | None:
    """How many times as far as chance alone would have it two parts of these points may lie apart, at 95%.

    Of a share that is the factor by which its p′ chart is wider than chance; what is drawn on XmR has no such factor
    there, so the same is reckoned from each point's own doubt. Never below 1, as on the chart; where it is more, it
    is known from a few points only, which Student's t allows for. None where there are too few for limits.
    """
    if len(points) < FEWEST:
        return None
    if isinstance(points[0].kpi, Share):
        times = limits_of(points).spread
    else:
        certain = 2 * intervals.z_value()
        known = [(one.value, (one.high - one.low) / certain) for one in points]
        known = [(value, error) for value, error in known if error > 0]
        times = pooled.beyond_errors(*zip(*known, strict=True)) if known else 1.0
    if times <= 1:
        return 1.0
    return times * intervals.t_value(1 + _WORTH * (len(points) - 1)) / intervals.z_value()
