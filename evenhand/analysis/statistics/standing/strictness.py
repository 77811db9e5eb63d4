"""How strict each reviewer is, told from people whom several of them reviewed."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.mix import OF_KINDS, OF_PEOPLE
from evenhand.analysis.statistics.standing.reviews import Reviews, Weighed, weighed

# By which quantile of what chance would make of it the spread of reviewers is told: too small a one would even out too
# little and be too sure of it.
_LOW = 0.16
_MOST_ROUNDS, _CLOSE_ENOUGH, _FARTHEST = 50, 1e-6, 7.0  # logits


@dataclass(frozen=True)
class Strictness:
    """`offsets`: what each reviewer (of `givers`), and then each kind of contact, adds, in logits around `middle`; only
    differences mean something. `covariance`: how unsure they are. `usual`: the reference, everybody's reviews by
    reviewer and kind (givers, kinds), sum 1. `scatter`: how much one review varies beside a yes or no of the same mean;
    with `together`, by how much more those of one person in one week, or by one reviewer, vary than by chance.
    `spread`: the standard deviation of reviewers."""

    offsets: np.ndarray
    middle: float
    covariance: np.ndarray
    usual: np.ndarray
    scatter: float
    together: float
    spread: float

    @property
    def givers(self) -> int:
        return len(self.usual)

    def effects(self) -> np.ndarray:
        """(givers, kinds): of a review by each, in logits, of somebody in the middle."""
        return self.middle + self.offsets[: self.givers, None] + self.offsets[self.givers :]


def strictness(reviews: Reviews) -> Strictness:
    """logit(score) = person + reviewer + kind of contact. ValueError where too few reviews say how much they vary.

    A score varies as a share does, times a scatter (fractional logit: Papke and Wooldridge 1996, Journal of Applied
    Econometrics 11:619-632). A person is pulled by next to nothing, so that their effect holds whatever is their team's
    too: a strict reviewer who keeps to a weak team is told by those alone whom others reviewed. Reviewers are pulled
    towards each other the more the less they differ (penalised quasi-likelihood: Breslow and Clayton 1993, JASA
    88:9-25, of Henderson's equations with everybody's own effect taken out); what stays unsure is in `covariance`.
    """
    counted = weighed(reviews, np.ones(len(reviews.score), bool))
    if len(counted.score) < 3:
        raise ValueError("Too few reviews say how much they vary.")
    givers = counted.givers
    middle = float(logit(np.clip(np.average(counted.score, weights=counted.weight), 0.01, 0.99)))
    effect, scatter = np.full(len(counted.score), middle), 1.0
    for _ in range(_MOST_ROUNDS):
        mean = expit(effect)
        slope = mean * (1 - mean)
        working = effect - middle + (counted.score - mean) / slope
        told = Equations(counted, counted.weight * slope, scatter / OF_PEOPLE**2)
        gains = told.gains(working)
        spread = _spread(told.across, gains, givers, scatter)
        pulls = np.r_[
            np.full(givers, scatter / spread), np.full(counted.kinds, scatter / OF_KINDS**2)
        ]
        firm = np.linalg.inv(told.across + np.diag(pulls))
        found = firm @ gains
        before = effect
        effect = np.clip(middle + told.with_people(working, found), -_FARTHEST, _FARTHEST)
        scatter = _scatter(counted, effect, told.free)
        if np.abs(effect - before).max() < _CLOSE_ENOUGH:
            break
    together = _together(counted, effect, scatter)
    at = counted.giver * counted.kinds + counted.kind
    usual = np.bincount(at, counted.weight, givers * counted.kinds).reshape(givers, -1)
    return Strictness(
        found,
        middle,
        scatter * together * firm,
        usual / usual.sum(),
        scatter,
        together,
        spread**0.5,
    )


class Equations:
    """Henderson's (1975, Biometrics 31:423-447) of reviewers and kinds, with everybody's own effect taken out."""

    def __init__(self, counted: Weighed, weight: np.ndarray, pull: float):
        self.person, self.weight, self.people = counted.person, weight, counted.people
        self.columns = np.stack([counted.giver, counted.givers + counted.kind], axis=1)
        size = counted.givers + counted.kinds
        # One of each two sets says nothing beside people and the other.
        self.free = len(np.unique(self.columns)) - 2
        self.firm = np.bincount(self.person, weight, self.people) + pull
        pairs = [
            self.columns[:, one] * size + self.columns[:, other]
            for one in (0, 1)
            for other in (0, 1)
        ]
        whole = np.zeros(size * size)
        for pair in pairs:
            whole += np.bincount(pair, weight, size * size)
        at = [self.person * size + self.columns[:, one] for one in (0, 1)]
        given = np.zeros(self.people * size)
        for cell in at:
            given += np.bincount(cell, weight, self.people * size)
        given = given.reshape(-1, size)
        self.part = given / self.firm[:, None]
        self.across = whole.reshape(size, size) - given.T @ self.part

    def gains(self, value) -> np.ndarray:
        twice = np.tile(self.weight * value, 2)
        found = np.bincount(self.columns.T.ravel(), twice, len(self.across))
        return found - self.part.T @ self._by_person(value)

    def with_people(self, value, offsets) -> np.ndarray:
        """(N,): offset of each review, with the effect of its person."""
        of_review = offsets[self.columns].sum(1)
        return of_review + (self._by_person(value - of_review) / self.firm)[self.person]

    def _by_person(self, value) -> np.ndarray:
        return np.bincount(self.person, self.weight * value, self.people)


def _scatter(counted: Weighed, effect, free: int) -> float:
    """Pearson's: squares around what is expected ÷ those of a yes or no."""
    freedom = counted.weight.sum() - (counted.own > 0).sum() - free
    mean = expit(effect)
    squares = counted.weight * (counted.score - mean) ** 2 / (mean * (1 - mean))
    found = float(squares.sum() / freedom) if freedom > 0 else 0.0
    if found <= 1e-9:
        raise ValueError("Nothing says how much reviews vary.")
    return found


