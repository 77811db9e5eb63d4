"""Events for each contact, such as complaints: a Poisson model with one effect a person, gamma-distributed."""

import numpy as np

from evenhand.analysis.statistics.standing import dispersion
from evenhand.analysis.statistics.standing.evidence import (
    Evidence,
    chance_of_so_few,
    divided,
    widened,
)
from evenhand.analysis.statistics.standing.mix import LOG, Mix, checked, offsets, reference_mix
from evenhand.analysis.statistics.standing.posterior import Standing, standing
from evenhand.analysis.statistics.states import Standard


def rates_mix(events, n, weights=None, weeks=None) -> Mix:
    """How often it happens in each kind of contact, as logarithms. `events`, `n`: people × kinds (P, C). Every night.

    `weeks`: the same counts as people × weeks, (events, n); without, events count as independent.
    """
    events, n = _counts(events, n)
    found, covariance = offsets(events, n, LOG)
    factor = dispersion.of_rates(*weeks) if weeks else 1.0
    return Mix(found, reference_mix(n, weights), covariance, dispersion=factor)


def rates(events, n, standard: Standard, mix: Mix | None = None) -> Standing:
    """Where everyone stands; levels are events for each contact (a person's rate ÷ what is usual for their mix is the
    factor by which their effect multiplies: indirect standardisation)."""
    return standing(rates_evidence(events, n, standard, mix), standard)


def rates_evidence(events, n, standard: Standard, mix: Mix | None = None) -> Evidence:
    events, n = _counts(events, n)
    if standard.value <= 0:
        raise ValueError("A standard of a rate is above nought.")
    mix = mix or rates_mix(events, n)
    if len(mix.offsets) != n.shape[1]:
        raise ValueError("The mix is of other kinds of contact than the counts.")
    usual, happened, contacts = n @ np.exp(mix.offsets), events.sum(1), n.sum(1)
    middle = float(mix.weights @ np.exp(mix.offsets))
    at_standard = float(np.log(standard.value / middle))
    together = max(happened.sum(), 0.5) / usual.sum()
    at, unsure = usual * np.exp(at_standard), mix.unsure(n, np.exp(mix.offsets))
    with np.errstate(divide="ignore"):
        error = np.where(usual > 0, 1 / np.sqrt(usual * together), np.inf)
    log_likelihood, error = widened(
        lambda effects: np.outer(happened, effects) - np.outer(usual, np.exp(effects)),
        error,
        unsure,
        mix.dispersion,
    )
    return Evidence(
        n=contacts,
        observed=divided(happened, contacts),
        expected=divided(at, contacts),
        estimate=np.log((happened + 0.5) / (usual * together + 0.5)) + np.log(together),
        error=error,
        log_likelihood=log_likelihood,
        level=lambda effects: middle * np.exp(effects),
        at_standard=at_standard,
        by_chance=chance_of_so_few(happened, at, at, unsure, mix.dispersion),
        skewed=True,
    )


def _counts(events, n):
    events, n = checked(events=events, n=n)
    if (events < 0).any() or (n < 0).any():
        raise ValueError("Counts are not negative.")
    if (events[n == 0] > 0).any():
        raise ValueError("Events without a contact: they cannot be told as a rate.")
    if not n.sum():
        raise ValueError("Nothing was counted.")
    return events, n
