"""Whether a target can be reached: how likely somebody now at x is to be seen at y in so many weeks.

A level walks at random from week to week on the scale of logits; weeks are counts of what went well. A Kalman filter
whose updates are Laplace approximations says where somebody is now (Fahrmeir 1992, JASA 87:501-509), and simulation
what will be seen. Kinds of contact are not told apart: the weeks to come are taken to bring the same mix.
"""

from dataclasses import dataclass, replace

import numpy as np

# Below this a target is one that most people miss whatever they do: pages warn.
UNLIKELY = 0.2
_DRAWS = 4000
_STEPS = 8  # of Newton's method in an update: it is concave in one dimension
_SMALLEST, _LARGEST = 1e-3, 3.0  # standard deviations, in logits


@dataclass(frozen=True)
class Walk:
    """How levels differ and change, in logits: `middle` and `spread` of people at the start, `weekly` the standard
    deviation of a week's change, `drift` its mean. `people`, `weeks`: what it was estimated from; 0 where it is given.
    """

    middle: float
    spread: float
    weekly: float
    drift: float = 0.0
    people: int = 0
    weeks: int = 0

    @property
    def is_estimated(self) -> bool:
        return self.people > 0


@dataclass(frozen=True)
class Improvement:
    """What support is expected to add by the end, in logits, gained evenly over the weeks. None unless it is said."""

    mean: float = 0.0
    sd: float = 0.0


@dataclass(frozen=True)
class Chance:
    """Of each person (P,): `seen`, that the share counted in the judging weeks reaches the target; `truly`, that the
    true level at the end does; `now`, the level to begin with and its 95% interval (3, P). What was assumed beside it.
    """

    seen: np.ndarray
    truly: np.ndarray
    now: np.ndarray
    walk: Walk
    improvement: Improvement

    @property
    def unlikely(self) -> np.ndarray:
        return self.seen < UNLIKELY


def estimate_walk(earned, possible) -> Walk:
    """How levels differ and change, from weekly counts of people (P, W) by maximum (Laplace) likelihood.

    ValueError for fewer than ten people or four weeks: then a `Walk` has to be given, and said to be.
    """
    from scipy.optimize import minimize

    earned, possible = _weeks(earned, possible)
    people, weeks = int((possible.sum(1) > 0).sum()), int((possible.sum(0) > 0).sum())
    if people < 10 or weeks < 4:
        raise ValueError(
            "How people change cannot be told from fewer than ten people or four weeks."
        )
    share = (earned.sum() + 0.5) / (possible.sum() + 1)
    start = [float(np.log(share / (1 - share))), np.log(0.3), np.log(0.05), 0.0]

    def walk(values) -> Walk:
        spread, weekly = np.clip(np.exp(values[1:3]), _SMALLEST, _LARGEST).tolist()
        return Walk(float(values[0]), spread, weekly, float(values[3]))

    found = minimize(
        lambda values: -_filter(earned, possible, walk(values))[2] / people,
        start,
        method="Nelder-Mead",
        options={
            "xatol": 5e-3,
            "fatol": 1e-5,
            "maxfev": 600,
            "initial_simplex": _around(start, (0.3, 0.5, 0.7, 0.01)),
        },
    )
    return replace(walk(found.x), people=people, weeks=weeks)


