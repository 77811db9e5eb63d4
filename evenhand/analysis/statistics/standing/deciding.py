"""What may be said of each person: four states, by thresholds that stand in `states.py` alone."""

import numpy as np

from evenhand.analysis.statistics.standing.posterior import Standing
from evenhand.analysis.statistics.states import FALSE_DISCOVERIES, FLOOR, LIKELY, State


def findings(p_not_below, eligible=None) -> np.ndarray:
    """Whom to name (P,): the largest set in which on average at most 5% are expected not to be below the standard, and
    nobody is with less than 90%.

    Bayesian false discovery rate: Newton et al. (2004), Biostatistics 5:155-176; with an unknown distribution of
    people: Gu and Koenker (2023), Econometrica 91:1-41. `p_not_below` is the larger of two answers, so the set holds
    under both. Sets that hold one by one hold together: a set for each standard needs no further correction.
    """
    p_not_below = np.asarray(p_not_below, float)
    eligible = np.ones(len(p_not_below), bool) if eligible is None else np.asarray(eligible, bool)
    named = np.zeros(len(p_not_below), bool)
    asked = np.flatnonzero(eligible & (p_not_below < 1 - FLOOR))
    order = asked[np.argsort(p_not_below[asked], kind="stable")]
    expected = np.cumsum(p_not_below[order]) / np.arange(1, len(order) + 1)
    within = np.flatnonzero(expected <= FALSE_DISCOVERIES)
    if len(within):
        # Whoever is as sure as the last one is in or out with them: no draw decides.
        last = p_not_below[order[within[-1]]]
        chosen = order[p_not_below[order] <= last]
        tied = (
            chosen
            if p_not_below[chosen].mean() <= FALSE_DISCOVERIES
            else order[p_not_below[order] < last]
        )
        named[tied] = True
    return named


def decide(standing: Standing, may_be_named=None) -> list[State]:
    """The state of each person, in order. Below the minimum volume nothing is said of anybody.

    `may_be_named` (P,): of whom a finding may be made at all; the set is chosen among them, so that it holds.
    """
    enough = (standing.n > 0) & (standing.n >= standing.standard.minimum)
    eligible = enough if may_be_named is None else enough & np.asarray(may_be_named, bool)
    named = findings(standing.p_not_below, eligible)
    likely = enough & (standing.p_below >= LIKELY)
    meets = enough & (standing.p_meets >= LIKELY)
    chosen = np.select(
        [named, likely, meets], [State.FINDING, State.LIKELY_BELOW, State.MEETS], State.CANNOT_TELL
    )
    return [State(one) for one in chosen.tolist()]
