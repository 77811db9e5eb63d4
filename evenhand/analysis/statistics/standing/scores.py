"""Scores given by reviewers: a mean of few reviews, with how strict their reviewers are and what it leaves unsure."""

import numpy as np
from scipy.special import ndtr

from evenhand.analysis.statistics.standing.evidence import Evidence, divided
from evenhand.analysis.statistics.standing.means import USUAL_WEIGHS
from evenhand.analysis.statistics.standing.posterior import Standing, standing
from evenhand.analysis.statistics.standing.strictness import Reviews, Strictness, shares, weighed
from evenhand.analysis.statistics.states import Standard


def scores(reviews: Reviews, standard: Standard, found: Strictness) -> Standing:
    """Where everyone stands, in shares of the points; levels are before everybody's reviewers together."""
    return standing(scores_evidence(reviews, standard, found), standard)


def scores_evidence(reviews: Reviews, standard: Standard, found: Strictness) -> Evidence:
    if not 0 < standard.value < 1:
        raise ValueError("A standard of a score lies between 0 and 1, not at an end.")
    counted = weighed(reviews, reviews.counts)
    if not len(counted.score):
        raise ValueError("Nothing was counted.")
    lean = shares(counted, found.givers) - found.usual
    observed = divided(counted.by_person(counted.score), counted.own)
    known = counted.own > 0
    lean[~known] = 0.0
    middle = float(found.usual @ found.offsets)
    estimate = np.where(known, observed, middle) - lean @ found.offsets - middle
    unsure = np.maximum(((lean @ found.covariance) * lean).sum(1), 0.0)
    error = np.sqrt(found.dispersion * (_own_variance(counted, found, estimate) + unsure))
    at_standard = standard.value - middle

    def log_likelihood(effects):
        log = np.zeros((counted.people, len(effects)))
        log[known] = -0.5 * ((effects - estimate[known, None]) / error[known, None]) ** 2
        return log

    gap = np.where(known, estimate - at_standard, 0.0)
    return Evidence(
        n=np.bincount(counted.person, minlength=counted.people),
        observed=observed,
        expected=np.where(known, standard.value + lean @ found.offsets, np.nan),
        estimate=estimate,
        error=error,
        log_likelihood=log_likelihood,
        level=lambda effects: np.clip(middle + effects, 0.0, 1.0),
        at_standard=at_standard,
        by_chance=ndtr(gap / np.where(known, error, 1.0)),
        widest=found.variance**0.5,
    )


def by_reviewers(reviews: Reviews, found: Strictness) -> np.ndarray:
    """(P,): what each person's own reviewers add to a score beside everybody's reviewers; below nought: stricter."""
    counted = weighed(reviews, reviews.counts)
    givers = slice(found.givers)
    lean = shares(counted, found.givers) - found.usual
    return np.where(counted.own > 0, lean[:, givers] @ found.offsets[givers], 0.0)


def _own_variance(counted, found: Strictness, estimate) -> np.ndarray:
    """Of somebody's mean: one review's variance, as steady as they are, by how many reviews theirs are worth."""
    columns = np.stack([counted.giver, found.givers + counted.kind], axis=1)
    left = counted.score - found.offsets[columns].sum(1) - estimate[counted.person]
    freedom = np.maximum(counted.own - 1, 0.0)
    steadiness = (USUAL_WEIGHS + counted.by_person(left**2) / found.variance) / (
        USUAL_WEIGHS + freedom
    )
    with np.errstate(divide="ignore"):
        return np.where(counted.own > 0, found.variance * steadiness / counted.own, np.inf)
