"""How many more contacts would settle it, and when they will be there."""

from math import ceil

import numpy as np
from scipy.special import ndtri

from evenhand.analysis.statistics.standing.posterior import Standing
from evenhand.analysis.statistics.states import FALSE_DISCOVERIES, LIKELY

# Who would need so many times what they have, or could have, is too near the standard to be told from it.
_MOST_TIMES = 20
_MOST_MONTHS = 36


def more_contacts(standing: Standing) -> list[int | None]:
    """About how many more contacts until it is clear on which side of the standard somebody is; 0 where it is clear.

    Clear is P(below) of 95%, with which somebody is among the findings whatever the others are, or P(meets) of 80%.
    Normal approximation: a probability P is a gap of z₀ = Φ⁻¹(P) standard deviations s. If the true effect is the best
    estimate, further contacts leave the gap where it is on average and add their information i each to the precision,
    so that z₀² (1 + k i s²) = z² gives k. Where somebody's own contacts are what it is unsure of, their number alone
    counts: i s² is one in n. By then about half of such people are settled, for the estimate moves. None
    where the gap is too near nothing. What the minimum volume asks is always in it.
    """
    is_below = standing.p_below > 0.5
    probability = np.clip(np.where(is_below, standing.p_below, standing.p_meets), 0.5, 1 - 1e-12)
    wanted = np.where(is_below, ndtri(1 - FALSE_DISCOVERIES), ndtri(LIKELY))
    by_own = is_below & (standing.p_below >= standing.p_own)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(by_own, 1 / standing.n, standing.information * standing.effect_sd**2)
        more = ((wanted / ndtri(probability)) ** 2 - 1) / each
    lacking = np.maximum(standing.standard.minimum - standing.n, 0)
    most = _MOST_TIMES * np.maximum(np.maximum(standing.n, standing.standard.minimum), 1)
    found = np.ceil(np.maximum(np.nan_to_num(more, nan=np.inf, posinf=np.inf), lacking))
    return [int(one) if one <= limit else None for one, limit in zip(found, most, strict=True)]


def months_until(more: int | None, per_month: float) -> int | None:
    """In about how many months at this volume; None where never, or not within three years."""
    if more is None or (more > 0 and per_month <= 0):
        return None
    months = ceil(more / per_month) if more > 0 else 0
    return months if months <= _MOST_MONTHS else None
