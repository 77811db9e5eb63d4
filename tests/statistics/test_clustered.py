"""Scores given by people: against known special cases, and whether the interval holds what it says."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.analysis.statistics import intervals
from evenhand.analysis.statistics.clustered import Score, share_of_points

POINTS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.floats(1, 200),
        st.sampled_from([*"abcdefg", None]),
        st.floats(0.1, 10),
    ),
    min_size=1,
    max_size=40,
)


def test_scores_of_the_same_size_are_a_mean_with_students_t():
    shares = [0.6, 0.7, 0.9, 0.8, 0.75]
    found = share_of_points([Score(share * 10, 10, "one") for share in shares])
    assert found.value == pytest.approx(0.75)
    reach = stats.t.ppf(0.975, 4) * stats.sem(shares) / (0.75 * 0.25)  # on the logit scale
    ends = [1 / (1 + np.exp(-(np.log(3) + sign * reach))) for sign in (-1, 1)]
    assert found.interval == pytest.approx(tuple(ends))


def test_reviewers_are_the_cases_where_they_differ():
    """Every score doubled by the same reviewer says no more than one each."""
    shares = [0.6, 0.7, 0.9, 0.8, 0.75]
    once = share_of_points([Score(s * 10, 10, str(at)) for at, s in enumerate(shares)])
    twice = share_of_points([Score(s * 10, 10, str(at)) for at, s in enumerate(shares)] * 2)
    assert twice.by_givers
    assert twice.interval == pytest.approx(once.interval)


def test_fewer_than_five_reviewers_tell_nothing_of_their_strictness():
    scores = [Score(6.0 + at % 4, 10, f"q{at % 4}") for at in range(20)]
    assert not share_of_points(scores).by_givers


@pytest.mark.parametrize("earned", [0.0, 8.0, 10.0])
def test_scores_all_alike_are_not_certain(earned):
    found = share_of_points([Score(earned, 10, "q")] * 12)
    assert found.interval == pytest.approx(intervals.wilson(1.2 * earned, 12))


def test_one_score_has_no_interval():
    assert share_of_points([Score(7, 10)]).interval is None


@given(POINTS)
def test_it_stays_between_none_and_all(points):
    found = share_of_points([Score(share * most, most, who, w) for share, most, who, w in points])
    assert -1e-9 <= found.value <= 1 + 1e-9
    if found.interval:
        assert 0 <= found.interval[0] <= found.value + 1e-9
        assert found.value - 1e-9 <= found.interval[1] <= 1


@pytest.mark.parametrize("spread", [0.0, 0.08])
def test_it_covers_the_truth_as_often_as_it_says(spread):
    """Sixty reviews by twelve reviewers, of whom each is strict or mild by `spread`."""
    random, inside = np.random.default_rng(3), 0
    for _ in range(600):
        strict = random.normal(0, spread, 12)
        shares = np.clip(random.normal(0.75, 0.1, 60) + strict[np.arange(60) % 12], 0, 1)
        scores = [Score(10 * s, 10, f"q{at % 12}") for at, s in enumerate(shares)]
        low, high = share_of_points(scores).interval
        inside += low <= 0.75 <= high
    assert inside / 600 >= 0.93


@pytest.mark.parametrize("givers", [1, 3, 7])
@pytest.mark.parametrize("weighted", [False, True])
def test_scores_that_are_alike_count_as_often_as_they_come(givers, weighted):
    dice = random.Random(givers)
    alike = [
        Score(dice.randrange(11), 10, f"g{n % givers}", 1.0 + n % 4 if weighted else 1.0, dice.randrange(1, 9))
        for n in range(30)
    ]  # fmt: skip
    each = [replace(one, times=1) for one in alike for _ in range(one.times)]
    together, apart = share_of_points(alike), share_of_points(each)
    assert together.by_givers == apart.by_givers
    assert together.interval == pytest.approx(apart.interval, rel=1e-12)
    for name in ("value", "earned", "possible"):
        assert getattr(together, name) == pytest.approx(getattr(apart, name), rel=1e-12)


def test_one_score_that_comes_often_is_as_sure_as_that():
    assert share_of_points([Score(7, 10)]).interval is None
    assert share_of_points([Score(7, 10, times=9)]) == share_of_points([Score(7, 10)] * 9)
