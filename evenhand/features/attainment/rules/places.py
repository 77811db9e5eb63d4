"""Where the figure of a team, or of another total, lies against a threshold."""

from enum import StrEnum


class Lies(StrEnum):
    """Of an interval against a threshold, by what the target asks for."""

    MET = "met"
    MISSED = "missed"
    UNCLEAR = "unclear"  # the threshold lies inside the interval
    UNSAID = "unsaid"  # no figure, no interval, or too few


def lies(
    low: float | None, high: float | None, n: int, *, threshold: float, at_least: bool, minimum: int
) -> Lies:
    """Met or missed only where the whole 95% interval lies on one side, from the minimum volume on."""
    if low is None or high is None or n < minimum:
        return Lies.UNSAID
    if not at_least:
        low, high, threshold = -high, -low, -threshold
    if low >= threshold:
        return Lies.MET
    return Lies.MISSED if high < threshold else Lies.UNCLEAR
