"""Contacts of customers, some of whom come again and again: what the interval of a clustered ratio holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenhand.analysis.statistics import intervals
from evenhand.analysis.statistics.clustered import ratio_of_sums


def customers(draw, count: int, often: str):
    """Contacts and issues of so many customers; how likely a contact is followed by another, differs `often`."""
    issues = 1 + draw.poisson(0.5, count)
    again = np.minimum(draw.beta(1, 4, count), 0.85) if often == "by whom" else np.full(count, 0.2)
    return issues + draw.negative_binomial(issues, 1 - again) * 1.0, issues * 1.0


def interval(x, y):
    return ratio_of_sums(len(x), x.sum(), y.sum(), x @ x, x @ y, y @ y)


@pytest.mark.parametrize(
    ("often", "count", "wilson_holds"),
    [("by whom", 150, False), ("by whom", 400, False), ("by chance", 150, True)],
)
def test_it_holds_the_truth_as_often_as_it_says(often, count, wilson_holds):
    """1,500 organisations. Where some customers come often, contacts taken one by one seem surer than they are."""
    draw = np.random.default_rng(5)
    x, y = customers(draw, 2_000_000, often)
    truth, inside, by_ones, wide = y.sum() / x.sum(), 0, 0, []
    for _ in range(1500):
        x, y = customers(draw, count, often)
        low, high = interval(x, y)
        inside += low <= truth <= high
        wide.append(high - low)
        low, high = intervals.wilson(y.sum(), x.sum())
        by_ones += low <= truth <= high
    assert 0.925 <= inside / 1500 <= 0.975
    assert (by_ones / 1500 > 0.93) == wilson_holds
    assert wilson_holds or by_ones / 1500 < 0.87
    assert np.mean(wide) < 0.2  # it says something


def test_it_is_as_wide_as_drawing_customers_again_makes_it():
    """The seeded bootstrap over customers, whose error is counted and not derived."""
    draw = np.random.default_rng(8)
    x, y = customers(draw, 500, "by whom")
    again = draw.integers(0, 500, (4000, 500))
    ratios = y[again].sum(1) / x[again].sum(1)
    low, high = interval(x, y)
    assert (low, high) == pytest.approx(tuple(np.quantile(ratios, [0.025, 0.975])), abs=0.006)


def test_one_contact_each_is_a_share_on_the_logit_scale():
    y = np.repeat([1.0, 0.0], [80, 20])
    reach = stats.t.ppf(0.975, 99) * np.sqrt(0.8 * 0.2 / 99) / (0.8 * 0.2)
    ends = [1 / (1 + np.exp(-(np.log(4) + sign * reach))) for sign in (-1, 1)]
    assert interval(np.ones(100), y) == pytest.approx(tuple(ends))


def test_twice_of_everything_by_the_same_customers_says_no_more():
    x, y = customers(np.random.default_rng(1), 60, "by whom")
    assert interval(2 * x, 2 * y) == pytest.approx(interval(x, y))


@pytest.mark.parametrize(("x", "y"), [(1.0, 1.0), (3.0, 3.0), (2.0, 1.0)])
def test_customers_all_alike_are_not_certain(x, y):
    found = interval(np.full(40, x), np.full(40, y))
    assert found == pytest.approx(intervals.wilson(40 * y / x, 40))


@pytest.mark.parametrize("x", [[1.0] * 4, [500.0, 1, 1, 1, 1, 1], []])
def test_too_few_customers_say_nothing(x):
    assert interval(np.array(x), np.array([1.0] * len(x))) is None


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 1)), min_size=5, max_size=60))
def test_it_stays_between_none_and_all(drawn):
    x = np.array([one for one, _ in drawn], float)
    y = np.array([round(one * share) for one, share in drawn], float)
    if found := interval(x, y):
        assert 0 <= found[0] <= y.sum() / x.sum() + 1e-9
        assert y.sum() / x.sum() - 1e-9 <= found[1] <= 1
