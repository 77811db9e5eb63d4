"""Intervals against published vectors, against scipy, and against what every interval must hold to."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.analysis.statistics import intervals

TRIALS = 1500


def percent(interval) -> tuple[float, float]:
    return tuple(round(100 * end, 1) for end in interval)


def sums(values) -> tuple[int, float, float]:
    return len(values), float(np.sum(values)), float(np.sum(np.square(values)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (4, 5, 37.6, 96.4),
        (5, 5, 56.6, 100.0),
        (9, 10, 59.6, 98.2),
        (18, 20, 69.9, 97.2),
        (45, 50, 78.6, 95.7),
        (37, 40, 80.1, 97.4),
        (
            81,
            263,
            25.5,
            36.6,
        ),  # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
        (15, 148, 6.2, 16.0),
        (0, 20, 0.0, 16.1),
        (1, 29, 0.6, 17.2),
    ],
)
def test_wilson_as_published(successes, n, low, high):
    assert percent(intervals.wilson(successes, n)) == (low, high)


def test_wilson_says_nothing_of_nothing():
    assert intervals.wilson(0, 0) is None


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(successes, n):
    with pytest.raises(ValueError, match="between 0 and n"):
        intervals.wilson(successes, n)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # Garwood's table
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.2422, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ],
)
def test_poisson_as_published(count, low, high):
    assert intervals.poisson(count) == pytest.approx((low, high), abs=6e-4)


@pytest.mark.parametrize("count", [0, 1, 3, 17, 240, 12_345, 3_000_000])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_poisson_against_scipy(count, level):
    tail = (1 - level) / 2
    low = stats.gamma.ppf(tail, count) if count else 0.0
    high = stats.gamma.ppf(1 - tail, count + 1)
    assert intervals.poisson(count, level) == pytest.approx((low, high), rel=1e-9)


def test_difference_of_shares_as_newcombe_published():
    """Newcombe 1998, Statistics in Medicine 17:873-890, table II, (a) method 10."""
    found = intervals.share_difference((56, 70), (48, 80))
    assert [round(end, 4) for end in found] == [0.0524, 0.3339]


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [  # the other contrasts of that table, method 10
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_difference_of_shares_at_the_edges(now, before, low, high):
    found = intervals.share_difference(now, before)
    assert [round(end, 4) for end in found] == [low, high]


def test_difference_needs_both_sides():
    assert intervals.share_difference((1, 2), (0, 0)) is None
    assert intervals.mean_difference((1, 5.0, 25.0), (9, 5.0, 25.0)) is None


@pytest.mark.parametrize("values", [[1, 2], [3, 3, 3, 9], list(range(50)), [0.001, 4000.0, 17.5]])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_mean_against_scipy(values, level):
    wanted = stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values))
    assert intervals.mean(*sums(values), level=level) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_difference_of_means_against_scipy(seed):
    random = np.random.default_rng(seed)
    now, before = random.gamma(2, 100, 30), random.gamma(3, 80, 47)
    wanted = stats.ttest_ind(now, before, equal_var=False).confidence_interval(0.95)
    assert intervals.mean_difference(sums(now), sums(before)) == pytest.approx(
        tuple(wanted), rel=1e-9
    )


def test_one_value_has_no_interval():
    assert intervals.mean(1, 5.0, 25.0) is None
    assert intervals.skewed_mean(1, 5.0, 25.0) is None
    assert intervals.skewed_mean(9, 0.0, 0.0) is None


@pytest.mark.parametrize(
    ("n", "share", "ranks"),
    [  # binomial tables: the median's ranks for n = 6, 8, 10, 20, 25, 30
        (6, 0.5, (1, 6)),
        (8, 0.5, (1, 8)),
        (10, 0.5, (2, 9)),
        (20, 0.5, (6, 15)),
        (25, 0.5, (8, 18)),
        (30, 0.5, (10, 21)),
        (5, 0.5, None),
        (0, 0.5, None),
        (30, 0.9, None),
    ],
)
def test_ranks_of_a_quantile_as_tabled(n, share, ranks):
    assert intervals.quantile_ranks(n, share) == ranks


@given(n=st.integers(1, 3000), share=st.sampled_from((0.1, 0.5, 0.75, 0.9)))
def test_ranks_enclose_the_quantile_with_the_level_and_no_wider(n, share):
    found = intervals.quantile_ranks(n, share)
    if found is None:
        assert (
            min(stats.binom.cdf(0, n, share), 1) > 0.025 or stats.binom.cdf(n - 1, n, share) < 0.975
        )
        return
    low, high = found
    assert 1 <= low <= high <= n
    below, above = stats.binom.cdf(low - 1, n, share), stats.binom.sf(high - 1, n, share)
    assert below <= 0.025 + 1e-9
    assert above <= 0.025 + 1e-9
    assert stats.binom.cdf(low, n, share) > 0.025 - 1e-9  # one rank nearer would be too near
    assert stats.binom.sf(high - 2, n, share) > 0.025 - 1e-9


@given(n=st.integers(1, 10**7), part=st.floats(0, 1))
def test_wilson_holds_the_share_inside_0_and_1(n, part):
    successes = round(part * n)
    low, high = intervals.wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high


@given(n=st.integers(1, 10_000), part=st.floats(0, 1), times=st.integers(2, 9))
def test_more_of_the_same_says_more(n, part, times):
    successes = round(part * n)
    low, high = intervals.wilson(successes, n)
    closer, nearer = intervals.wilson(successes * times, n * times)
    assert nearer - closer < high - low


@given(count=st.integers(0, 10**6))
def test_poisson_holds_the_count_and_grows_with_it(count):
    low, high = intervals.poisson(count)
    assert 0 <= low <= count < high
    next_low, next_high = intervals.poisson(count + 1)
    assert low < next_low
    assert high < next_high


DURATIONS = st.lists(st.just(0.0) | st.floats(0.001, 90_000), min_size=2, max_size=60)


@given(values=DURATIONS)
def test_skewed_mean_is_positive_and_leans_up(values):
    found = intervals.skewed_mean(*sums(values))
    if sum(values) <= 0:
        assert found is None
        return
    low, high = found
    mean = sum(values) / len(values)
    assert 0 <= low <= mean * (1 + 1e-12)
    assert high >= mean * (1 - 1e-12)
    assert high - mean >= (mean - low) * (1 - 1e-9) - 1e-9


@given(
    now=st.tuples(st.integers(1, 500), st.floats(0, 1)),
    before=st.tuples(st.integers(1, 500), st.floats(0, 1)),
)
def test_difference_of_shares_holds_the_difference_and_turns_with_it(now, before):
    (n, a), (m, b) = now, before
    now, before = (round(a * n), n), (round(b * m), m)
    low, high = intervals.share_difference(now, before)
    gap = now[0] / n - before[0] / m
    assert -1 - 1e-12 <= low <= gap + 1e-12
    assert gap - 1e-12 <= high <= 1 + 1e-12
    back = intervals.share_difference(before, now)
    assert back == pytest.approx((-high, -low), abs=1e-12)


@pytest.mark.parametrize("sigma", [0.5, 0.8, 1.0])
def test_skewed_mean_covers_the_truth_of_lognormal_durations(sigma):
    """A seeded simulation, n = 40: at least nine in ten intervals hold the true mean."""
    random = np.random.default_rng(20261122)
    truth = math.exp(5.5 + sigma * sigma / 2)
    inside = 0
    for _ in range(TRIALS):
        low, high = intervals.skewed_mean(*sums(random.lognormal(5.5, sigma, 40)))
        inside += low <= truth <= high
    assert inside / TRIALS >= 0.90


def test_z_is_the_normal_quantile():
    assert intervals.z_value() == pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-15)


@given(value=st.floats(0, 1e7, allow_nan=False))
def test_a_bin_holds_its_value(value):
    number = intervals.log_bin(value)
    assert 1.1**number - 1 <= value * (1 + 1e-9) + 1e-9
    assert value < (1.1 ** (number + 1) - 1) * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize(
    ("promoters", "detractors", "error", "low", "high"),
    [(70, 20, 8.06, 34, 66), (60, 10, 6.71, 37, 63)],
)
def test_net_share_as_published(promoters, detractors, error, low, high):
    assert round(100 * intervals.net_error(100, promoters, detractors), 2) == error
    found = intervals.net_share(100, promoters, detractors)
    assert tuple(round(100 * end) for end in found) == (low, high)


def test_net_share_by_score_is_wilsons_where_nobody_is_against():
    """With two groups only the score interval is Wilson's, on the scale from 0 to 1 of promoters."""
    for n, promoters in ((20, 20), (12, 12)):
        low, high = intervals.net_share(n, promoters, 0)
        assert high == 1
        assert low == pytest.approx(2 * intervals.wilson(n, n)[0] - 1, abs=1e-6)


