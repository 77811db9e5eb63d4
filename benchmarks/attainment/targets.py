"""How often targets are seen to be met that were given a chance of so many per cent: on held-out weeks."""

import numpy as np
from scipy.special import expit

from benchmarks.lines import at_least
from evenhand.analysis.statistics import achievable

PEOPLE, SO_FAR, AHEAD, JUDGED, A_WEEK = 4_000, 20, 8, 4, 30
TARGETS, DRAWS, LEAST, APART = (0.70, 0.75, 0.80), 500, 200, 0.05


def measure() -> None:
    """The walk is estimated from the weeks so far of a tenth of the people, as a page would have it."""
    draw = np.random.default_rng(20261122)
    steps = np.hstack([draw.normal(0.9, 0.5, (PEOPLE, 1)), draw.normal(0, 0.08, (PEOPLE, SO_FAR + AHEAD - 1))])  # fmt: skip
    possible = draw.poisson(A_WEEK, steps.shape)
    earned = draw.binomial(possible, expit(steps.cumsum(1)))
    tenth = slice(PEOPLE // 10)
    walk = achievable.estimate_walk(earned[tenth, :SO_FAR], possible[tenth, :SO_FAR])
    ahead = slice(SO_FAR + AHEAD - JUDGED, None)
    said, met = [], []
    for target in TARGETS:
        said.append(
            achievable.chance(
                earned[:, :SO_FAR], possible[:, :SO_FAR], target=target, weeks=AHEAD,
                judged=JUDGED, per_week=A_WEEK, walk=walk, draws=DRAWS,
            ).seen
        )  # fmt: skip
        met.append(earned[:, ahead].sum(1) >= target * possible[:, ahead].sum(1))
    said, met = np.concatenate(said), np.concatenate(met)
    of_tenth = np.minimum((said * 10).astype(int), 9)
    apart = [
        abs(said[of_tenth == at].mean() - met[of_tenth == at].mean())
        for at in range(10)
        if (of_tenth == at).sum() >= LEAST
    ]
    at_least("targets: most that chance and outcome differ, by tenths", max(apart), APART, most=True)  # fmt: skip
    at_least("targets: Brier score", float(((said - met) ** 2).mean()))
    at_least("targets: Brier score of saying the average", float(met.mean() * (1 - met.mean())))
