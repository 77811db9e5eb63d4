"""Means of durations and scores, from n, Σx and Σx² of each person in each kind of contact."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.evidence import Evidence, divided
from evenhand.analysis.statistics.standing.mix import (
    IDENTITY,
    LOG,
    Mix,
    checked,
    offsets,
    reference_mix,
)
from evenhand.analysis.statistics.standing.posterior import Standing, standing
from evenhand.analysis.statistics.states import Standard

# How steady somebody is: their own variance weighs as so many contacts against what is usual (Smyth 2004, Statistical
# Applications in Genetics and Molecular Biology 3:3, with the prior's weight fixed).
USUAL_WEIGHS = 20.0


@dataclass(frozen=True)
class MeanMix(Mix):
    """`variances`: of one contact of each kind (C,), where the person's effect is nought. `skewed`: effects multiply."""

    variances: np.ndarray
    skewed: bool


def means_mix(n, total, squares, *, skewed: bool = False, weights=None, weeks=None) -> MeanMix:
    """How long, or how high, each kind of contact is. People × kinds (P, C) each. Every night.

    `skewed`: durations; a person makes every kind longer or shorter by the same factor, and effects are logarithms.
    `weeks`: the same sums as people × weeks, (n, Σx, Σx²); without, contacts count as independent.
    """
    n, total, squares = _sums(n, total, squares, skewed)
    mean = total.sum() / n.sum()
    spread = max(_pooled(n, total, squares).sum() / max(_freedom(n).sum(), 1), 0.0) ** 0.5
    if skewed:
        found, covariance = offsets(total / mean, n, LOG)
        found, covariance = found + np.log(mean), covariance * (spread / mean) ** 2
    else:
        unit = spread or 1.0
        found, covariance = offsets(total / unit, n, IDENTITY)
        found, covariance = found * unit, covariance * unit**2
    if not _freedom(n).sum():
        raise ValueError("Nobody has two contacts of one kind: how much they vary is not known.")
    effects = _effects(n, total, found, skewed)
    scale = np.exp(2 * effects) if skewed else np.ones(len(n))
    own = _pooled(n, total, squares) / scale[:, None]
    # A kind in which nobody has two contacts varies as all do.
    usual = own.sum() / _freedom(n).sum()
    variances = (own.sum(0) + usual) / (_freedom(n).sum(0) + 1)
    least = (1e-6 * abs(mean) + 1e-12) ** 2
    return MeanMix(
        found, reference_mix(n, weights), covariance, np.maximum(variances, least), skewed,
        dispersion=dispersion.of_means(*weeks) if weeks else 1.0,
    )  # fmt: skip


def means(
    n, total, squares, standard: Standard, mix: MeanMix | None = None, *, skewed: bool = False
) -> Standing:
    """Where everyone stands, in the unit of x. A given `mix` also says whether it is `skewed`."""
    return standing(means_evidence(n, total, squares, standard, mix, skewed=skewed), standard)


def means_evidence(
    n, total, squares, standard: Standard, mix: MeanMix | None = None, *, skewed: bool = False
) -> Evidence:
    skewed = mix.skewed if mix else skewed
    n, total, squares = _sums(n, total, squares, skewed)
    mix = mix or means_mix(n, total, squares, skewed=skewed)
    if len(mix.offsets) != n.shape[1]:
        raise ValueError("The mix is of other kinds of contact than the counts.")
    if skewed and standard.value <= 0:
        raise ValueError("A standard of a duration is above nought.")
    each = np.exp(mix.offsets) if skewed else mix.offsets
    middle = float(mix.weights @ each)
    at_standard = float(np.log(standard.value / middle)) if skewed else standard.value - middle
    contacts = n.sum(1)
    at = divided(n @ each, contacts)
    estimate = _effects(n, total, mix.offsets, skewed)
    offsets_error = np.sqrt(mix.unsure(n, each if skewed else np.ones_like(each)))
    own_error = _errors(n, total, squares, mix) * mix.dispersion**0.5
    error = np.hypot(own_error, offsets_error)
    known = np.isfinite(error)

    def log_likelihood(effects):
        found = np.zeros((len(contacts), len(effects)))
        found[known] = -0.5 * ((effects - estimate[known, None]) / error[known, None]) ** 2
        return found

    return Evidence(
        n=contacts,
        observed=divided(total.sum(1), contacts),
        expected=at * np.exp(at_standard) if skewed else at + at_standard,
        estimate=estimate,
        error=error,
        log_likelihood=log_likelihood,
        level=(lambda effects: middle * np.exp(effects))
        if skewed
        else (lambda effects: middle + effects),
        at_standard=at_standard,
        by_chance=ndtr(np.where(known, estimate - at_standard, 0.0) / np.where(known, error, 1.0)),
        widest=1.0 if skewed else float(np.sqrt(mix.weights @ mix.variances)),
    )


def _effects(n, total, offsets_, skewed: bool) -> np.ndarray:
    """What somebody adds to (or multiplies) the usual of their own contacts; 0 where there are none."""
    contacts = n.sum(1)
    if not skewed:
        return np.where(contacts > 0, divided(total.sum(1) - n @ offsets_, contacts), 0.0)
    usual = n @ np.exp(offsets_)
    # Nought seconds in all has no logarithm: as if half of one contact had been usual.
    taken = np.maximum(total.sum(1), usual / np.maximum(2 * contacts, 1))
    return np.log(np.where(contacts > 0, divided(taken, usual), 1.0))


def _errors(n, total, squares, mix: MeanMix) -> np.ndarray:
    """Standard errors of those effects; on the logarithmic scale by the delta method."""
    contacts = n.sum(1)
    scale = np.exp(2 * _effects(n, total, mix.offsets, mix.skewed)) if mix.skewed else 1.0
    own = _pooled(n, total, squares).sum(1) / scale
    freedom, usual = _freedom(n).sum(1), _freedom(n) @ mix.variances
    steadiness = (USUAL_WEIGHS + freedom * np.nan_to_num(divided(own, usual), nan=1.0)) / (
        USUAL_WEIGHS + freedom
    )
    below = n @ np.exp(mix.offsets) if mix.skewed else contacts
    variance = divided(n @ mix.variances * steadiness, below**2)
    return np.where(contacts > 0, np.sqrt(variance), np.inf)


def _pooled(n, total, squares) -> np.ndarray:
    """Squares around the mean of each person in each kind (P, C)."""
    return np.maximum(squares - np.divide(total**2, n, out=np.zeros_like(n), where=n > 0), 0.0)


def _freedom(n) -> np.ndarray:
    return np.maximum(n - 1, 0.0)


def _sums(n, total, squares, skewed: bool):
    n, total, squares = checked(n=n, total=total, squares=squares)
    if (n < 0).any():
        raise ValueError("n is not negative.")
    if not n.sum():
        raise ValueError("Nothing was counted.")
    if (squares * n - total**2 < -1e-6 * np.maximum(total**2, 1e-12)).any():
        raise ValueError("Σx² is too small for Σx and n.")
    if skewed and (total < 0).any():
        raise ValueError("Durations are not negative.")
    return n, total, squares
