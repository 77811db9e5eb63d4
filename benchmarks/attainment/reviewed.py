"""Simulated reviews whose truth is known: who reviews whom, how strict each reviewer is, and how good the work is."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from evenhand.analysis.statistics.standing import Reviews

# As in reference studies of crossed raters: on logits, 24 reviewers each at home in one team of ten.
GIVERS, EACH, REVIEWED, CRITERIA = 24, 10, 12, 10
STRICT, TEAMS_DIFFER, PEOPLE_DIFFER, USUAL = 0.5, 0.4, 0.4, 1.7
OF_A_CALL = 0.5  # what makes all criteria of one call harder, in logits


@dataclass(frozen=True)
class Reviewed:
    """`truth`: the level of each person before everybody's reviewers together. `strict`: what each reviewer adds to the
    logit of the usual score, beside their average; below nought: stricter."""

    reviews: Reviews
    truth: np.ndarray
    strict: np.ndarray


def reviewed(
    seed: int, crossed: float, *, givers: int = GIVERS, each: int = EACH, of_each: int = REVIEWED
) -> Reviewed:
    """`crossed`: the share of reviews that are given outside of a reviewer's own team. Scores are shares of criteria met,
    on logits, so that no part of the model is given; criteria of one call hang together."""
    draw = np.random.default_rng(seed)
    people = givers * each
    team = np.repeat(np.arange(givers), each)
    able = (
        USUAL + draw.normal(0, TEAMS_DIFFER, givers)[team] + draw.normal(0, PEOPLE_DIFFER, people)
    )
    strict, hard = draw.normal(0, STRICT, givers), draw.normal(0, 0.8, CRITERIA)
    person = np.repeat(np.arange(people), of_each)
    away = draw.random(len(person)) < crossed
    other = draw.integers(1, max(givers, 2), len(person))
    giver = np.where(away, (team[person] + other) % givers, team[person])
    call = draw.normal(0, OF_A_CALL, len(person))
    met = expit((able[person] - strict[giver] + call)[:, None] - hard)
    score = (draw.random(met.shape) < met).mean(1)
    usual = np.bincount(giver, minlength=givers) / len(giver)
    shifts, shares = np.polynomial.hermite_e.hermegauss(9)

    def level(effects):  # (…, G) before each reviewer, over all calls that could have been
        return sum(
            share * expit(effects[..., None] + OF_A_CALL * shift - hard).mean(-1)
            for shift, share in zip(shifts, shares / shares.sum(), strict=True)
        )

    adds = logit(level(USUAL - strict))
    reviews = Reviews(
        person, team[person], giver, np.zeros_like(person), np.tile(np.arange(of_each), people),
        score, np.ones(len(person)), np.ones(len(person), bool), people, 1,
    )  # fmt: skip
    return Reviewed(reviews, level(able[:, None] - strict) @ usual, adds - usual @ adds)
