"""attainment: whether findings are right in worlds whose truth is known, how many they find, and how fast it is.

By `--replicates` (200 by default) of each world and volume, 400 people each. A finding is wrong when the person's true
level on everybody's mix is at or above the standard; somebody is well below from five points on. Beside it what is
usual: the naive rule names whoever's plain figure is below the standard; a test for each person knows no case mix.
"""

import json
import time

import numpy as np

from benchmarks.attainment import reference, scores, targets, usual
from benchmarks.attainment.worlds import STANDARD, WELL_BELOW, WORLDS, World, world
from benchmarks.clock import cost
from benchmarks.lines import at_least, line
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State

PEOPLE, KPIS, VOLUMES, IN_A_WORLD = 5_000, 12, (100, 150, 250), 400
FAIR = Standard(STANDARD, minimum=30)
MEASURED, REFIT, WRONG, UPPER, POWER, APART = 2.0, 5.0, 0.05, 0.06, 0.80, 0.03


def measure(folder: str, millions: int, replicates: int = 200) -> None:
    started = time.perf_counter()
    _speed()
    for name in WORLDS:
        for volume in VOLUMES:
            _right(name, volume, replicates)
    scores.measure()
    _reference()
    targets.measure()
    line("attainment: the whole bench", time.perf_counter() - started, 240, " s")


def _speed() -> None:
    """CPU-seconds of all threads, of twelve shares with 72 kinds of contact and about 150 contacts a person."""
    draw = np.random.default_rng(20261122)
    made = [world(WORLDS[at % 3], draw, PEOPLE, 150) for at in range(KPIS)]
    mixes = []
    refit = cost(
        lambda: mixes.extend(standing.shares_mix(one.earned, one.possible) for one in made)
    )
    both = cost(
        lambda: [
            standing.decide(standing.shares(one.earned, one.possible, FAIR, mix))
            for one, mix in zip(made, mixes, strict=True)
        ]
    )
    title = f"attainment: {PEOPLE:,} people × {KPIS} KPIs"
    line(f"{title}, both priors, CPU", both, MEASURED, " s")
    line(f"{title}, refit of the case mix, CPU", refit, REFIT, " s")


def _right(name: str, volume: int, replicates: int) -> None:
    """Wrong ones of all that were named, with the error of a ratio over replicates; those found of the well below."""
    counts = np.array([_counted(name, volume, at) for at in range(replicates)], float)
    below, good, *of_rules = counts.sum(0)
    title = f"{name}, {volume} contacts"
    for at, rule in enumerate(RULES):
        named, wrong, found = of_rules[3 * at : 3 * at + 3]
        if rule:
            at_most(f"{title}: {rule}: wrong ones", wrong / max(named, 1))
            at_most(f"{title}: {rule}: of the good named", wrong / good)
            at_least(f"{title}: {rule}: found at 5 points", found / below)
            continue
        share = wrong / named
        error = np.std(counts[:, 3] - share * counts[:, 2], ddof=1) * replicates**0.5 / named
        at_most(f"{title}: wrong findings", share, WRONG)
        at_most(f"{title}: upper 95% bound of it", share + 1.645 * error, UPPER)
        goal = POWER if volume == VOLUMES[-1] else None
        at_least(f"{title}: found at 5 points", found / below, goal)


def _counted(name: str, volume: int, seed: int) -> list[int]:
    """People well below, and good ones; then for each rule those named, of these the good, and the well below."""
    made = world(name, np.random.default_rng((seed, volume)), IN_A_WORLD, volume)
    good, below = made.truth >= STANDARD, made.truth <= STANDARD - WELL_BELOW
    found = [below.sum(), good.sum()]
    for rule in RULES.values():
        named = rule(made)
        found += [named.sum(), (named & good).sum(), (named & below).sum()]
    return [int(one) for one in found]


def _findings(made: World) -> np.ndarray:
    mix = standing.shares_mix(made.earned, made.possible, weeks=made.weeks)
    states = standing.decide(standing.shares(made.earned, made.possible, FAIR, mix))
    return np.array([state is State.FINDING for state in states])


RULES = {
    "": _findings,
    "naive rule": usual.below_the_line,
    "a test for each": usual.tested_one_by_one,
}


def _reference() -> None:
    """Against the whole posterior, simulated once by `reference.py`."""
    for name, stored in json.loads(reference.FILE.read_text(encoding="utf-8")).items():
        found = standing.shares(stored["earned"], stored["possible"], FAIR)
        apart = np.abs(found.posterior - np.array(stored["p_below"]))
        goal = None if name in reference.BIASED else APART
        at_most(f"full Bayesian, {name}: most that P differs", float(apart.max()), goal)
        at_most(f"full Bayesian, {name}: P differs on average", float(apart.mean()))


def at_most(name: str, measured: float, goal: float | None = None) -> None:
    at_least(name, measured, goal, most=True)
