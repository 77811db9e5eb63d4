"""Whether something has really drifted: an exponentially weighted mean of what is off, like for like."""

from collections.abc import Sequence
from math import sqrt

from evenhand.analysis.statistics.limits import Limits

WEIGHT = 0.2  # of the newest point
SIGMAS = 3.0


def ewma(values: Sequence[float], *, start: float, weight: float = WEIGHT) -> list[float]:
    """The start, and after each value weight × value + (1 − weight) × what was before. Roberts (1959)."""
    found = [start]
    for value in values:
        found.append(weight * value + (1 - weight) * found[-1])
    return found


def reach(sigma: float, point: int, *, weight: float = WEIGHT, sigmas: float = SIGMAS) -> float:
    """How far from the centre the limit of the point-th value (1, 2, …) is: Montgomery, 9.2.1.

    It widens with the points to sigmas × sigma × √(weight ÷ (2 − weight)).
    """
    grown = 1 - (1 - weight) ** (2 * point)
    return sigmas * sigma * sqrt(weight / (2 - weight) * grown)


def risk_adjusted(
    observed: Sequence[float],
    expected: Sequence[float],
    variances: Sequence[float],
    *,
    weight: float = WEIGHT,
    sigmas: float = SIGMAS,
) -> Limits:
    """The EWMA of z = (O − E) ÷ √V, by period: how far from what their own contacts lead to expect.

    O what was counted, E what was expected of the same contacts, V the variance of O given them (for a share
    Σ p(1 − p)). The values are in standard deviations of one period, around 0. ValueError where V is not above 0.
    Steiner and Jones (2010), Statistics in Medicine 29:444-454; Grigg and Spiegelhalter (2007), JASA 102:140-152.
    """
    if any(variance <= 0 for variance in variances):
        raise ValueError("Each period has something that could have come out otherwise.")
    z = [(o - e) / sqrt(v) for o, e, v in zip(observed, expected, variances, strict=True)]
    return Limits(
        chart="EWMA",
        values=tuple(ewma(z, start=0.0, weight=weight)[1:]),
        centre=0.0,
        reaches=tuple(
            reach(1.0, point, weight=weight, sigmas=sigmas) for point in range(1, len(z) + 1)
        ),
        constant=sigmas,
        spread=1.0,
    )


def average_run_length(
    *, weight: float, sigmas: float, shift: float = 0.0, states: int = 201
) -> float:
    """After how many points on average a value passes its limits, of a mean `shift` standard deviations off.

    Constant limits and normal values; a Markov chain over equal slices between the limits: Lucas and Saccucci (1990),
    Technometrics 32:1-12.
    """
    import numpy as np
    from scipy.special import ndtr

    limit = sigmas * sqrt(weight / (2 - weight))
    width = 2 * limit / states
    middles = -limit + width * (np.arange(states) + 0.5)
    edges = -limit + width * np.arange(states + 1)
    stays = np.diff(
        ndtr((edges[None, :] - (1 - weight) * middles[:, None]) / weight - shift), axis=1
    )
    runs = np.linalg.solve(np.eye(states) - stays, np.ones(states))
    return float(runs[states // 2])
