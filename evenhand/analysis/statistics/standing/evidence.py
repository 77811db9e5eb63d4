"""What the counts say of each person on one line of effects, whatever kind of figure they come from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr


@dataclass(frozen=True)
class Evidence:
    """P people. An *effect* is how far somebody is from the middle, on the scale of the link (logit, log, or the unit).

    `n`, `observed`, `expected`: contacts, the plain figure, and what someone exactly at standard would have with the
    same mix (P,); NaN where nothing was counted. `estimate`, `error`: a rough effect and its standard error (P,), only
    to find where to look; infinite error where nothing was counted. `log_likelihood` of (G,) effects → (P, G).
    `level` of (G,) effects → the value on the reference mix (G,), increasing. `at_standard`: the effect whose level is
    the standard. `widest`: how much people could plausibly differ, as a standard deviation of effects. `by_chance`: how
    probable it is that someone exactly at standard, with the same mix, would have so low a figure, or a lower one (P,).
    """

    n: np.ndarray
    observed: np.ndarray
    expected: np.ndarray
    estimate: np.ndarray
    error: np.ndarray
    log_likelihood: Callable[[np.ndarray], np.ndarray]
    level: Callable[[np.ndarray], np.ndarray]
    at_standard: float
    by_chance: np.ndarray
    widest: float = 1.0
    skewed: bool = False  # a gamma instead of a normal distribution of people: rates


def divided(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Above ÷ below, NaN where there is nothing to divide by."""
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)


def chance_of_so_few(counted, expected, variance, more, dispersion: float) -> np.ndarray:
    """P(so few, or fewer) where `expected` is right (P,), from the counts alone: no colleague has a say in it.

    A score test, with Yates's half towards what is expected (half a step: what varies less than a yes or no comes in
    smaller steps); `variance` by chance, `more` of the effect as in `widened`.
    """
    off = counted - expected
    off = np.sign(off) * np.maximum(np.abs(off) - 0.5 * min(dispersion, 1.0), 0.0)
    total = variance * dispersion + variance**2 * more
    return ndtr(np.divide(off, np.sqrt(total), out=np.zeros(len(off)), where=total > 0))


def widened(log_likelihood, error: np.ndarray, more: np.ndarray, dispersion: float):
    """A likelihood and its rough errors with `dispersion` times the variance that the counts have by chance, and `more`
    of the effect (P,). A likelihood to a power is as wide as that: quasi-likelihood (Wedderburn 1974, Biometrika
    61:439-447)."""
    variance = error**2
    wider = variance * dispersion + more
    with np.errstate(invalid="ignore"):
        kept = np.where(np.isfinite(variance), variance / wider, 1.0)
    return lambda effects: kept[:, None] * log_likelihood(effects), np.sqrt(wider)
