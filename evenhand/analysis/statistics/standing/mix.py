"""How hard each kind of contact is, estimated beside the people who took them.

Without people in the same equation, a kind of contact that the able are given would look easy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit

# Weak pulls, in standard deviations on the scale of the link: a kind where all went well stays finite. People are held
# far more loosely than they differ, so that their ability does not leak into the kinds of contact that they were given.
OF_KINDS, OF_PEOPLE = 2.0, 2.0
_MOST_STEPS, _CLOSE_ENOUGH, _LONGEST_STEP = 60, 1e-7, 2.0


@dataclass(frozen=True)
class Mix:
    """`offsets`: of each kind of contact (C,) on the scale of the link, and how unsure they are: `covariance` (C, C).
    `weights`: the reference mix (C,), sum 1. `dispersion`: by how much weeks of a person differ more than by chance.
    """

    offsets: np.ndarray
    weights: np.ndarray
    covariance: np.ndarray
    dispersion: float = field(default=1.0, kw_only=True)

    def unsure(self, weight: np.ndarray, slope: np.ndarray) -> np.ndarray:
        """(P,): the variance that unsure offsets add to the gap between somebody's effect and the standard.

        `weight`: their contacts (P, C); `slope`: what one contact of each kind tells (C,). Whoever has the reference
        mix has none. First order (delta method).
        """
        own, usual = weight * slope, self.weights * slope
        lean = own / np.maximum(own.sum(1, keepdims=True), 1e-300) - usual / usual.sum()
        return np.maximum(((lean @ self.covariance) * lean).sum(1), 0.0)


@dataclass(frozen=True)
class Link:
    """How an expected value follows from a sum of effects, and what it tells for each unit of weight."""

    mean: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]  # of the mean, as a function of the mean
    effect: Callable[[float], float]  # the effect that gives a mean


LOGIT = Link(expit, lambda mean: mean * (1 - mean), lambda mean: float(np.log(mean / (1 - mean))))
IDENTITY = Link(lambda effect: effect, np.ones_like, float)
LOG = Link(
    lambda effect: np.exp(np.minimum(effect, 50.0)),
    lambda mean: mean,
    lambda mean: float(np.log(mean)),
)


def checked(**matrices) -> list[np.ndarray]:
    """People × kinds of contact as arrays of floats. ValueError says what is wrong with them."""
    found = {name: np.asarray(matrix, float) for name, matrix in matrices.items()}
    shapes = {matrix.shape for matrix in found.values()}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 2:
        raise ValueError(f"{', '.join(found)}: one row a person and one column a kind of contact.")
    if not shape[0]:
        raise ValueError("There is nobody to say anything of.")
    if not shape[1]:
        raise ValueError("There is no kind of contact: give one column at least.")
    for name, matrix in found.items():
        if not np.isfinite(matrix).all():
            raise ValueError(f"{name}: every count is a number.")
    return list(found.values())


def reference_mix(possible: np.ndarray, weights) -> np.ndarray:
    """The mix on which a standard lives: as given, else that of everybody's contacts together."""
    if weights is None:
        return possible.sum(0) / possible.sum()
    weights = np.asarray(weights, float)
    if weights.shape != possible.shape[1:] or (weights < 0).any() or not weights.sum() > 0:
        raise ValueError(
            "The reference mix has one weight, not negative, for each kind of contact."
        )
    return weights / weights.sum()


def offsets(total: np.ndarray, weight: np.ndarray, link: Link) -> tuple[np.ndarray, np.ndarray]:
    """Effects of the kinds of contact (C,) and their covariance, with one effect a person in the same equations.

    Penalised maximum likelihood by Newton's method. The matrix of second derivatives is an arrow: people touch only
    kinds and kinds only people, so that one system in the number of kinds is solved (Bates et al. 2015, Journal of
    Statistical Software 67(1), 3, does the same for mixed models).
    """
    known = weight.sum(1) > 0
    total, weight = total[known], weight[known]
    share = (total.sum() + 0.5) / (weight.sum() + 1.0)
    middle = link.effect(share)
    of_kinds, of_people = np.full(weight.shape[1], middle), np.zeros(len(weight))
    for _ in range(_MOST_STEPS):
        mean = link.mean(of_kinds + of_people[:, None])
        left, told = total - weight * mean, weight * link.slope(mean)
        pull_people = left.sum(1) - of_people / OF_PEOPLE**2
        pull_kinds = left.sum(0) - (of_kinds - middle) / OF_KINDS**2
        firm_people = told.sum(1) + 1 / OF_PEOPLE**2
        firm_kinds = np.diag(told.sum(0) + 1 / OF_KINDS**2)
        by_person = told / firm_people[:, None]
        firm = firm_kinds - told.T @ by_person
        step = np.linalg.solve(firm, pull_kinds - by_person.T @ pull_people)
        of_step = (pull_people - told @ step) / firm_people
        longest = max(np.abs(step).max(), np.abs(of_step).max())
        shorter = min(1.0, _LONGEST_STEP / max(longest, 1e-12))
        of_kinds, of_people = of_kinds + shorter * step, of_people + shorter * of_step
        if longest < _CLOSE_ENOUGH:
            break
    return of_kinds, np.linalg.inv(firm)