def chance(
    earned,
    possible,
    *,
    target: float,
    weeks: int,
    per_week: float,
    walk: Walk,
    judged: int | None = None,
    higher_is_better: bool = True,
    improvement: Improvement | None = None,
    seed: int = 20261122,
    draws: int = _DRAWS,
) -> Chance:
    """How likely each person is to be seen at the target. `earned`, `possible`: their weeks so far (P, W), oldest first.

    `weeks` from now the target is judged on the last `judged` of them (all by default), with about `per_week` contacts each.
    The same seed gives the same answer.
    """
    from scipy.special import expit  # here: every command, and the web, starts without it

    earned, possible = _weeks(earned, possible)
    judged = judged or weeks
    if not 0 < target < 1:
        raise ValueError("A target of a share lies between 0 and 1, not at an end.")
    if not 1 <= judged <= weeks or per_week <= 0:
        raise ValueError("The judging weeks lie within the weeks to come, and bring contacts.")
    if not higher_is_better:
        mirrored = replace(walk, middle=-walk.middle, drift=-walk.drift)
        found = chance(
            possible - earned, possible, target=1 - target, weeks=weeks, per_week=per_week,
            walk=mirrored, judged=judged, improvement=improvement, seed=seed, draws=draws,
        )  # fmt: skip
        return replace(found, now=1 - found.now[[0, 2, 1]], walk=walk)
    improvement = improvement or Improvement()
    mean, variance, _ = _filter(earned, possible, walk)
    draw = np.random.default_rng(seed)
    seen, truly = (
        np.array(column)
        for column in zip(
            *(
                _simulated(one, sd, target, weeks, judged, per_week, walk, improvement, draw, draws)
                for one, sd in zip(mean, np.sqrt(variance), strict=True)
            ),
            strict=True,
        )
    )
    reach = 1.959963984540054 * np.sqrt(variance)
    return Chance(seen, truly, expit([mean, mean - reach, mean + reach]), walk, improvement)


def _simulated(mean, sd, target, weeks, judged, per_week, walk, improvement, draw, draws):
    """How often the target is seen in the judging weeks, and truly reached at the end."""
    from scipy.special import expit

    gained = (improvement.mean + improvement.sd * draw.normal(size=draws)) / weeks
    level = mean + sd * draw.normal(size=draws)
    went_well, contacts = np.zeros(draws), np.zeros(draws)
    for week in range(weeks):
        level = level + walk.drift + gained + walk.weekly * draw.normal(size=draws)
        if week >= weeks - judged:
            n = draw.poisson(per_week, draws)  # at a fixed number a target may be lucky or unlucky
            contacts += n
            went_well += draw.binomial(n, expit(level))
    return (went_well >= target * np.maximum(contacts, 1) - 1e-9).mean(), (
        expit(level) >= target
    ).mean()


def _filter(earned, possible, walk: Walk):
    """Mean and variance of each person's logit in the last week (P,), and the log-likelihood of all weeks."""
    from scipy.special import expit, xlogy

    mean = np.full(len(earned), walk.middle)
    variance = np.full(len(earned), walk.spread**2)
    total = 0.0
    for week in range(earned.shape[1]):
        if week:
            mean, variance = mean + walk.drift, variance + walk.weekly**2
        y, n = earned[:, week], possible[:, week]
        mode = mean.copy()
        for _ in range(_STEPS):
            p = expit(mode)
            step = (y - n * p - (mode - mean) / variance) / (n * p * (1 - p) + 1 / variance)
            mode = mode + np.clip(step, -2, 2)
            if np.abs(step).max() < 1e-6:
                break
        p = expit(mode)
        after = 1 / (n * p * (1 - p) + 1 / variance)
        told = xlogy(y, p) + xlogy(n - y, 1 - p) - (mode - mean) ** 2 / (2 * variance)
        total += float((told + 0.5 * np.log(after / variance)).sum())
        mean, variance = mode, after
    return mean, variance, total


def _around(start, reach) -> np.ndarray:
    corners = np.tile(np.asarray(start, float), (len(start) + 1, 1))
    corners[1:] += np.diag(reach)
    return corners


def _weeks(earned, possible):
    earned, possible = np.asarray(earned, float), np.asarray(possible, float)
    if earned.shape != possible.shape or earned.ndim != 2 or not earned.size:
        raise ValueError("One row a person and one column a week.")
    if (earned < 0).any() or (earned > possible).any():
        raise ValueError("What was earned lies between none and what was possible.")
    return earned, possible
