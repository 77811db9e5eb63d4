"""How strict each reviewer is, told from people whom several of them reviewed; and whether that can be told at all."""

from dataclasses import dataclass

import numpy as np

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.mix import OF_KINDS
from evenhand.analysis.statistics.states import LEAST_CROSSED

# Of reviews that do not say who gave them: from this share on nobody knows what hangs together.
_MOST_NAMELESS = 0.10
# By which quantile of what chance would make of it the spread of reviewers is told: too small a one would even out too
# little and be too sure of it.
_LOW = 0.16


@dataclass(frozen=True)
class Reviews:
    """N reviews; each array has one entry a review. `person`, `giver`, `kind`, `week`: numbers from 0 on, a giver of −1
    is not named; `team`: of the person at the time, −1 without. `score`: 0–1. `weight`: for how much it stands beside
    others of the same person. `counts`: whether it is of the days that are judged; all tell of the reviewers.
    `people`, `kinds`: how many there are, also those without a review."""

    person: np.ndarray
    team: np.ndarray
    giver: np.ndarray
    kind: np.ndarray
    week: np.ndarray
    score: np.ndarray
    weight: np.ndarray
    counts: np.ndarray
    people: int
    kinds: int

    @property
    def givers(self) -> int:
        return int(self.giver.max(initial=-1)) + 1


@dataclass(frozen=True)
class Links:
    """Whether reviewers can be told from teams. `apart`: into how many groups that share neither person nor reviewer the
    reviews fall; `crossed`: how many of the `reviews` were given outside of the team which their reviewer reviews most;
    `teams`: how many there are; `nameless`: how many do not say who gave them."""

    reviews: int
    crossed: int
    apart: int
    teams: int
    nameless: int

    @property
    def named(self) -> bool:
        return self.nameless < _MOST_NAMELESS * max(self.reviews, 1)

    @property
    def identify(self) -> bool:
        crossed = self.teams < 2 or self.crossed >= LEAST_CROSSED * self.reviews
        return self.named and self.apart == 1 and crossed


def links(reviews: Reviews) -> Links:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    named = reviews.giver >= 0
    person, giver = reviews.person[named], reviews.giver[named]
    team = np.unique(reviews.team[named], return_inverse=True)[1]
    size = reviews.people + reviews.givers
    graph = coo_array((np.ones(len(person)), (person, reviews.people + giver)), shape=(size, size))
    of = connected_components(graph, directed=False)[1]
    of_team = np.zeros((reviews.givers, int(team.max(initial=-1)) + 1))
    np.add.at(of_team, (giver, team), 1)
    home = of_team.argmax(1) if of_team.size else np.zeros(0, int)
    return Links(
        reviews=len(reviews.giver),
        crossed=int((home[giver] != team).sum()),
        apart=len(np.unique(of[person])),
        teams=of_team.shape[1],
        nameless=int((~named).sum()),
    )


@dataclass(frozen=True)
class Strictness:
    """`offsets`: what each reviewer, and then each kind of contact, adds to a score; only differences mean something.
    `covariance`: how unsure they are. `usual`: the reference, the shares of everybody's reviews, of reviewers and of
    kinds. `variance`: of one review. `spread`: how much reviewers differ, as a standard deviation. `dispersion`: by how
    much reviews of one person in one week, or by one reviewer, hang together more than by chance."""

    offsets: np.ndarray
    covariance: np.ndarray
    usual: np.ndarray
    variance: float
    spread: float
    dispersion: float
    givers: int


def strictness(reviews: Reviews) -> Strictness:
    """Scores as person + reviewer + kind of contact. ValueError where too few reviews say how much they vary.

    A person's effect is pulled by nothing, so that it holds whatever is their team's too: a strict reviewer who keeps to
    a weak team is told by those alone whom others reviewed. Reviewers are pulled towards each other as much as they
    differ less (best linear unbiased prediction: Henderson 1975, Biometrics 31:423-447, by his equations without the
    people; Robinson 1991, Statistical Science 6:15-32); what is left unsure of them is in `covariance`.
    """
    counted = weighed(reviews, np.ones(len(reviews.score), bool))
    if len(counted.weight) < 3:
        raise ValueError("Too few reviews say how much they vary.")
    across, gains, columns = _without_people(counted)
    givers, kinds = counted.givers, counted.kinds
    freedom = counted.weight.sum() - (counted.own > 0).sum() - _rank(across)
    free = np.linalg.lstsq(across, gains, rcond=1e-9)[0]
    left = counted.score - free[columns].sum(1)
    left = left - (counted.by_person(left) / np.maximum(counted.own, 1e-300))[counted.person]
    variance = float((counted.weight * left**2).sum() / freedom) if freedom > 0 else 0.0
    if variance <= 1e-12:
        raise ValueError("Nothing says how much reviews vary.")
    spread = _spread(across, gains, givers, variance)
    pulls = np.r_[np.full(givers, variance / spread), np.full(kinds, 1 / OF_KINDS**2)]
    firm = np.linalg.inv(across + np.diag(pulls))
    found = firm @ gains
    factor = _dispersion(counted, counted.score - found[columns].sum(1), variance)
    usual = np.bincount(columns.T.ravel(), np.tile(counted.weight, 2), givers + kinds)
    usual /= counted.weight.sum()
    return Strictness(found, variance * firm, usual, variance, spread**0.5, factor, givers)


