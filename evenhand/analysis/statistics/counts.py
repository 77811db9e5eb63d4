"""Limits of rates through time, so many a unit of what they come from: the u-chart, and u′ where more than chance varies."""

from evenhand.analysis.statistics import pooled
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.pooled import Counts


def u(events: Counts, sizes: Counts) -> Limits:
    """Events ÷ size within three standard errors of the pooled rate: Montgomery, 7.3.2.

    ValueError where a size is not above 0, or has fewer than no events.
    """
    _check(events, sizes)
    return pooled.limits("u", events, sizes, _variance)


def u_prime(events: Counts, sizes: Counts, *, narrowest: float = 1.0) -> Limits:
    """The same limits times σz: as `proportions.p_prime`."""
    times = max(narrowest, sigma_z(events, sizes))
    return pooled.limits("u′", events, sizes, _variance, times=times)


def sigma_z(events: Counts, sizes: Counts) -> float:
    """How many times as far as by chance the rates lie apart: Laney (2002)."""
    _check(events, sizes)
    return pooled.beyond_chance(events, sizes, _variance)


def _variance(rate: float) -> float:
    return rate


def _check(events: Counts, sizes: Counts) -> None:
    if not sizes or any(n <= 0 or x < 0 for x, n in zip(events, sizes, strict=True)):
        raise ValueError("Each rate comes from more than nothing, and has no fewer than no events.")
