"""What shares and rates through time have in common: one pooled value, and limits that are wider where there was less."""

from collections.abc import Callable, Sequence
from math import inf, sqrt

from evenhand.analysis.statistics.limits import D2, SIGMAS, Limits, moving_ranges

Counts = Sequence[float]


def limits(
    chart: str,
    counts: Counts,
    sizes: Counts,
    variance: Callable[[float], float],
    *,
    highest: float = inf,
    times: float = 1.0,
) -> Limits:
    """Count ÷ size within three standard errors of the pooled value, `times` as wide, between 0 and `highest`.

    `variance`: of one unit of size, where the pooled value is so much.
    """
    pooled = sum(counts) / sum(sizes)
    return Limits(
        chart=chart,
        values=tuple(count / size for count, size in zip(counts, sizes, strict=True)),
        centre=pooled,
        reaches=tuple(SIGMAS * times * sqrt(variance(pooled) / size) for size in sizes),
        constant=SIGMAS,
        spread=times,
        lowest=0.0,
        highest=highest,
    )


def beyond_chance(counts: Counts, sizes: Counts, variance: Callable[[float], float]) -> float:
    """σz: the mean moving range of the standardised values ÷ 1.128; 1 where it cannot be said.

    Laney (2002), Improved control charts for attributes, Quality Engineering 14:531-537.
    """
    pooled = sum(counts) / sum(sizes)
    if len(sizes) < 2 or variance(pooled) <= 0:
        return 1.0
    off = [
        (count / size - pooled) / sqrt(variance(pooled) / size)
        for count, size in zip(counts, sizes, strict=True)
    ]
    return _apart(off)


def beyond_errors(values: Counts, errors: Counts) -> float:
    """The same of any values, each with a standard error above 0 of its own; 1 for fewer than two."""
    if len(values) < 2:
        return 1.0
    middle = sum(values) / len(values)
    return _apart([(one - middle) / error for one, error in zip(values, errors, strict=True)])


def _apart(off: list[float]) -> float:
    return sum(moving_ranges(off)) / (len(off) - 1) / D2
