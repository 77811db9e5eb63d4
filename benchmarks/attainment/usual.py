"""What is usual instead: a line through plain figures, and a test for each person."""

import numpy as np
from scipy.stats import binom

from benchmarks.attainment.worlds import STANDARD, World


def below_the_line(made: World) -> np.ndarray:
    """Whoever's plain figure is below the standard."""
    return made.earned.sum(1) < STANDARD * made.possible.sum(1)


def tested_one_by_one(made: World, share: float = 0.05) -> np.ndarray:
    """Whoever's plain figure is too low for chance, by exact binomial tests and their false discovery rate."""
    return rejected(binom.cdf(made.earned.sum(1), made.possible.sum(1), STANDARD), share)


def rejected(p_values, share: float) -> np.ndarray:
    """Benjamini and Hochberg (1995), JRSS B 57:289-300."""
    order = np.argsort(p_values, kind="stable")
    within = np.asarray(p_values)[order] <= share * np.arange(1, len(order) + 1) / len(order)
    found = np.zeros(len(order), bool)
    found[order[: np.flatnonzero(within)[-1] + 1 if within.any() else 0]] = True
    return found
