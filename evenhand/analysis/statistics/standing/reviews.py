"""Reviews as the model reads them: of whom, by whom, and for how much each stands."""

from dataclasses import dataclass

import numpy as np


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
