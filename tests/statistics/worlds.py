"""Simulated people whose truth is known."""

import numpy as np
from scipy.special import expit


def world(seed: int = 1, people: int = 400, kinds: int = 12, volume: int = 150):
    """The able are given the harder contacts: earned, possible, and the true levels on everybody's mix."""
    draw = np.random.default_rng(seed)
    hard, able = draw.normal(0, 0.6, kinds), draw.normal(0, 0.35, people)
    given = np.exp(draw.normal(0, 0.5, (people, kinds)) - 0.8 * np.outer(able / 0.35, hard / 0.6))
    given /= given.sum(1, keepdims=True)
    possible = np.array([draw.multinomial(volume, share) for share in given])
    earned = draw.binomial(possible, expit(1.3 + hard + able[:, None]))
    mix = possible.sum(0) / possible.sum()
    return earned, possible, expit(1.3 + hard + able[:, None]) @ mix


def durations(seed: int, people: int = 200, kinds: int = 4, volume: int = 25, skewed: bool = True):
    """n, Σx, Σx² of handling times (or of scores, which add instead of multiply), and the true means."""
    draw = np.random.default_rng(seed)
    n = draw.poisson(volume, (people, kinds))
    kind = draw.normal(0, 0.3, kinds)
    person = draw.normal(0, 0.15, people)
    if skewed:
        middle = 300 * np.exp(kind + person[:, None])
        drawn = [
            [middle[p, c] * draw.lognormal(-0.18, 0.6, n[p, c]) for c in range(kinds)] for p in range(people)
        ]  # fmt: skip
    else:
        middle = 6 + kind + person[:, None]
        drawn = [[draw.normal(middle[p, c], 1.0, n[p, c]) for c in range(kinds)] for p in range(people)]  # fmt: skip
    total = np.array([[one.sum() for one in row] for row in drawn])
    squares = np.array([[(one**2).sum() for one in row] for row in drawn])
    return n, total, squares, middle @ (n.sum(0) / n.sum())


def weeks_of(
    seed: int = 1, people: int = 300, weeks: int = 13, volume: int = 20, differ: float = 0.6
):
    """Earned and possible by person and week, each week of a person with its own luck; and their true levels."""
    draw = np.random.default_rng(seed)
    able = draw.normal(1.3, 0.35, people)
    possible = draw.poisson(volume, (people, weeks))
    luck = draw.normal(0, differ, (people, weeks))
    earned = draw.binomial(possible, expit(able[:, None] + luck))
    many = np.random.default_rng(0).normal(0, differ, 4000)
    return earned, possible, expit(able[:, None] + many).mean(1)
