"""Times of which some are not over yet: the Kaplan–Meier curve over bins, and where it passes a quantile."""

from dataclasses import dataclass
from math import exp, log, sqrt

from evenhand.analysis.statistics.intervals import LEVEL, z_value


@dataclass(frozen=True)
class Step:
    """A bin in which something ended: the share still going `before` it and `left` after it, with its band."""

    bin: int
    before: float
    left: float
    low: float
    high: float
    error: float  # standard error of `left`


def kaplan_meier(bins: list[tuple[int, int, int]], level: float = LEVEL) -> list[Step]:
    """The curve over sorted (bin, ended, open). Kaplan and Meier (1958), JASA 53:457-481.

    What is still open in a bin is at risk for all of it. Band: Greenwood's variance on the scale of log(−log S),
    Kalbfleisch and Prentice (2002), 1.4, so that it stays between 0 and 1.
    """
    at_risk = sum(ended + waiting for _, ended, waiting in bins)
    left, spread, steps = 1.0, 0.0, []
    for number, ended, waiting in bins:
        if ended:
            before = left
            left = before * (at_risk - ended) / at_risk
            spread += ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
            low, high = _band(left, spread, level)
            steps.append(Step(number, before, left, low, high, left * sqrt(spread)))
        at_risk -= ended + waiting
    return steps


def _band(left: float, spread: float, level: float) -> tuple[float, float]:
    if left <= 0:
        return 0.0, 0.0
    reach = z_value(level) * sqrt(spread) / abs(log(left))
    return left ** exp(reach), left ** exp(-reach)


def quantile_ends(steps: list[Step], quantile: float) -> tuple[int, int] | None:
    """The first bins after which the lower and the upper band have passed the quantile; None if the upper never does.

    Brookmeyer and Crowley (1982), Biometrics 38:29-41.
    """
    rest = 1 - quantile + 1e-12
    low = next((step.bin for step in steps if step.low <= rest), None)
    high = next((step.bin for step in steps if step.high <= rest), None)
    return None if low is None or high is None else (low, high)
