"""Limits of single values through time, whatever they measure: the XmR chart."""

from collections.abc import Sequence
from math import inf

from evenhand.analysis.statistics.limits import Limits, moving_ranges

# The rounded 3 ÷ 1.128 of "Making Data Count" (NHS England); others calculate with the quotient: it is kept with
# the limits.
CONSTANT = 2.66
# A moving range beyond this many mean ranges is left out of the mean, once (D4 for n = 2: Montgomery, appendix VI).
TOO_LONG = 3.267
# With fewer points the limits are on trial (Making Data Count).
ENOUGH_POINTS = 12


def xmr(
    values: Sequence[float],
    *,
    constant: float = CONSTANT,
    screen: bool = True,
    lowest: float = -inf,
    highest: float = inf,
) -> Limits:
    """Mean ± constant × mean moving range, in the unit of the values, which lie from `lowest` to `highest`.

    Wheeler and Chambers (1992), Understanding Statistical Process Control, 3.6. ValueError for fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("A moving range takes two values.")
    ranges = moving_ranges(values)
    longest = TOO_LONG * sum(ranges) / len(ranges)
    kept = [one for one in ranges if one <= longest] if screen else ranges
    mean, range_ = sum(values) / len(values), sum(kept) / len(kept)
    return Limits(
        chart="XmR",
        values=tuple(values),
        centre=mean,
        reaches=(constant * range_,) * len(values),
        constant=constant,
        spread=range_,
        lowest=lowest,
        highest=highest,
        screened=len(ranges) - len(kept),
    )
