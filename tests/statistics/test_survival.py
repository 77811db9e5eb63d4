"""Kaplan–Meier against a published table, against scipy, and against what every curve must hold to."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import survival

# Weeks in remission on 6-MP, Freireich et al. 1963; the curve as in Collett, Modelling Survival Data, and elsewhere.
ENDED = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
OPEN = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
REMISSION = [(t, ENDED.get(t, 0), OPEN.get(t, 0)) for t in sorted(ENDED | OPEN)]
MEDIAN, LONG = BY_KEY["resolution_median"], BY_KEY["resolution_p90"]
BINS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1, max_size=20)


def test_remission_as_published():
    steps = survival.kaplan_meier(REMISSION)
    assert [step.bin for step in steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [round(step.left, 3) for step in steps] == [
        0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448
    ]  # fmt: skip
    assert [round(step.error, 4) for step in steps] == [
        0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346
    ]  # fmt: skip
    # Median 23 weeks; its upper end is not reached.
    assert next(step.bin for step in steps if step.left <= 0.5) == 23
    assert survival.quantile_ends(steps, 0.5) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_band_is_that_of_scipy(seed):
    random = np.random.default_rng(seed)
    times, limits = random.integers(1, 30, 80), random.integers(5, 40, 80)
    ended = {t: int(sum((times == t) & (times <= limits))) for t in range(1, 41)}
    still = {t: int(sum((limits == t) & (times > limits))) for t in range(1, 41)}
    steps = survival.kaplan_meier([(t, ended[t], still[t]) for t in range(1, 41)])
    seen = stats.CensoredData.right_censored(np.minimum(times, limits), times > limits)
    curve = stats.ecdf(seen).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has no band where nothing has ended yet
        band = curve.confidence_interval(method="log-log")
    for step in steps:
        assert step.left == pytest.approx(float(curve.evaluate(step.bin)))
        if 0 < step.left < 1:
            expected = float(band.low.evaluate(step.bin)), float(band.high.evaluate(step.bin))
            assert (step.low, step.high) == pytest.approx(expected)


@given(BINS)
def test_without_open_times_it_is_the_plain_quantile(counts):
    bins = [(3 * at + 1, ended, 0) for at, (ended, _) in enumerate(counts)]
    plain = BY_KEY["aht_median"].of_bins([(number, ended) for number, ended, _ in bins])
    assert MEDIAN.of_bins(bins) == plain
    steps = survival.kaplan_meier(bins)
    n, before = sum(ended for _, ended, _ in bins), 0
    for step, (_, ended, _) in zip(steps, bins, strict=True):
        before += ended
        assert step.left == pytest.approx(1 - before / n)


@given(BINS)
def test_the_value_lies_in_its_interval_and_the_curve_only_falls(counts):
    bins = [(3 * at + 1, ended, still) for at, (ended, still) in enumerate(counts)]
    steps = survival.kaplan_meier(bins)
    left = [1.0, *(step.left for step in steps)]
    assert left == sorted(left, reverse=True)
    assert all(0 <= step.low <= step.left <= step.high <= 1 for step in steps)
    for kpi in (MEDIAN, LONG):
        found = kpi.of_bins(bins)
        assert (found.value is None) == bool(found.problem)
        if found.low is not None:
            assert 0 <= found.low <= found.value <= found.high


@given(BINS, st.integers(1, 50))
def test_who_waits_longer_makes_no_time_shorter(counts, more):
    bins = [(3 * at + 1, ended, still) for at, (ended, still) in enumerate(counts)]
    later = [*bins, (3 * len(bins) + 1, 0, more)]
    shorter, longer = MEDIAN.of_bins(bins).value, MEDIAN.of_bins(later).value
    assert shorter is None or longer is None or longer >= shorter * (1 - 1e-9)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_covers_the_true_median_as_often_as_it_says(seed):
    """Exponential times of which 40% are cut off. Bins only widen the interval, never narrow it."""
    random = np.random.default_rng(seed)
    truth, inside = 3600 * np.log(2), 0
    for _ in range(400):
        times, limits = random.exponential(3600, 120), random.exponential(5400, 120)
        over = times <= limits
        numbers = np.floor(np.log1p(np.minimum(times, limits)) / np.log(1.1)).astype(int)
        bins = [
            (int(b), int(sum(over[numbers == b])), int(sum(~over[numbers == b])))
            for b in sorted(set(numbers))
        ]
        found = MEDIAN.of_bins(bins)
        inside += found.low is None or found.low <= truth <= found.high
    assert inside / 400 >= 0.93
