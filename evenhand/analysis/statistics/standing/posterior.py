"""Where everyone stands: from what the counts say and how people differ, level, interval and probability."""

from dataclasses import dataclass

import numpy as np

from evenhand.analysis.statistics.intervals import LEVEL
from evenhand.analysis.statistics.standing import priors
from evenhand.analysis.statistics.standing.evidence import Evidence
from evenhand.analysis.statistics.states import FEW_PEOPLE, Standard

_FEWEST, _MOST = 41, 801  # nodes of the grid
_FINE = 0.9  # of the smallest standard deviation that anybody's effect has
# Of the median error: smaller differences between people cannot be told from none.
_SMALLEST_SPREAD = 0.1


@dataclass(frozen=True)
class Standing:
    """P people against one standard; every array has one entry a person, in the order of the counts.

    `n`: contacts counted. `observed`: the plain figure (NaN without contacts). `expected`: what someone exactly at
    standard would have with the same mix. `level`, `low`, `high`: the best estimate on the reference mix and its 95%
    interval. `p_below`: how probable it is that the true level is on the wrong side of the standard, the smaller of
    two answers: `p_below_normal` (people differ by a normal, for rates a gamma distribution, its parameters unsure as
    they are) and `p_below_npmle` (by a distribution of no given shape). Both no surer than `p_own`: how seldom chance
    makes someone exactly at standard look so bad. What colleagues are like may raise a doubt about somebody's own
    contacts, and does not stand in for them. `posterior`: the smooth answer without that. All levels in the unit of
    the KPI.
    `typical`: the level in the middle of all people; `middle_half`: between which levels half of them are;
    `at_standard`: the share of people expected at or better than the standard. `people`: how many had contacts;
    `few_people`: fewer than 30 of them, so that how much they differ weighs in as unsure, and pages say so.
    `gap`, `effect_sd`: on the scale of the link (logit, log or the unit) the posterior mean less the standard, negative
    where it is worse, and the posterior standard deviation. `information`: what one more contact tells, there.
    `spread`: the likeliest standard deviation of people, there (of a gamma: its coefficient of variation).
    """

    standard: Standard
    n: np.ndarray
    observed: np.ndarray
    expected: np.ndarray
    level: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_below_normal: np.ndarray
    p_below_npmle: np.ndarray
    p_own: np.ndarray
    posterior: np.ndarray
    gap: np.ndarray
    effect_sd: np.ndarray
    information: np.ndarray
    typical: float
    middle_half: tuple[float, float]
    at_standard: float
    spread: float
    people: int

    @property
    def p_below(self) -> np.ndarray:
        return np.minimum(self.p_below_normal, self.p_below_npmle)

    @property
    def p_not_below(self) -> np.ndarray:
        """The larger of the two answers: what a finding has to be small in."""
        return 1 - self.p_below

    @property
    def p_meets(self) -> np.ndarray:
        """How probable it is that the standard is met: again the smaller of the two answers."""
        return 1 - np.maximum(self.p_below_normal, self.p_below_npmle)

    @property
    def few_people(self) -> bool:
        return self.people < FEW_PEOPLE


def standing(evidence: Evidence, standard: Standard) -> Standing:
    """Both answers from one likelihood on one grid of effects, of which the standard is the edge between two nodes."""
    shape = priors.Shape(evidence.skewed)
    effects, likelihood, fitted = _fitted(evidence, shape)
    chances = priors.average(likelihood, effects, shape, fitted)
    prior = priors.shapeless(likelihood[np.isfinite(evidence.error)])
    other = likelihood * np.maximum(prior, 1e-300)
    other /= other.sum(1, keepdims=True)
    first = int(np.searchsorted(effects, evidence.at_standard))
    smooth, rough = _below(chances, first, smooth=True), _below(other, first, smooth=False)
    sign = 1 if standard.higher_is_better else -1
    mean = chances @ effects
    sd = np.sqrt(np.maximum(chances @ effects**2 - mean**2, 0.0))
    level = chances @ evidence.level(effects)
    fine = np.linspace(effects[0] - _step(effects), effects[-1] + _step(effects), 10 * len(effects))
    of_fine = evidence.level(fine)
    low, high = (_quantile(chances, effects, share) for share in _ends(LEVEL))
    known = np.isfinite(evidence.error)
    everybody = chances[known].mean(0, keepdims=True)
    quarter = [float(_quantile(everybody, effects, share)[0]) for share in (0.25, 0.75)]
    at, rough_at, own = (
        (smooth, rough, 1 - evidence.by_chance)
        if standard.higher_is_better
        else (1 - smooth, 1 - rough, evidence.by_chance)
    )
    most = np.maximum(own, 0.5)
    return Standing(
        standard=standard,
        n=evidence.n,
        observed=evidence.observed,
        expected=evidence.expected,
        level=level,
        low=np.minimum(np.interp(low, fine, of_fine), level),
        high=np.maximum(np.interp(high, fine, of_fine), level),
        p_below_normal=np.minimum(at, most),
        p_below_npmle=np.minimum(rough_at, most),
        p_own=own,
        posterior=at,
        gap=sign * (mean - evidence.at_standard),
        effect_sd=sd,
        information=_for_each(evidence),
        typical=float(evidence.level(np.array([fitted.best[0]]))[0]),
        middle_half=tuple(sorted(evidence.level(np.array(quarter)).tolist())),
        at_standard=float(1 - at[known].mean()),
        spread=fitted.best[1],
        people=int(known.sum()),
    )


