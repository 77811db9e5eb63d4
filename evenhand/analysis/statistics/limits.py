"""What a process that nothing special happens to would show: a centre, and between which limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

# The mean moving range of two is 1.128 standard deviations (d2 for n = 2: Montgomery, Introduction to Statistical
# Quality Control, appendix VI).
D2 = 1.128
SIGMAS = 3.0


@dataclass(frozen=True)
class Limits:
    """Of a run of points, all in the unit of the points: each `reaches[i]` belongs to `values[i]`.

    `chart`: XmR, p, p′, u, u′ or EWMA. `reaches`: how far from the centre a limit is; beyond `lowest` and `highest`
    no value can be. `constant`: what the spread was multiplied with. `spread`: the mean moving range (XmR), or how
    many times as wide as by chance alone (p′, u′; 1 for p and u). `screened`: moving ranges left out as too long.
    """

    chart: str
    values: tuple[float, ...]
    centre: float
    reaches: tuple[float, ...]
    constant: float
    spread: float
    lowest: float = -inf
    highest: float = inf
    screened: int = 0

    @property
    def lows(self) -> tuple[float, ...]:
        return tuple(max(self.lowest, self.centre - reach) for reach in self.reaches)

    @property
    def highs(self) -> tuple[float, ...]:
        return tuple(min(self.highest, self.centre + reach) for reach in self.reaches)


def moving_ranges(values: Sequence[float]) -> list[float]:
    """How far each value is from the one before it."""
    return [abs(now - before) for before, now in zip(values, values[1:], strict=False)]