@dataclass(frozen=True)
class Weighed(Reviews):
    """Reviews whose weights add up to as many as they are worth for each person (Kish 1965, Survey Sampling, 11.7):
    (Σw)² ÷ Σw², which is `own`. A giver who is not named is the last one."""

    own: np.ndarray

    def by_person(self, value) -> np.ndarray:
        return np.bincount(self.person, self.weight * value, self.people)


def weighed(reviews: Reviews, chosen: np.ndarray) -> Weighed:
    giver = np.where(reviews.giver < 0, reviews.givers, reviews.giver)
    parts = (reviews.person, reviews.team, giver, reviews.kind, reviews.week, reviews.score)
    person, weight = reviews.person[chosen], reviews.weight[chosen]
    whole, squares = (np.bincount(person, weight**power, reviews.people) for power in (1, 2))
    own = np.divide(whole**2, squares, out=np.zeros(reviews.people), where=squares > 0)
    scaled = weight * (own / np.maximum(whole, 1e-300))[person]
    chosen_parts = (part[chosen] for part in parts)
    return Weighed(
        *chosen_parts, scaled, reviews.counts[chosen], reviews.people, reviews.kinds, own
    )


def shares(counted: Weighed, givers: int) -> np.ndarray:
    """(P, E + C): which part of each person's reviews each reviewer gave, and which is of each kind."""
    shape = counted.people, givers + counted.kinds
    found = np.zeros(shape[0] * shape[1])
    for column in (counted.giver, givers + counted.kind):
        found += np.bincount(counted.person * shape[1] + column, counted.weight, len(found))
    return found.reshape(shape) / np.maximum(counted.own, 1e-300)[:, None]


def _without_people(counted: Weighed):
    """Henderson's equations with everybody's own effect taken out: the matrix, its right side, columns of each review."""
    givers = counted.givers
    columns = np.stack([counted.giver, givers + counted.kind], axis=1)
    size = givers + counted.kinds
    pairs = [columns[:, one] * size + columns[:, other] for one in (0, 1) for other in (0, 1)]
    across = sum(np.bincount(pair, counted.weight, size * size) for pair in pairs)
    part = shares(counted, givers)
    across = across.reshape(size, size) - part.T @ (part * counted.own[:, None])
    gains = np.bincount(columns.T.ravel(), np.tile(counted.weight * counted.score, 2), size)
    return across, gains - part.T @ counted.by_person(counted.score), columns


def _rank(across) -> int:
    return int(np.linalg.matrix_rank(across, hermitian=True, tol=1e-8 * np.trace(across)))


def _spread(across, gains, givers: int, variance: float) -> float:
    """The variance of reviewers: Σ z²/(D²s² + Dv) over what tells them apart is what chance would make of it (as in
    Paule and Mandel 1982), at a low quantile; never below what cannot be told from none."""
    from scipy.optimize import brentq
    from scipy.special import chdtri

    kinds = across[givers:, givers:] + np.eye(len(across) - givers) / OF_KINDS**2
    between = np.linalg.solve(kinds, np.c_[across[givers:, :givers], gains[givers:]])
    told = across[:givers, :givers] - across[:givers, givers:] @ between[:, :-1]
    gained = gains[:givers] - across[:givers, givers:] @ between[:, -1]
    roots, directions = np.linalg.eigh(told)
    kept = roots > 1e-8 * max(roots.max(initial=0), 1e-12)
    if not kept.any():
        return variance  # one reviewer alone: there is nobody to differ from
    roots, squares = roots[kept], (directions.T @ gained)[kept] ** 2
    wanted = float(chdtri(len(roots), 1 - _LOW))
    least = variance / roots.mean()

    def off(spread: float) -> float:
        return float((squares / (roots**2 * spread + roots * variance)).sum()) - wanted

    return float(brentq(off, least, 1e6 * least)) if off(least) > 0 > off(1e6 * least) else least


def _dispersion(counted: Weighed, left, variance: float) -> float:
    """The larger of two: reviews of one person in one week, and by one reviewer."""
    found = []
    for cell in (counted.week, counted.giver):
        columns = int(cell.max()) + 1
        at, size = counted.person * columns + cell, counted.people * columns
        total, weight = (
            np.bincount(at, one, size).reshape(-1, columns)
            for one in (counted.weight * left, counted.weight)
        )
        found.append(dispersion.of_scores(total, weight, variance))
    return max(found)