def _ends(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2


def _fitted(evidence: Evidence, shape: priors.Shape):
    """The grid, the likelihood on it, and how people differ; once more where the grid did not suit what was found."""
    known = np.isfinite(evidence.error)
    if not known.any():
        raise ValueError("Nobody has a contact that counts.")
    error = evidence.error[known]
    middle, variance = priors.between(evidence.estimate, evidence.error)
    floor = _SMALLEST_SPREAD * float(np.median(error))
    spread = max(variance**0.5, floor)
    for _ in range(3):
        effects = _grid(evidence, shape, middle, max(spread, floor * 3))
        log = evidence.log_likelihood(effects)
        likelihood = np.exp(log - log.max(1, keepdims=True))
        found = priors.fit(
            likelihood[known], effects, error, shape, (middle, spread), floor, evidence.widest
        )
        middle, wanted = found.best
        if wanted < spread * 1.25 and (wanted > spread / 3 or spread <= floor * 3):
            break
        spread = wanted
    return effects, likelihood, found


def _grid(evidence: Evidence, shape: priors.Shape, middle: float, spread: float) -> np.ndarray:
    """Evenly spaced effects that hold everybody, as fine as the surest person needs, with the standard midway."""
    known = np.isfinite(evidence.error)
    estimate, error = evidence.estimate[known], evidence.error[known]
    wide = (2 * spread) ** 2
    pulled = middle + wide / (wide + error**2) * (estimate - middle)
    sd = error * np.sqrt(wide / (wide + error**2))
    low, high = shape.ends(middle, spread * 1.2)
    low, high = min(low, (pulled - 3.5 * sd).min()), max(high, (pulled + 3.5 * sd).max())
    finest = error.min() * spread / np.hypot(error.min(), spread)
    count = int(np.clip(np.ceil((high - low) / (_FINE * finest)), _FEWEST, _MOST))
    step = (high - low) / count
    first = np.floor((low - evidence.at_standard) / step) + 0.5
    return evidence.at_standard + step * (first + np.arange(count + 1))


def _below(chances: np.ndarray, first: int, *, smooth: bool) -> np.ndarray:
    """The chance of an effect below the edge before node `first`; of a smooth density with the next term of Euler and
    Maclaurin, so that 41 nodes say what many would."""
    below = chances[:, :first].sum(1)
    if smooth and 0 < first < chances.shape[1]:
        below = below + (chances[:, first] - chances[:, first - 1]) / 24
    return np.clip(below, 0.0, 1.0)


def _step(effects: np.ndarray) -> float:
    return float(effects[1] - effects[0])


def _quantile(chances: np.ndarray, effects: np.ndarray, share: float) -> np.ndarray:
    """The effect below which this share of the chance lies, between the edges of the nodes."""
    step = _step(effects)
    up_to = np.cumsum(chances, 1)
    at = np.argmax(up_to >= min(share, 1 - 1e-12), axis=1)
    rows = np.arange(len(chances))
    inside = (share - (up_to[rows, at] - chances[rows, at])) / np.maximum(chances[rows, at], 1e-300)
    return effects[at] + step * (np.clip(inside, 0, 1) - 0.5)


def _for_each(evidence: Evidence) -> np.ndarray:
    """What one more contact of the usual mix tells, in inverse variance of the effect; the middle one's if unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        each = evidence.error**-2.0 / evidence.n
    known = np.isfinite(each) & (each > 0)
    return np.where(known, each, np.median(each[known]) if known.any() else np.nan)
