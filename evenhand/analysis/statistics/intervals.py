"""Intervals around a figure, each of the kind that suits what was counted. All two-sided, 95% by default.

Inputs are sums (n, Σx, Σx²), so that any engine can supply them. Every function returns `(low, high)` in
the unit of its input, or None where nothing can be said (no data, or a single value).
"""

from math import exp, log, sqrt
from statistics import NormalDist

Interval = tuple[float, float]
LEVEL = 0.95


def z_value(level: float = LEVEL) -> float:
    """The standard normal quantile that leaves (1 - level) / 2 in each tail."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(successes: float, n: float, level: float = LEVEL) -> Interval | None:
    """The score interval of a share. Wilson (1927), JASA 22:209-212, without continuity correction."""
    if n <= 0:
        return None
    if not 0 <= successes <= n:
        raise ValueError("A share has between 0 and n successes.")
    z = z_value(level)
    share = successes / n
    centre = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At the ends the formula gives 0 and 1 but for rounding: say exactly that.
    low = 0.0 if successes == 0 else max(0.0, (centre - reach) / scale)
    high = 1.0 if successes == n else min(1.0, (centre + reach) / scale)
    return low, high


def poisson(count: float, level: float = LEVEL) -> Interval:
    """The exact interval of a count. Garwood (1936), Biometrika 28:437-442, by chi-square quantiles."""
    from scipy.special import chdtri

    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(chdtri(2 * count, 1 - tail)) / 2
    return low, float(chdtri(2 * count + 2, tail)) / 2


def _spread(n: float, total: float, squares: float) -> tuple[float, float]:
    """Mean and its standard error from n, Σx and Σx²."""
    mean = total / n
    variance = max(0.0, (squares - total * mean) / (n - 1))
    return mean, sqrt(variance / n)


def t_value(n: float, level: float = LEVEL) -> float:
    """The quantile of Student's t with n − 1 degrees of freedom that leaves (1 - level) / 2 above it."""
    from scipy.special import stdtrit

    return float(stdtrit(n - 1, 0.5 + level / 2))


def mean(n: float, total: float, squares: float, level: float = LEVEL) -> Interval | None:
    """The interval of a mean by Student's t. Student (1908), Biometrika 6:1-25."""
    if n < 2:
        return None
    middle, error = _spread(n, total, squares)
    reach = t_value(n, level) * error
    return middle - reach, middle + reach


def skewed_mean(n: float, total: float, squares: float, level: float = LEVEL) -> Interval | None:
    """The interval of the mean of right-skewed positive values: t on the scale of its logarithm.

    Delta method: the error of log(mean) is error / mean. Its ends stay above 0 and reach further up than
    down, as such means do. None where every value is 0.
    """
    if n < 2 or total <= 0:
        return None
    middle, error = _spread(n, total, squares)
    reach = t_value(n, level) * error / middle
    return middle * exp(-reach), middle * exp(reach)


def net_error(n: int, promoters: int, detractors: int) -> float:
    """The standard error of the share of promoters less that of detractors: √[(p + d − (p − d)²) ÷ n]."""
    p, d = promoters / n, detractors / n
    return sqrt(max(0.0, p + d - (p - d) ** 2) / n)


def net_share(n: int, promoters: int, detractors: int, level: float = LEVEL) -> Interval | None:
    """The interval of the share of promoters less that of detractors: normal, kept between −1 and 1.

    Where all but a few (below 5) are of one group the normal one is too narrow, and has no width in the end: there
    the score interval of Tango (1998), Statistics in Medicine 17:891-908, for a difference of such shares.
    """
    if n <= 0:
        return None
    if promoters < 0 or detractors < 0 or promoters + detractors > n:
        raise ValueError("Promoters and detractors are among the n.")
    if n - max(promoters, detractors, n - promoters - detractors) < 5:
        return _tango(n, promoters, detractors, z_value(level))
    net, reach = (promoters - detractors) / n, z_value(level) * net_error(n, promoters, detractors)
    return max(-1.0, net - reach), min(1.0, net + reach)


def _tango(n: int, above: int, below: int, z: float) -> Interval:
    from scipy.optimize import brentq

    def off(net: float, sign: int) -> float:
        middle = (2 * n - above + below) * net - above - below
        root = sqrt(max(0.0, middle * middle + 8 * n * below * net * (1 - net)))
        variance = n * max(0.0, 2 * (root - middle) / (4 * n) + net * (1 - net))
        return sign * (above - below - n * net) - z * sqrt(variance)

    net = (above - below) / n
    near = 1e-9  # where all are alike the estimate itself is a root too, and not the end
    low = -1.0 if below == n else brentq(off, -1.0, net - near, args=(1,))
    high = 1.0 if above == n else brentq(off, net + near, 1.0, args=(-1,))
    return float(low), float(high)


def quantile_ranks(n: int, share: float, level: float = LEVEL) -> tuple[int, int] | None:
    """The 1-based ranks whose values enclose the quantile. Conover (1999), Practical Nonparametric Statistics, 3.2.

    None where n is too small for the level (no pair of ranks reaches it).
    """
    from scipy.special import bdtr, bdtrik

    if n < 1:
        return None
    tail = (1 - level) / 2
    low = int(bdtrik(tail, n, share)) + 1 if bdtr(0, n, share) <= tail else 0
    while low > 0 and bdtr(low - 1, n, share) > tail:
        low -= 1
    high = int(bdtrik(1 - tail, n, share)) + 1
    while high <= n and bdtr(high - 1, n, share) < 1 - tail:
        high += 1
    return (low, high) if low >= 1 and high <= n else None


def share_difference(
    now: tuple[float, float], before: tuple[float, float], level: float = LEVEL
) -> Interval | None:
    """The interval of the difference of two shares. Newcombe (1998), Statistics in Medicine 17:873-890, method 10.

    Each argument is (successes, n).
    """
    first, second = wilson(*now, level=level), wilson(*before, level=level)
    if first is None or second is None:
        return None
    return difference((now[0] / now[1], *first), (before[0] / before[1], *second))


def difference(now: tuple[float, float, float], before: tuple[float, float, float]) -> Interval:
    """The interval of the difference of two values, each (value, low, high) of its own interval.

    Square-and-add: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.
    """
    (a, low_a, high_a), (b, low_b, high_b) = now, before
    low = a - b - sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = a - b + sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    return low, high


def mean_difference(
    now: tuple[float, float, float], before: tuple[float, float, float]
) -> Interval | None:
    """The 95% interval of the difference of two means, each (n, Σx, Σx²). Welch (1947), Biometrika 34:28-35."""
    if now[0] < 2 or before[0] < 2:
        return None
    (a, error_a), (b, error_b) = _spread(*now), _spread(*before)
    error = sqrt(error_a**2 + error_b**2)
    if error == 0:
        return a - b, a - b
    freedom = error**4 / (error_a**4 / (now[0] - 1) + error_b**4 / (before[0] - 1))
    reach = t_value(freedom + 1, LEVEL) * error
    return a - b - reach, a - b + reach


BIN = 1.1  # how much further each bin of a duration reaches than the one before, of seconds + 1


def log_bin(value: float) -> int:
    """The number of the bin [1.1^k, 1.1^(k+1)) of `value` + 1 s: bins widen by 10%."""
    return int(log(value + 1) / log(BIN))


def bin_edge(place: float) -> float:
    """The seconds at which bin `place` begins, or a part of a bin further on."""
    return BIN**place - 1