@pytest.mark.parametrize("wrong", [(5, -1, 0), (5, 3, 3), (5, 0, -2)])
def test_net_share_refuses_what_cannot_be(wrong):
    with pytest.raises(ValueError, match="among the n"):
        intervals.net_share(*wrong)


def test_net_share_says_nothing_of_nothing():
    assert intervals.net_share(0, 0, 0) is None


@pytest.mark.parametrize("n", [20, 60])
@pytest.mark.parametrize(
    "shares", [(0.5, 0.2, 0.3), (0.9, 0.07, 0.03), (0.97, 0.02, 0.01), (0.1, 0.8, 0.1)]
)
def test_net_share_covers_the_truth(n, shares):
    """Exactly, over all that n answers may be."""
    p, _, d = shares
    inside = 0.0
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            low, high = intervals.net_share(n, promoters, detractors)
            if low <= p - d <= high:
                counts = (promoters, n - promoters - detractors, detractors)
                inside += float(stats.multinomial.pmf(counts, n, shares))
    assert inside >= 0.9


def test_a_difference_by_squaring_and_adding():
    """Of symmetric intervals the square root of the sum of squares."""
    low, high = intervals.difference((0.5, 0.2, 0.8), (0.1, -0.3, 0.5))
    assert (low, high) == pytest.approx((0.4 - 0.5, 0.4 + 0.5))
    assert intervals.share_difference((56, 70), (48, 80)) == pytest.approx(
        (0.0524, 0.3339), abs=1e-4
    )  # Newcombe 1998, 17:873-890, table II (a), method 10