def _spread(across, gains, givers: int, scatter: float) -> float:
    """The variance of reviewers: Σ z²/(D²s² + Dv) over what tells them apart is what chance would make of it (as in
    Paule and Mandel 1982), at a low quantile; never below what cannot be told from none."""
    from scipy.optimize import brentq
    from scipy.special import chdtri

    kinds = across[givers:, givers:] + np.eye(len(across) - givers) * scatter / OF_KINDS**2
    between = np.linalg.solve(kinds, np.c_[across[givers:, :givers], gains[givers:]])
    told = across[:givers, :givers] - across[:givers, givers:] @ between[:, :-1]
    gained = gains[:givers] - across[:givers, givers:] @ between[:, -1]
    if givers < 2:
        return 1.0  # there is nobody to differ from
    apart = np.eye(givers) - 1 / givers  # what they have in common is everybody's
    roots, directions = np.linalg.eigh(apart @ told @ apart)
    roots, squares = np.maximum(roots[1:], 1e-9), (directions.T @ gained)[1:] ** 2
    wanted = float(chdtri(len(roots), 1 - _LOW))
    least = scatter / roots.mean()

    def off(spread: float) -> float:
        return float((squares / (roots**2 * spread + roots * scatter)).sum()) - wanted

    return float(brentq(off, least, 1e6 * least)) if off(least) > 0 > off(1e6 * least) else least


def _together(counted: Weighed, effect, scatter: float) -> float:
    """The larger of two: reviews of one person in one week, and by one reviewer."""
    mean = expit(effect)
    variance = np.divide(
        scatter * counted.by_person(mean * (1 - mean)), counted.own,
        out=np.zeros(counted.people), where=counted.own > 0,
    )  # fmt: skip
    found = []
    for cell in (counted.week, counted.giver):
        columns = int(cell.max()) + 1
        at, size = counted.person * columns + cell, counted.people * columns
        total, weight = (
            np.bincount(at, one, size).reshape(-1, columns)
            for one in (counted.weight * (counted.score - mean), counted.weight)
        )
        found.append(dispersion.of_scores(total, weight, variance))
    return max(found)
