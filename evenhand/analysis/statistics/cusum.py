"""Whether outcomes have become worse than their risk explains: evidence added up one by one, never below nothing."""

from collections.abc import Sequence
from math import log


def weight(outcome: int, chance: float, ratio: float) -> float:
    """What one outcome says for odds `ratio` times as high against odds as they were: y·log R − log(1 − p + R·p).

    `outcome` 1 where it happened (a failure), 0 where not; `chance` p of it as things were.
    Steiner, Cook, Farewell and Treasure (2000), Biostatistics 1:441-452, (2.3).
    """
    return outcome * log(ratio) - log(1 - chance + ratio * chance)


def risk_adjusted(
    outcomes: Sequence[int], chances: Sequence[float], *, ratio: float
) -> list[float]:
    """The sum after each outcome, never below 0; a signal where it passes the limit h."""
    found, total = [], 0.0
    for outcome, chance in zip(outcomes, chances, strict=True):
        total = max(0.0, total + weight(outcome, chance, ratio))
        found.append(total)
    return found


def average_run_length(
    chances: Sequence[float],
    shares: Sequence[float],
    *,
    limit: float,
    ratio: float,
    true_ratio: float = 1.0,
    states: int = 500,
) -> float:
    """After how many outcomes on average the sum passes the limit, where outcomes have these chances in these shares.

    `true_ratio`: how many times as high the odds really are (1: nothing has changed). A Markov chain over equal slices
    of 0 to the limit; each step is split between the two slices beside it so that no part of it is lost (as Knoth,
    Wittenberg and Gan (2019), Statistics in Medicine 38:2206-2218, argue for).
    """
    import numpy as np

    p, share = np.asarray(chances, float), np.asarray(shares, float)
    share = share / share.sum()
    truly = true_ratio * p / (1 - p + true_ratio * p)
    steps = np.concatenate([np.log(ratio) - np.log(1 - p + ratio * p), -np.log(1 - p + ratio * p)])
    odds = np.concatenate([share * truly, share * (1 - truly)])
    width = limit / states
    places = steps / width
    whole = np.floor(places).astype(int)
    part = places - whole
    lowest, highest = whole.min(), whole.max() + 1
    jumps = np.zeros(highest - lowest + 1)
    np.add.at(jumps, whole - lowest, odds * (1 - part))
    np.add.at(jumps, whole + 1 - lowest, odds * part)
    return float(_first_passage(jumps, lowest, states + 1)[0])


def _first_passage(jumps, lowest: int, states: int):
    """Steps on average until the chain on 0 … states − 1 jumps above; below 0 it stays at 0."""
    import numpy as np

    stays = np.zeros((states, states))
    for place in range(states):
        to = place + lowest + np.arange(len(jumps))
        inside = to < states
        np.add.at(stays[place], np.maximum(to[inside], 0), jumps[inside])
    return np.linalg.solve(np.eye(states) - stays, np.ones(states))


def limit_for(
    chances: Sequence[float], shares: Sequence[float], *, run_length: float, ratio: float
) -> float:
    """The limit h at which nothing but chance signals once in `run_length` outcomes on average."""
    from scipy.optimize import brentq

    def off(limit: float) -> float:
        return log(average_run_length(chances, shares, limit=limit, ratio=ratio) / run_length)

    return float(brentq(off, 0.2, 12.0, xtol=1e-4))


# Of normal values, in standard deviations: a change of one is sought; chance alone passes once in 465 points
# (NIST/SEMATECH e-Handbook, 6.3.2.3).
REFERENCE, LIMIT = 0.5, 5.0


def not_gone_back(
    z: Sequence[float], *, reference: float = REFERENCE, limit: float = LIMIT
) -> tuple[int, int] | None:
    """(side, place of the first point) of the latest change that passed the limit and has not returned to 0 since.

    `z` in standard deviations around 0; side 1 higher, −1 lower. Two one-sided sums, and where the change began: the
    point after the sum was last 0 (Montgomery, 9.1.2).
    """
    found = []
    for side in (1, -1):
        total, start, passed = 0.0, 0, False
        for place, value in enumerate(z):
            total = max(0.0, total + side * value - reference)
            if total == 0.0:
                start, passed = place + 1, False
            passed = passed or total > limit
        if passed:
            found.append((start, side))
    return (max(found)[1], max(found)[0]) if found else None


def normal_run_length(
    *, reference: float, limit: float, shift: float = 0.0, states: int = 200
) -> float:
    """Of the two-sided CUSUM of normal values: points on average until either sum passes the limit.

    `reference` k, `limit` h and `shift` in standard deviations. One-sided by the Markov chain of Brook and Evans
    (1972), Biometrika 59:539-549; together 1 ÷ ARL = 1 ÷ ARL⁺ + 1 ÷ ARL⁻ (Montgomery, 9.1.5).
    """
    sides = [_one_sided(reference, limit, sign * shift, states) for sign in (1, -1)]
    return 1 / sum(1 / side for side in sides)


def _one_sided(reference: float, limit: float, shift: float, states: int) -> float:
    import numpy as np
    from scipy.special import ndtr

    width = 2 * limit / (2 * states - 1)
    places = np.arange(states)
    ends = ndtr((places[None, :] - places[:, None] + 0.5) * width + reference - shift)
    stays = np.diff(ends, axis=1, prepend=0.0)
    return float(np.linalg.solve(np.eye(states) - stays, np.ones(states))[0])
