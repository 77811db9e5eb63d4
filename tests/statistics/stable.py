"""How often a process to which nothing happens sets off the rules: `python -m tests.statistics.stable` prints the table.

The table stands in `analysis/statistics/false_alarms.py`; a test works some of it out again with other random numbers.
"""

import numpy as np

from evenhand.analysis.statistics import proportions, xmr
from evenhand.analysis.statistics.false_alarms import POINTS
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.signals import Rule, signals

SEED, RUNS = 20261122, 20_000


def single_values(random, points: int) -> Limits:
    """Normal values, each for itself."""
    return xmr.xmr(random.standard_normal(points).tolist())


def single_values_unscreened(random, points: int) -> Limits:
    return xmr.xmr(random.standard_normal(points).tolist(), screen=False)


def shares(random, points: int) -> Limits:
    """85 in 100 of about a hundred each time."""
    sizes = np.maximum(1, random.poisson(100, points))
    return proportions.p_prime(random.binomial(sizes, 0.85).tolist(), sizes.tolist())


PROCESSES = {"XmR": single_values, "p′": shares}


def rates(process, points: int, *, runs: int = RUNS, seed: int = SEED) -> tuple[float, ...]:
    """In which share of the runs each rule was set off, in their order; and, last, any of them."""
    random, found = np.random.default_rng(seed), []
    for _ in range(runs):
        found.append({one.rule for one in signals(process(random, points))})
    each = [sum(rule in rules for rules in found) / runs for rule in Rule]
    return (*each, sum(map(bool, found)) / runs)


if __name__ == "__main__":
    for chart, process in PROCESSES.items():
        for points in POINTS:
            print(chart, points, [round(rate, 3) for rate in rates(process, points)])
