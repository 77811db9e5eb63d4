"""How people differ from each other: two answers to the same likelihood, one smooth and one that assumes no shape."""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

# How far the smooth answer looks around its best values: in standard errors of the logarithm of the spread (evenly),
# and of the middle (Gauss–Hermite with three points).
_SPREADS = np.arange(-3.0, 3.5, 1.0)
_MIDDLES = np.array([-np.sqrt(3), 0.0, np.sqrt(3)])
_WEIGHTS = np.array([1 / 6, 2 / 3, 1 / 6])
_MOST_ROUNDS = 20


@dataclass(frozen=True)
class Shape:
    """A distribution of people by a middle and a spread, on effects. `ends`: beyond which next to nobody is."""

    skewed: bool

    def on(self, effects: np.ndarray, middle: np.ndarray, spread: np.ndarray) -> np.ndarray:
        """(K, G): the weights of each effect under K pairs of middle and spread; each row sums to 1."""
        middle, spread = np.atleast_1d(middle)[:, None], np.atleast_1d(spread)[:, None]
        if (
            self.skewed
        ):  # the logarithm of a gamma: mean exp(middle), coefficient of variation `spread`
            shape = spread**-2
            log = shape * (effects - middle) - shape * np.exp(np.minimum(effects - middle, 50.0))
        else:
            log = -0.5 * ((effects - middle) / spread) ** 2
        weights = np.exp(log - log.max(1, keepdims=True))
        return weights / weights.sum(1, keepdims=True)

    def ends(self, middle: float, spread: float) -> tuple[float, float]:
        if not self.skewed:
            return middle - 5 * spread, middle + 5 * spread
        low, high = np.log(np.maximum(gammaincinv(spread**-2, [1e-4, 1 - 1e-7]) * spread**2, 1e-7))
        return float(middle + low), float(middle + high)


def between(estimate: np.ndarray, error: np.ndarray, lost: int = 1) -> tuple[float, float]:
    """The middle and the variance between people of estimates with known errors.

    Paule and Mandel (1982), Journal of Research of the National Bureau of Standards 87:377-385: the variance at which
    the weighted squares around the middle are k − `lost`. With `lost` = 3 and equal errors it is the shrinkage of
    James and Stein as Efron and Morris (1975), JASA 70:311-319, use it.
    """
    known = np.isfinite(error)
    estimate, variance = estimate[known], error[known] ** 2
    if not len(estimate):
        return 0.0, 0.0

    def weighted(extra):
        weights = 1 / (variance + extra)
        middle = weights @ estimate / weights.sum()
        return middle, weights @ (estimate - middle) ** 2

    wanted = len(estimate) - lost
    if wanted <= 0 or weighted(0.0)[1] <= wanted:
        return float(weighted(0.0)[0]), 0.0
    low, high = 0.0, float(np.var(estimate)) + 1e-12
    while weighted(high)[1] > wanted:
        high *= 2
    for _ in range(60):
        half = (low + high) / 2
        low, high = (half, high) if weighted(half)[1] > wanted else (low, half)
    return float(weighted(high)[0]), high


@dataclass(frozen=True)
class Fitted:
    """The smooth answer: K pairs of middle and spread with their weights, `best` the likeliest pair."""

    best: tuple[float, float]
    middles: np.ndarray
    spreads: np.ndarray
    log_weights: np.ndarray


def log_marginal(likelihood: np.ndarray, priors: np.ndarray) -> np.ndarray:
    """(K,): the log-likelihood of everybody under K distributions (K, G) of people; `likelihood` (P, G), not logged."""
    return np.log(np.maximum(likelihood @ priors.T, 1e-300)).sum(0)


