"""Shares: of the contacts of each kind so many went well. A logistic model with one effect a person."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.evidence import (
    Evidence,
    chance_of_so_few,
    divided,
    widened,
)
from evenhand.analysis.statistics.standing.mix import (
    LOGIT,
    Mix,
    checked,
    offsets,
    reference_mix,
)
from evenhand.analysis.statistics.standing.posterior import Standing, standing
from evenhand.analysis.statistics.states import Standard


def shares_mix(earned, possible, weights=None, weeks=None) -> Mix:
    """How hard each kind of contact is, in logits. `earned`, `possible`: people × kinds (P, C). Every night.

    `weeks`: the same counts as people × weeks, (earned, possible); without, contacts count as independent.
    """
    earned, possible = _counts(earned, possible)
    if not possible.sum():
        raise ValueError("Nothing was counted: there is no mix to tell.")
    found, covariance = offsets(earned, possible, LOGIT)
    factor = dispersion.of_shares(*weeks) if weeks else 1.0
    return Mix(found, reference_mix(possible, weights), covariance, dispersion=factor)


def shares(earned, possible, standard: Standard, mix: Mix | None = None) -> Standing:
    """Where everyone stands. `mix` saves its estimation when it is known of the same kinds of contact."""
    return standing(shares_evidence(earned, possible, standard, mix), standard)


def shares_evidence(earned, possible, standard: Standard, mix: Mix | None = None) -> Evidence:
    earned, possible = _counts(earned, possible)
    if not 0 < standard.value < 1:
        raise ValueError("A standard of a share lies between 0 and 1, not at an end.")
    mix = mix or shares_mix(earned, possible)
    if len(mix.offsets) != possible.shape[1]:
        raise ValueError("The mix is of other kinds of contact than the counts.")
    n, got = possible.sum(1), earned.sum(1)

    def level(effects):
        return mix.weights @ expit(mix.offsets[:, None] + effects)

    at_standard = effect_at(level, standard.value)
    usual = expit(mix.offsets + at_standard)
    estimate, error, slope = _rough(got, possible, mix)
    unsure = mix.unsure(possible, slope)
    log_of_all, error = widened(
        lambda effects: log_likelihood(got, possible, mix.offsets, effects),
        error,
        unsure,
        mix.dispersion,
    )
    return Evidence(
        n=n,
        observed=divided(got, n),
        expected=divided(possible @ usual, n),
        estimate=estimate,
        error=error,
        log_likelihood=log_of_all,
        level=level,
        at_standard=at_standard,
        by_chance=chance_of_so_few(
            got, possible @ usual, possible @ (usual * (1 - usual)), unsure, mix.dispersion
        ),
    )


def log_likelihood(earned, possible, offsets_, effects) -> np.ndarray:
    """(P, G): O·u − Σ n·log(1 + exp(b + u)), O what each person earned (P,), without what does not depend on u.

    How much somebody earned says all of their effect (it is sufficient), so that one matrix product does it.
    """
    return np.outer(earned, effects) - possible @ np.logaddexp(0, offsets_[:, None] + effects)


def effect_at(level, value: float, reach: float = 40.0) -> float:
    """The effect whose level is this value."""
    return float(brentq(lambda effect: float(level(np.array([effect]))[0]) - value, -reach, reach))


def _rough(got, possible, mix: Mix):
    """One Newton step from where everybody together is, with half a success and half a failure added."""
    share = (got.sum() + 0.5) / (possible.sum() + 1)
    middle = effect_at(
        lambda u: possible.sum(0) @ expit(mix.offsets[:, None] + u) / possible.sum(), share
    )
    mean = expit(mix.offsets + middle)
    slope = mean * (1 - mean)
    told = possible @ slope
    with np.errstate(divide="ignore"):
        error = np.where(told > 0, 1 / np.sqrt(told), np.inf)
    return middle + (got - possible @ mean) / (told + 0.5), error, slope


def _counts(earned, possible):
    earned, possible = checked(earned=earned, possible=possible)
    if (earned < 0).any() or (earned > possible).any():
        raise ValueError("What was earned lies between none and what was possible.")
    return earned, possible
