"""Whether everybody together did worse than in the weeks before, by more than weeks differ: then look at the process.

A score test of two totals (Agresti 2013, Categorical Data Analysis, 3.2; of means, Welch's without its degrees of
freedom), its variance times the dispersion of the weeks before (McCullagh and Nelder 1989, 4.5).
"""

import numpy as np

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.mix import checked

# One-sided 5%: where nothing happened, one period in twenty names nobody for the first time.
_LIMIT = 1.645


def shares_fell(now, before, *, higher_is_better: bool = True) -> bool:
    """`now`, `before`: (earned, possible), each an array with one entry a week. False where either counts nothing."""
    if not (np.sum(now[1]) and np.sum(before[1])):
        return False
    (earned, possible), (earned_before, possible_before) = _weeks(now), _weeks(before)
    n, n_before = possible.sum(), possible_before.sum()
    together = (earned.sum() + earned_before.sum()) / (n + n_before)
    variance = together * (1 - together) * (1 / n + 1 / n_before)
    variance *= dispersion.of_shares(earned_before, possible_before)
    gap = earned.sum() / n - earned_before.sum() / n_before
    return _is_worse(gap, variance, higher_is_better)


def means_fell(now, before, *, higher_is_better: bool = True) -> bool:
    """The same for means: (n, Σx, Σx²) by week."""
    if np.sum(now[0]) < 2 or np.sum(before[0]) < 2:
        return False
    (n, total, squares), (n_before, total_before, squares_before) = _weeks(now), _weeks(before)
    variance = _of_mean(n, total, squares) + _of_mean(n_before, total_before, squares_before)
    variance *= dispersion.of_means(n_before, total_before, squares_before)
    gap = total.sum() / n.sum() - total_before.sum() / n_before.sum()
    return _is_worse(gap, variance, higher_is_better)


def _weeks(parts):
    """Each as one row of weeks, as if the total were one person."""
    names = ("one", "two", "three")[: len(parts)]
    return checked(**{name: np.atleast_2d(part) for name, part in zip(names, parts, strict=True)})


def _of_mean(n, total, squares) -> float:
    many = n.sum()
    return max(squares.sum() - total.sum() ** 2 / many, 0.0) / (many - 1) / many


def _is_worse(gap: float, variance: float, higher_is_better: bool) -> bool:
    worse = -gap if higher_is_better else gap
    return bool(worse > _LIMIT * np.sqrt(variance)) if variance > 0 else False