def fit(
    likelihood,
    effects,
    error,
    shape: Shape,
    start: tuple[float, float],
    floor: float,
    widest: float,
) -> Fitted:
    """The likeliest middle and spread, and what else they may be, by exact likelihood on the grid of effects.

    Flat in the middle; half-normal with scale `widest` in the spread, which matters only where people are few.
    """

    def value(middles, spreads):
        found = log_marginal(likelihood, shape.on(effects, middles, spreads))
        return found - 0.5 * (spreads / widest) ** 2

    middle, log_spread, of_log = _best(value, error, start, floor)
    spreads = np.unique(np.maximum(np.exp(log_spread + of_log * _SPREADS), floor))
    by_spread = _errors_of_middle(error, spreads)
    middles = middle + by_spread[:, None] * _MIDDLES
    both = np.repeat(spreads, len(_MIDDLES))
    log_weights = value(middles.ravel(), both)
    # Rule of the integral: over the middle its Gauss–Hermite weight without the bell, times its scale; over the
    # logarithm of the spread evenly, times the spread itself (flat in the spread).
    log_weights += np.tile(np.log(_WEIGHTS) + _MIDDLES**2 / 2, len(spreads))
    log_weights += np.log(np.repeat(by_spread, len(_MIDDLES))) + np.log(both)
    log_weights -= np.logaddexp.reduce(log_weights)
    return Fitted((middle, float(np.exp(log_spread))), middles.ravel(), both, log_weights)


def _errors_of_middle(error, spreads) -> np.ndarray:
    known = error[np.isfinite(error)]
    return 1 / np.sqrt((1 / (known[:, None] ** 2 + spreads**2)).sum(0)) if len(known) else spreads


def _best(value, error, start, floor) -> tuple[float, float, float]:
    """Newton's method in (middle, log spread) on a square of nine points; and the error of the log spread."""
    lowest = np.log(floor)
    middle, log_spread = start[0], max(np.log(max(start[1], 1e-300)), lowest)
    people = max(2, int(np.isfinite(error).sum()))
    down = float(np.clip(1 / np.sqrt(2 * people), 0.02, 0.3))
    for _ in range(_MOST_ROUNDS):
        across = float(_errors_of_middle(error, np.exp(np.array([log_spread])))[0]) / 2
        x, y = np.meshgrid([-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0])
        z = value(middle + across * x.ravel(), np.exp(log_spread + down * y.ravel())).reshape(3, 3)
        slope = np.array([z[1, 2] - z[1, 0], z[2, 1] - z[0, 1]]) / 2
        bend = np.array(
            [
                [z[1, 2] - 2 * z[1, 1] + z[1, 0], (z[2, 2] - z[2, 0] - z[0, 2] + z[0, 0]) / 4],
                [(z[2, 2] - z[2, 0] - z[0, 2] + z[0, 0]) / 4, z[2, 1] - 2 * z[1, 1] + z[0, 1]],
            ]
        )
        roots, directions = np.linalg.eigh(bend)
        step = directions @ ((directions.T @ slope) / np.maximum(np.abs(roots), 1e-3))
        step = np.clip(step, -4, 4)
        new = max(log_spread + down * step[1], lowest)
        moved = max(abs(step[0]), abs(new - log_spread) / down)
        middle, log_spread = middle + across * step[0], new
        if moved < 0.05:
            break
    of_log = down / np.sqrt(max(-bend[1, 1], down**2))
    return middle, float(log_spread), float(np.clip(of_log, 0.01, 1.0))


def average(likelihood, effects, shape: Shape, fitted: Fitted) -> np.ndarray:
    """(P, G): the chances of each person's effects under the smooth answer, over all that it may be."""
    priors = shape.on(effects, fitted.middles, fitted.spreads)
    share = np.exp(fitted.log_weights) / np.maximum(likelihood @ priors.T, 1e-300)
    # Whom no prior reaches is what their counts say.
    chances = likelihood * np.maximum(share @ priors, 1e-300)
    return chances / chances.sum(1, keepdims=True)


def shapeless(likelihood: np.ndarray, rounds: int = 150, close: float = 1e-5) -> np.ndarray:
    """(G,): the distribution of people with the highest likelihood of all on the grid, of no given shape.

    Kiefer and Wolfowitz (1956), Annals of Mathematical Statistics 27:887-906, by the EM algorithm of Laird (1978),
    JASA 73:805-811. It stops when a round gains less than `close` a person: what further rounds sharpen is chance.
    """
    prior = np.full(likelihood.shape[1], 1 / likelihood.shape[1])
    before = -np.inf
    for done in range(rounds):
        each = likelihood @ prior
        if done % 10 == 0:
            now = np.log(np.maximum(each, 1e-300)).mean()
            if now - before < 10 * close:
                break
            before = now
        prior = prior * ((1 / np.maximum(each, 1e-300)) @ likelihood) / len(likelihood)
    return prior
