"""Simulated teams whose truth is known: how able each person is, which contacts they were given, what came of them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

STANDARD, AVERAGE, WELL_BELOW = 0.75, 0.78, 0.05
WORLDS = ("normal", "contaminated", "confounded", "bad weeks")
KINDS = (6, 4, 3)  # topics, channels, parts of the day: 72 kinds of contact
SPREAD = 0.35  # of ability, in logits
LEANING = 0.5  # correlation between how able somebody is and how hard their contacts are, where it is not nought
WEEKS, OF_A_WEEK = 13, 0.3  # and how much the weeks of one person differ, in logits, where they do


@dataclass(frozen=True)
class World:
    """`earned`, `possible`: people × kinds. `truth`: the true level of each person on everybody's mix, over all weeks
    that could have been. `weeks`: earned and possible as people × weeks, where weeks differ.
    """

    earned: np.ndarray
    possible: np.ndarray
    truth: np.ndarray
    weeks: tuple[np.ndarray, np.ndarray] | None = None


def world(name: str, draw: np.random.Generator, people: int, volume: int, kinds=KINDS) -> World:
    """About `volume` contacts each. Standard 75%; people average 78% on everybody's mix.

    normal: ability is normal, contacts are given at random. contaminated: one in ten struggles, far below the rest.
    confounded: people work in different fields, and the hard ones go to the able more often than not. bad weeks: what
    goes wrong in somebody's week goes wrong with many of its contacts.
    """
    hard = _difficulties(draw, kinds)
    able = draw.normal(0, SPREAD, people)
    if name == "contaminated":
        struggling = draw.random(people) < 0.1
        able = np.where(struggling, draw.normal(-0.9, 0.25, people), draw.normal(0, 0.25, people))
    given = draw.normal(0, 0.5, (people, len(hard)))
    if name == "confounded":
        lot = LEANING * able / SPREAD + (1 - LEANING**2) ** 0.5 * draw.normal(0, 1, people)
        given += np.outer(lot, hard / hard.std())
    else:
        hard = draw.permutation(hard)
    share = np.exp(given) / np.exp(given).sum(1, keepdims=True)
    contacts = np.maximum(draw.poisson(volume, people), 1)
    possible = draw.multinomial(contacts, share)
    mix = possible.sum(0) / possible.sum()
    level = _level_for(able, hard, mix)
    effect = level - hard + able[:, None]
    if name == "bad weeks":
        return _with_weeks(draw, possible, effect, mix)
    chance = expit(effect)
    return World(draw.binomial(possible, chance), possible, chance @ mix)


def _with_weeks(draw: np.random.Generator, possible, effect, mix) -> World:
    each, left, by_week = np.zeros_like(possible), possible.copy(), []
    for week in range(WEEKS):
        taken = draw.binomial(left, 1 / (WEEKS - week))
        well = draw.binomial(taken, expit(effect + draw.normal(0, OF_A_WEEK, (len(effect), 1))))
        each, left = each + well, left - taken
        by_week.append((well.sum(1), taken.sum(1)))
    shifts, shares = np.polynomial.hermite_e.hermegauss(9)
    truth = sum(
        share * (expit(effect + OF_A_WEEK * shift) @ mix)
        for shift, share in zip(shifts, shares / shares.sum(), strict=True)
    )
    earned_by_week, by_week = (np.array(one).T for one in zip(*by_week, strict=True))
    return World(each, possible, truth, (earned_by_week, by_week))


def _difficulties(draw: np.random.Generator, kinds) -> np.ndarray:
    of_topic, of_channel, of_part = (
        draw.normal(0, sd, n) for sd, n in zip((0.5, 0.3, 0.15), kinds, strict=True)
    )
    both = of_topic[:, None, None] + of_channel[None, :, None] + of_part
    return both.ravel() - both.mean()


def _level_for(able, hard, mix) -> float:
    low, high = -10.0, 10.0
    for _ in range(60):
        half = (low + high) / 2
        below = (expit(half - hard + able[:, None]) @ mix).mean() < AVERAGE
        low, high = (half, high) if below else (low, half)
    return high
