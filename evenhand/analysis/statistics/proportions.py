"""Limits of shares through time, of as many as there were each time: the p-chart, and p′ where more than chance varies."""

from evenhand.analysis.statistics import pooled
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.pooled import Counts


def p(successes: Counts, sizes: Counts) -> Limits:
    """Shares (0 to 1) within three standard errors of the pooled share: Montgomery, 7.2.2.

    ValueError where a size is not above 0, or has more successes than that.
    """
    _check(successes, sizes)
    return pooled.limits("p", successes, sizes, _variance, highest=1.0)


def p_prime(successes: Counts, sizes: Counts, *, narrowest: float = 1.0) -> Limits:
    """The same limits times σz, how much more the shares vary from one to the next than chance alone would.

    `narrowest`: a σz below it is not believed; by default limits are never narrower than chance (0: as published).
    """
    times = max(narrowest, sigma_z(successes, sizes))
    return pooled.limits("p′", successes, sizes, _variance, highest=1.0, times=times)


def sigma_z(successes: Counts, sizes: Counts) -> float:
    """How many times as far as by chance the shares lie apart: Laney (2002)."""
    _check(successes, sizes)
    return pooled.beyond_chance(successes, sizes, _variance)


def _variance(share: float) -> float:
    return share * (1 - share)


def _check(successes: Counts, sizes: Counts) -> None:
    if not sizes or any(n <= 0 or not 0 <= x <= n for x, n in zip(successes, sizes, strict=True)):
        raise ValueError("Each share is of at least one, and has between none and all of them.")
