"""Ratios of sums whose rows hang together: scores by who gave them, contacts by the customer who came."""

from collections import defaultdict
from dataclasses import dataclass
from math import exp, log

from evenhand.analysis.statistics.intervals import LEVEL, Interval, t_value, wilson

# With fewer givers their strictness cannot be told from the scores: t with so few degrees of freedom says nothing.
ENOUGH_GIVERS = 5


@dataclass(frozen=True)
class Score:
    """One scored contact: points earned of those possible, by whom, and how much it stands for. `times`: so many
    contacts that were scored just so."""

    earned: float
    possible: float
    giver: str | None = None
    weight: float = 1.0
    times: int = 1


@dataclass(frozen=True)
class Estimate:
    """`by_givers`: whether how strict the givers are is in the interval. Sums with weights of mean 1."""

    value: float
    interval: Interval | None
    by_givers: bool
    earned: float
    possible: float


def share_of_points(scores: list[Score], level: float = LEVEL) -> Estimate:
    """Σ earned ÷ Σ possible, weighted, with an interval that stays between 0 and 1.

    The linearised ratio (Cochran 1977, 6.8) with the variance between scores, or between givers where there are
    enough of them and it is wider (cluster-robust, Student's t with one less than givers: Cameron and Miller 2015,
    Journal of Human Resources 50:317-372), on the logit scale. Where all scores are alike, or none or all points
    were earned, Wilson's: a score between 0 and 1 never varies more than a yes or no.
    """
    mean_weight = sum(one.times * one.weight for one in scores) / sum(one.times for one in scores)
    earned, possible = (
        sum(weighted) / mean_weight
        for weighted in zip(
            *(
                (one.times * one.weight * one.earned, one.times * one.weight * one.possible)
                for one in scores
            ),
            strict=True,
        )
    )
    value = earned / possible
    off = [
        one.weight / mean_weight * (one.earned - value * one.possible) / possible for one in scores
    ]
    reach, by_givers = _reach(scores, off, level)
    return Estimate(value, _interval(scores, value, reach, level), by_givers, earned, possible)


# Of fewer clusters, or where a few of them are nearly all, nothing is known of how much they differ.
ENOUGH_CLUSTERS, ENOUGH_EFFECTIVE = 5, 2.0


def ratio_of_sums(
    clusters: int, x: float, y: float, xx: float, xy: float, yy: float, level: float = LEVEL
) -> Interval | None:
    """The interval of R = Σy ÷ Σx between 0 and 1, over clusters with x > 0 that come by chance. Of sums over clusters:
    Σx, Σy, Σx², Σxy, Σy². None where there are too few.

    The linearised ratio (Cochran 1977, 6.8): Var R = G ÷ (G − 1) · Σ(y − R·x)² ÷ (Σx)², on the logit scale. Student’s t
    with one less than Kish's effective number of clusters, (Σx)² ÷ Σx²: clusters of unequal size tell less of their
    spread (Carter, Schnepel and Steigerwald 2017, Review of Economics and Statistics 99:698-709). Where all clusters
    are alike, Wilson's, each counted once.
    """
    effective = x * x / xx if xx else 0.0
    if clusters < ENOUGH_CLUSTERS or effective < ENOUGH_EFFECTIVE:
        return None
    ratio = y / x
    off = max(0.0, yy - 2 * ratio * xy + ratio * ratio * xx)
    error = (clusters / (clusters - 1) * off) ** 0.5 / x
    if error <= 1e-9 or not 1e-9 < ratio < 1 - 1e-9:
        return wilson(min(clusters, max(0.0, ratio * clusters)), clusters, level)
    middle = log(ratio / (1 - ratio))
    wide = t_value(effective, level) * error / (ratio * (1 - ratio))
    return _expit(middle - wide), _expit(middle + wide)


def _interval(scores, value: float, reach: float, level: float) -> Interval | None:
    if sum(one.times for one in scores) < 2:
        return None
    if reach <= 1e-9 or not 1e-9 < value < 1 - 1e-9:
        weight = sum(one.times * one.weight for one in scores)
        squares = sum(one.times * one.weight**2 for one in scores)
        n = weight * weight / squares  # Kish: as many as they are worth
        return wilson(min(n, max(0.0, value * n)), n, level)
    middle, wide = log(value / (1 - value)), reach / (value * (1 - value))
    return _expit(middle - wide), _expit(middle + wide)


def _reach(scores: list[Score], off: list[float], level: float) -> tuple[float, bool]:
    times = [one.times for one in scores]
    squares = sum(n * one * one for n, one in zip(times, off, strict=True))
    alone = _by_squares(sum(times), squares, level)
    together: dict[str | None, float] = defaultdict(float)
    for score, one in zip(scores, off, strict=True):
        together[score.giver] += score.times * one
    if len(together) < ENOUGH_GIVERS:
        return alone, False
    of_givers = sum(one * one for one in together.values())
    return max(alone, _by_squares(len(together), of_givers, level)), True


def _by_squares(n: int, squares: float, level: float) -> float:
    if n < 2:
        return 0.0
    return t_value(n, level) * (n / (n - 1) * squares) ** 0.5


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -700 else 0.0
