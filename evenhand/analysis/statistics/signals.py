"""Where to look closer in a run of points: the four rules of "Making Data Count" (NHS England).

They point at something to look at; they are evidence about nobody. A stable process sets them off too, the oftener the
more points there are: `false_alarms` says how often.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isclose

from evenhand.analysis.statistics.limits import Limits

RUN = 7  # points on one side, or each further than the last
NEAR = 2 / 3  # of the way from the centre to a limit


class Rule(StrEnum):
    OUTSIDE = "outside"  # a point outside the limits
    ONE_SIDE = "one_side"  # seven or more in a row on one side of the centre; one on the centre breaks the row
    TREND = "trend"  # seven or more in a row, each above (or below) the one before; two alike break the row
    NEAR_LIMIT = (
        "near_limit"  # two of three beyond two thirds of the way to a limit, all three on that side
    )


@dataclass(frozen=True)
class Signal:
    """One rule that was met. `at`: places of the points that met it. `side`: 1 high or rising, −1 low or falling."""

    rule: Rule
    at: tuple[int, ...]
    side: int


def signals(limits: Limits) -> list[Signal]:
    """All of them, in the order of the rules and of time; a point may be in several."""
    values = limits.values
    sides = [_side(value, limits.centre) for value in values]
    steps = [_side(now, before) for before, now in zip(values, values[1:], strict=False)]
    return [
        *_outside(limits, sides),
        *(_row(Rule.ONE_SIDE, start, end, side) for start, end, side in _rows(sides, RUN)),
        *(_row(Rule.TREND, start, end + 1, side) for start, end, side in _rows(steps, RUN - 1)),
        *_near_limit(limits, sides),
    ]


def _side(value: float, of: float) -> int:
    """0 where they are alike but for rounding."""
    return 0 if isclose(value, of, rel_tol=1e-9, abs_tol=1e-12) else 1 if value > of else -1


def _outside(limits: Limits, sides: Sequence[int]) -> list[Signal]:
    return [
        Signal(Rule.OUTSIDE, (place,), sides[place])
        for place, (value, reach) in enumerate(zip(limits.values, limits.reaches, strict=True))
        if sides[place] and abs(value - limits.centre) > reach
    ]


def _rows(signs: Sequence[int], shortest: int) -> list[tuple[int, int, int]]:
    """(first place, place after the last, sign) of every row of one sign that is long enough."""
    found, start = [], 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] and place - start >= shortest:
                found.append((start, place, signs[start]))
            start = place
    return found


def _row(rule: Rule, start: int, end: int, side: int) -> Signal:
    return Signal(rule, tuple(range(start, end)), side)


def _near_limit(limits: Limits, sides: Sequence[int]) -> list[Signal]:
    """Rows of threes that overlap are one signal: the points of them that are near the limit."""
    near = [
        abs(value - limits.centre) > NEAR * reach
        for value, reach in zip(limits.values, limits.reaches, strict=True)
    ]
    found: list[Signal] = []
    for last in range(2, len(sides)):
        three = range(last - 2, last + 1)
        side, at = sides[last], tuple(place for place in three if near[place])
        if side and all(sides[place] == side for place in three) and len(at) >= 2:
            if found and found[-1].side == side and found[-1].at[-1] >= at[0]:
                at = tuple(sorted({*found.pop().at, *at}))
            found.append(Signal(Rule.NEAR_LIMIT, at, side))
    return found
