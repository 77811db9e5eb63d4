"""How many more contacts would settle it, and when they will be there."""

from math import ceil
from statistics import NormalDist

import numpy as np

from evenhand.analysis.statistics.standing.posterior import Standing
from evenhand.analysis.statistics.states import FALSE_DISCOVERIES, LIKELY

# Surer than this, somebody is in the set of findings whatever the others are; above LIKELY the standard counts as met.
_BELOW, _MEETS = (NormalDist().inv_cdf(p) for p in (1 - FALSE_DISCOVERIES, LIKELY))
# Who would need so many times what they have, or could have, is too near the standard to be told from it.
_MOST_TIMES = 20
_MOST_MONTHS = 36


def more_contacts(standing: Standing) -> list[int | None]:
    """About how many more contacts until it is clear on which side of the standard somebody is; 0 where it is clear.

    Normal approximation: if the true effect is the best estimate m, further contacts leave m where it is on average
    and add their information i each to the precision 1/s², so that (m − standard)² (1/s² + k i) = z² gives k. By then
    about half of such people are settled: the estimate moves. None where the gap is too near nothing. What the least
    volume asks is always in it.
    """
    gap, precision = standing.gap, np.maximum(standing.effect_sd, 1e-12) ** -2
    z = np.where(gap < 0, _BELOW, _MEETS)
    with np.errstate(divide="ignore", invalid="ignore"):
        more = ((z / gap) ** 2 - precision) / standing.information
    lacking = np.maximum(standing.standard.minimum - standing.n, 0)
    most = _MOST_TIMES * np.maximum(np.maximum(standing.n, standing.standard.minimum), 1)
    found = np.ceil(np.maximum(more, lacking))
    return [
        int(one) if np.isfinite(one) and one <= limit else None
        for one, limit in zip(found, most, strict=True)
    ]


def months_until(more: int | None, per_month: float) -> int | None:
    """In about how many months at this volume; None where never, or not within three years."""
    if more is None or (more > 0 and per_month <= 0):
        return None
    months = ceil(more / per_month) if more > 0 else 0
    return months if months <= _MOST_MONTHS else None
