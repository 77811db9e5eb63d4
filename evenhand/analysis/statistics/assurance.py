"""Whether a process, as it is, can be relied on to meet a target."""

from enum import StrEnum
from statistics import median

from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.xmr import ENOUGH_POINTS


class Assurance(StrEnum):
    MET = "consistently met"
    HIT_AND_MISS = "hit and miss"
    MISSED = "consistently missed"
    TOO_FEW = "too few points to say"


def assurance(limits: Limits, target: float, *, higher_is_better: bool) -> Assurance:
    """Where the target lies to the limits: "Making Data Count" (NHS England).

    Beyond the worse limit it is met as a rule whatever chance does, beyond the better one it is missed; between them
    some points meet it and some do not, without anything having changed. Where the limits vary with the size of each
    point, the middle one of each counts. `target` in the unit of the points.
    """
    if len(limits.values) < ENOUGH_POINTS:
        return Assurance.TOO_FEW
    low, high = median(limits.lows), median(limits.highs)
    worse, better = (
        (target <= low, target >= high) if higher_is_better else (target >= high, target <= low)
    )
    if worse and better:  # limits of no width, on the target
        return Assurance.MET
    return Assurance.MET if worse else Assurance.MISSED if better else Assurance.HIT_AND_MISS
