"""Which of several units differ by more than their size explains: limits around what they have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, exp, floor, log, sqrt

from evenhand.analysis.statistics.intervals import Interval, poisson, z_value

# Only what lies outside the outer limits is looked at; the inner ones show how wide chance is.
INNER, OUTER = 0.95, 0.998
# How much units differ anyway cannot be told from chance with fewer of them.
ENOUGH_UNITS = 8
WINSORISED = 0.1  # of the units, at each end


@dataclass(frozen=True)
class Funnel:
    """`centre`: pooled, in the unit of the values. `chance(size, level)`: limits by chance alone.

    `errors`: the standard error by chance of each unit, on the scale of the values (of skewed means, of their
    logarithms). `overdispersion`: φ, how many times the variance by chance they vary with; None with too few units.
    `tau`: the standard deviation between units beyond chance, on the scale of the errors.
    """

    centre: float
    values: tuple[float, ...]
    sizes: tuple[float, ...]
    errors: tuple[float, ...]
    overdispersion: float | None
    tau: float
    chance: Callable[[float, float], Interval]
    error_of_one: float  # of a unit of size 1
    on_logs: bool = False
    lowest: float = -float("inf")
    highest: float = float("inf")
    whole: bool = False  # values are whole numbers ÷ size

    def limits(self, size: float, level: float = OUTER) -> Interval:
        """(low, high) of a unit of that size, wider than by chance by as much as units differ anyway.

        The distance of each limit to the centre times √(1 + τ² ÷ s²): Spiegelhalter (2005), section 4.2, which keeps
        how the exact limits lean.
        """
        times = sqrt(1 + self.tau**2 * size / self.error_of_one**2) if self.tau else 1.0
        low, high = self.chance(size, level)
        if self.on_logs:
            return self.centre * (low / self.centre) ** times, self.centre * (high / self.centre) ** times  # fmt: skip
        low, high = self.centre - times * (self.centre - low), self.centre + times * (high - self.centre)  # fmt: skip
        return max(self.lowest, low), min(self.highest, high)

    def outside(self, place: int) -> int:
        """Of a unit: 1 above its outer limits, −1 below, 0 between them.

        Of shares and rates the limits are taken to the next whole number outwards: chance is outside no more often
        than the level says.
        """
        value, size = self.values[place], self.sizes[place]
        low, high = self.limits(size)
        if self.whole:
            low, high = floor(low * size + 1e-9) / size, ceil(high * size - 1e-9) / size
        return 1 if value > high + 1e-12 else -1 if value < low - 1e-12 else 0


def of_shares(units: Sequence[tuple[float, float]]) -> Funnel | None:
    """Of (successes, n), exact binomial limits. None where there is no unit, or all are of none or all."""
    sizes = [n for _, n in units]
    share = sum(x for x, _ in units) / sum(sizes) if sizes else 0.0
    if not 0 < share < 1:
        return None
    values = [x / n for x, n in units]
    chance = partial(binomial_limits, share)
    return _funnel(
        share, values, sizes, sqrt(share * (1 - share)), chance, lowest=0.0, highest=1.0, whole=True
    )


def of_rates(units: Sequence[tuple[float, float]]) -> Funnel | None:
    """Of (events, size), exact Poisson limits. None where there is no unit or no event."""
    sizes = [size for _, size in units]
    rate = sum(x for x, _ in units) / sum(sizes) if sizes else 0.0
    if rate <= 0:
        return None
    values = [x / size for x, size in units]
    return _funnel(
        rate, values, sizes, sqrt(rate), partial(poisson_limits, rate), lowest=0.0, whole=True
    )


def of_means(units: Sequence[tuple[float, float, float]], *, skewed: bool = False) -> Funnel | None:
    """Of (n, Σx, Σx²), normal limits with the variance pooled inside the units; `skewed`: of the logarithms of means.

    None where nothing varies, or a skewed mean is not above 0.
    """
    sizes = [n for n, _, _ in units]
    freedom = sum(sizes) - len(units)
    inside = sum(squares - total * total / n for n, total, squares in units)
    values = [total / n for n, total, _ in units]
    if freedom <= 0 or inside <= 1e-12 or (skewed and min(values) <= 0):
        return None
    centre = sum(total for _, total, _ in units) / sum(sizes)
    error = sqrt(inside / freedom) / (centre if skewed else 1.0)
    return _funnel(
        centre, values, sizes, error, partial(_normal_limits, centre, error, skewed), on_logs=skewed
    )


def binomial_limits(share: float, size: float, level: float) -> Interval:
    """Of a share of so many, exact and interpolated between whole numbers: Spiegelhalter (2005), Funnel plots for
    comparing institutional performance, Statistics in Medicine 24:1185-1202, appendix A.1.1."""
    tail = (1 - level) / 2
    return (
        max(0.0, _interpolated(share, size, tail)),
        min(1.0, _interpolated(share, size, 1 - tail)),
    )


def _interpolated(share: float, size: float, below: float) -> float:
    from scipy.special import bdtr, bdtrik

    n = round(size)
    rank = max(0, int(bdtrik(below, n, share)))
    while bdtr(rank, n, share) < below:  # the first whole number that reaches it
        rank += 1
    while rank and bdtr(rank - 1, n, share) >= below:
        rank -= 1
    reached, before = bdtr(rank, n, share), bdtr(rank - 1, n, share) if rank else 0.0
    return float(rank - (reached - below) / (reached - before)) / n


def poisson_limits(rate: float, size: float, level: float) -> Interval:
    """Of a rate over so much, exact: the interval of Garwood around what is expected (as FunnelPlotR has it)."""
    low, high = poisson(rate * size, level)
    return low / size, high / size


def _normal_limits(
    centre: float, error: float, skewed: bool, size: float, level: float
) -> Interval:
    reach = z_value(level) * error / sqrt(size)
    if skewed:
        return centre * exp(-reach), centre * exp(reach)
    return centre - reach, centre + reach


def _funnel(centre: float, values, sizes, error_of_one: float, chance, **more) -> Funnel:
    errors = [error_of_one / sqrt(size) for size in sizes]
    off = [log(v / centre) for v in values] if more.get("on_logs") else [v - centre for v in values]
    phi, tau = beyond_chance(off, errors) if len(values) >= ENOUGH_UNITS else (None, 0.0)
    return Funnel(
        centre, tuple(values), tuple(sizes), tuple(errors), phi, tau, chance, error_of_one, **more
    )


def beyond_chance(off: Sequence[float], errors: Sequence[float]) -> tuple[float, float]:
    """(φ, τ): how many times the variance by chance, and the standard deviation between units that explains it.

    `off`: how far each is from the centre. The mean square of z = off ÷ error with a tenth at each end winsorised;
    τ by the moments of DerSimonian and Laird, 0 where φ is no more than chance: Spiegelhalter (2005), sections 4.1
    and 4.2.
    """
    z = [one / error for one, error in zip(off, errors, strict=True)]
    phi = sum(one * one for one in winsorised(z)) / len(z)
    weights = [1 / error**2 for error in errors]
    more = len(z) * phi - (len(z) - 1)
    if more <= 0:
        return phi, 0.0
    weight = sum(weights)
    return phi, sqrt(more / (weight - sum(one * one for one in weights) / weight))


def winsorised(values: Sequence[float], share: float = WINSORISED) -> list[float]:
    """The outermost at each end (a tenth, at least one) brought in to the next one inside."""
    inward = max(1, round(share * len(values)))
    in_order = sorted(values)
    low, high = in_order[inward], in_order[-inward - 1]
    return [min(max(value, low), high) for value in values]
