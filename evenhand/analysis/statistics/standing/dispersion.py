"""How much more weeks of the same person differ than chance between contacts would have it.

A broken system, an illness or one angry customer spoils many contacts at once: they are no independent witnesses.
"""

import numpy as np

from evenhand.analysis.statistics.standing.mix import checked


def of_shares(earned, possible) -> float:
    """From counts by person and week (P, W): the factor by which a person's variance is larger than binomial, ≥ 1."""
    earned, possible = checked(earned=earned, possible=possible)
    mean = _means(earned, possible)
    return _factor(earned, possible, mean, mean * (1 - mean))


def of_rates(events, n) -> float:
    """The same for events, whose variance would be Poisson's."""
    events, n = checked(events=events, n=n)
    mean = _means(events, n)
    return _factor(events, n, mean, mean)


def of_means(n, total, squares) -> float:
    """The same for means, from n, Σx and Σx² by person and week: against the variance within weeks."""
    n, total, squares = checked(n=n, total=total, squares=squares)
    of_week = np.divide(total**2, n, out=np.zeros_like(n), where=n > 0)
    freedom = np.maximum(n - 1, 0.0).sum(1)
    left = np.maximum(squares - of_week, 0.0).sum(1)
    within = np.divide(left, freedom, out=np.zeros(len(n)), where=freedom > 0)
    known = freedom > 0
    return _factor(total[known], n[known], _means(total, n)[known], within[known])


def of_scores(total, weight, variance) -> float:
    """The same for what is left of scores, summed by person and cell (P, cells), against the variance of one review of
    each person (P,)."""
    total, weight = checked(total=total, weight=weight)
    return _factor(total, weight, _means(total, weight), variance)


def _means(total, weight) -> np.ndarray:
    of_person = weight.sum(1)
    return np.divide(total.sum(1), of_person, out=np.zeros(len(total)), where=of_person > 0)


def _factor(total, weight, mean, variance) -> float:
    """Squares around each person's own mean ÷ what they would be: McCullagh and Nelder (1989), 4.5, of sums over all
    people and weeks, so that weeks with few contacts do no harm."""
    of_person = np.maximum(weight.sum(1, keepdims=True), 1.0)
    squares = ((total - weight * mean[:, None]) ** 2).sum()
    usual = (variance[:, None] * weight * (1 - weight / of_person)).sum()
    return max(1.0, float(squares / usual)) if usual > 0 else 1.0
