"""Scores given by reviewers: as shares, with how strict their reviewers are and what it leaves unsure."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from evenhand.analysis.statistics.standing.evidence import Evidence
from evenhand.analysis.statistics.standing.means import USUAL_WEIGHS
from evenhand.analysis.statistics.standing.mix import Mix
from evenhand.analysis.statistics.standing.posterior import Standing, standing
from evenhand.analysis.statistics.standing.reviews import Reviews, Weighed, weighed
from evenhand.analysis.statistics.standing.shares import effect_at, shares_evidence
from evenhand.analysis.statistics.standing.strictness import Strictness
from evenhand.analysis.statistics.states import Standard

# What a very strict reviewer may leave in somebody's scores, in standard errors of their effect: decision record 22.
_MOST_THAT_STAYS = 0.75


@dataclass(frozen=True)
class CrossedMix(Mix):
    """Of reviewers × kinds of contact as the kinds of a `Mix`; `covariance` is of `of` each (columns, both), which is
    far smaller."""

    of: np.ndarray

    def unsure(self, weight: np.ndarray, slope: np.ndarray) -> np.ndarray:
        own, usual = weight * slope, self.weights * slope
        lean = own / np.maximum(own.sum(1, keepdims=True), 1e-300) - usual / usual.sum()
        lean = lean @ self.of
        return np.maximum(((lean @ self.covariance) * lean).sum(1), 0.0)


def scores(reviews: Reviews, standard: Standard, found: Strictness) -> Standing:
    """Where everyone stands, in shares of the points; levels are before everybody's reviewers together."""
    return standing(scores_evidence(reviews, standard, found), standard)


def scores_evidence(reviews: Reviews, standard: Standard, found: Strictness) -> Evidence:
    counted = weighed(reviews, reviews.counts)
    if not len(counted.score):
        raise ValueError("Nothing was counted.")
    weight = counted.weight / _steadiness(counted, found)[counted.person]
    givers, kinds = found.usual.shape
    used = np.flatnonzero(found.usual.ravel() > 0)
    column = np.full(found.usual.size, -1)
    column[used] = np.arange(len(used))
    at = counted.person * len(used) + column[counted.giver * kinds + counted.kind]
    earned, possible = (
        np.bincount(at, one, counted.people * len(used)).reshape(-1, len(used))
        for one in (weight * counted.score, weight)
    )
    of = np.hstack([np.eye(givers)[used // kinds], np.eye(kinds)[used % kinds]])
    mix = CrossedMix(
        found.effects().ravel()[used], found.usual.ravel()[used], found.covariance, of,
        dispersion=found.scatter * found.together,
    )  # fmt: skip
    evidence = shares_evidence(np.minimum(earned, possible), possible, standard, mix)
    return replace(evidence, n=np.bincount(counted.person, minlength=counted.people))


def by_reviewers(
    reviews: Reviews, standard: Standard, found: Strictness
) -> tuple[np.ndarray, np.ndarray]:
    """(P,) each: what a person's own reviewers add to the score of someone at standard, beside everybody's reviewers
    (below nought: stricter); and its standard error, by the delta method, which says whether it can be told from nought.
    """
    effects, kinds = found.effects(), found.usual.sum(0)

    def before(effect):  # each reviewer, on the usual kinds of contact
        return expit(effects + effect) @ kinds

    usual = found.usual.sum(1)
    at = effect_at(lambda one: np.atleast_1d(usual @ before(one)), standard.value)
    lean = _lean(weighed(reviews, reviews.counts), found)
    mean = expit(effects + at)
    slopes = lean * ((mean * (1 - mean)) @ kinds)
    unsure = found.covariance[: found.givers, : found.givers]
    return lean @ before(at), np.sqrt(np.maximum(((slopes @ unsure) * slopes).sum(1), 0.0))


def untied(reviews: Reviews, standard: Standard, found: Strictness) -> np.ndarray:
    """(P,): of whom too little is known of those who reviewed them, whatever the others share.

    Reviewers are pulled towards each other, so that of a strict one who shares next to nobody a part stays in the scores
    of whoever they review: of one who is as far off as one in forty is (two standard deviations), twice that share of
    their spread of which the reviews say nothing. Where that is much beside the standard error of somebody's effect, what
    is right on average over reviewers is not right enough for the people of this one.
    """
    counted = weighed(reviews, reviews.counts)
    lean = _lean(counted, found)
    before = found.spread * np.sqrt((lean**2).sum(1))
    unsure = found.covariance[: found.givers, : found.givers]
    left = np.maximum(((lean @ unsure) * lean).sum(1), 0.0)
    error = scores_evidence(reviews, standard, found).error
    stays = 2 * np.divide(left, before, out=np.zeros_like(left), where=before > 0)
    return (counted.own > 0) & (stays > _MOST_THAT_STAYS * error)


def _lean(counted: Weighed, found: Strictness) -> np.ndarray:
    """(P, givers): by how much more of somebody's reviews than of everybody's each reviewer gave."""
    cells = np.bincount(
        counted.person * found.givers + counted.giver, counted.weight, counted.people * found.givers
    ).reshape(-1, found.givers)
    lean = cells / np.maximum(counted.own, 1e-300)[:, None] - found.usual.sum(1)
    return np.where(counted.own[:, None] > 0, lean, 0.0)


def _steadiness(counted: Weighed, found: Strictness) -> np.ndarray:
    """By how much more somebody's own reviews vary than those of others, pulled towards 1."""
    effects = found.effects()[counted.giver, counted.kind]
    effect = np.zeros(counted.people)
    for _ in range(8):  # their own level, by Newton's method
        mean = expit(effects + effect[counted.person])
        told = counted.by_person(mean * (1 - mean)) + 1e-3
        effect = np.clip(
            effect + np.clip(counted.by_person(counted.score - mean) / told, -1, 1), -6, 6
        )
    mean = expit(effects + effect[counted.person])
    squares = counted.by_person((counted.score - mean) ** 2 / (mean * (1 - mean)))
    freedom = np.maximum(counted.own - 1, 0.0)
    return (USUAL_WEIGHS + squares / found.scatter) / (USUAL_WEIGHS + freedom)
