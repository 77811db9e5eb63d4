"""Simulated teams whose truth is known: how able each person is, which contacts they were given, what came of them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

STANDARD, AVERAGE, WELL_BELOW = 0.75, 0.78, 0.05
WORLDS = ("normal", "contaminated", "confounded")
KINDS = (6, 4, 3)  # topics, channels, parts of the day: 72 kinds of contact
SPREAD = 0.35  # of ability, in logits
LEANING = 0.5  # correlation between how able somebody is and how hard their contacts are, where it is not nought


@dataclass(frozen=True)
class World:
    """`earned`, `possible`: people × kinds. `truth`: the true level of each person on everybody's mix."""

    earned: np.ndarray
    possible: np.ndarray
    truth: np.ndarray


def world(name: str, draw: np.random.Generator, people: int, volume: int, kinds=KINDS) -> World:
    """About `volume` contacts each. Standard 75%; people average 78% on everybody's mix.

    normal: ability is normal, contacts are given at random. contaminated: one in ten struggles, far below the rest.
    confounded: the able are given the hard contacts.
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
    chance = expit(level - hard + able[:, None])
    return World(draw.binomial(possible, chance), possible, chance @ mix)


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
