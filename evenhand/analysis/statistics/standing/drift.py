"""Whether a share of one person has moved away from their own past, like for like. Decision records 18 and 19."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from evenhand.analysis.statistics import cusum, ewma
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.standing.mix import Mix

# A week with fewer contacts is left out: what could come of it is too coarse for normal limits.
LEAST = 10
# Fewer weeks say nothing; the first of them are the past that the next is held against.
FEWEST_WEEKS, PAST = 8, 4
# In a quarter in which nothing changed, by either rule, in at most so many: `tests/statistics/test_drift_of_one.py`.
FALSE_ALARMS = 0.08
# A week with nothing but good ones leaves the level finite: the same weak pull as in the mix, as a precision.
_PULL = 1 / 2.0**2


@dataclass(frozen=True)
class Drift:
    """`weeks`: places of the weeks that are judged; `limits`: their EWMA. `lasting`: the side (1 higher, −1 lower) of
    a change that has not gone back, and the place of the week in which it seems to have begun."""

    weeks: tuple[int, ...]
    limits: Limits
    lasting: tuple[int, int] | None


def weeks_enough(possible) -> list[int]:
    """Places of the weeks with enough contacts; `possible`: weeks × kinds of contact (W, C)."""
    return [place for place, n in enumerate(np.asarray(possible, float).sum(1)) if n >= LEAST]


def of_shares(earned, possible, mix: Mix) -> Drift | None:
    """Counts of one person, weeks × kinds of contact (W, C), in time. None with too few weeks.

    Each week is held against the level of all their weeks before it, with its own contacts. The variance is of that
    forecast: chance in the week, what is not known of the level, and of how hard the kinds are. So the z of a stable
    person are standard normal and hang together little (recursive residuals: Brown, Durbin and Evans (1975), Journal
    of the Royal Statistical Society B 37:149-192).
    """
    earned, possible = np.asarray(earned, float), np.asarray(possible, float)
    enough = weeks_enough(possible)
    if len(enough) < FEWEST_WEEKS:
        return None
    told = [_forecast(earned, possible, enough[:at], enough[at], mix) for at in range(PAST, len(enough))]  # fmt: skip
    judged = enough[PAST:]
    observed = [earned[place].sum() for place in judged]
    expected, variances = zip(*told, strict=True)
    limits = ewma.risk_adjusted(observed, expected, variances)
    z = [(o - e) / v**0.5 for o, e, v in zip(observed, expected, variances, strict=True)]
    last = cusum.not_gone_back(z)
    return Drift(tuple(judged), limits, last and (last[0], judged[last[1]]))


def _forecast(earned, possible, before: list[int], week: int, mix: Mix) -> tuple[float, float]:
    """(expected, its variance): what the week's contacts lead to expect of somebody with the level of the weeks before."""
    past, now = possible[before].sum(0), possible[week]
    effect = _level(earned[before].sum(), past, mix)
    mean = expit(mix.offsets + effect)
    of_past, of_now = past * mean * (1 - mean), now * mean * (1 - mean)
    known, told = of_past.sum() + _PULL, of_now.sum()
    lean = of_now - told * of_past / known
    chance = mix.dispersion * told * (1 + told / known)
    return float(now @ mean), float(chance + lean @ mix.covariance @ lean)


def _level(got: float, possible: np.ndarray, mix: Mix) -> float:
    """The effect of one person, in logits, by penalised maximum likelihood (Newton's method, steps of 1 at most)."""
    effect = 0.0
    for _ in range(50):
        mean = expit(mix.offsets + effect)
        pull = got - possible @ mean - _PULL * effect
        step = pull / (possible @ (mean * (1 - mean)) + _PULL)
        effect += float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-9:
            break
    return effect
