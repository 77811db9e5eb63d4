"""Contacts of one week are no independent witnesses where weeks differ by more than chance."""

import numpy as np
import pytest

from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State, dispersion
from tests.statistics.worlds import durations, weeks_of

FAIR = Standard(0.75, minimum=30)


def held(found, truth) -> float:
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


def test_chance_alone_is_a_factor_of_one():
    earned, possible, _ = weeks_of(differ=0)
    assert dispersion.of_shares(earned, possible) == pytest.approx(1, abs=0.06)
    draw = np.random.default_rng(3)
    n = draw.poisson(20, (300, 13))
    assert dispersion.of_rates(draw.poisson(0.1 * n), n) == pytest.approx(1, abs=0.06)
    n, total, squares, _ = durations(4, people=300, kinds=13, volume=8)
    assert dispersion.of_means(n, total, squares) >= 1


def test_contacts_that_come_as_fours_count_a_quarter():
    draw = np.random.default_rng(1)
    n = draw.poisson(6, (400, 13))
    earned = draw.binomial(n, 0.8)
    assert dispersion.of_shares(4 * earned, 4 * n) == pytest.approx(4, rel=0.06)
    events = draw.poisson(0.3 * n)
    assert dispersion.of_rates(4 * events, 4 * n) == pytest.approx(4, rel=0.06)
    each = draw.normal(0, 1, (400, 13))
    n = np.full((400, 13), 30.0)
    noise = draw.chisquare(29, (400, 13))
    found = dispersion.of_means(
        n, n * each, noise + n * each**2
    )  # weeks differ as single contacts do
    assert found == pytest.approx(30, rel=0.1)


def test_steadier_than_chance_is_not_believed():
    n = np.full((10, 6), 20)
    assert dispersion.of_shares(n // 2, n) == 1.0


def test_intervals_hold_the_truth_where_weeks_differ():
    earned, possible, truth = weeks_of()
    kinds = earned.sum(1)[:, None], possible.sum(1)[:, None]
    naive = standing.shares(*kinds, FAIR)
    found = standing.shares(*kinds, FAIR, standing.shares_mix(*kinds, weeks=(earned, possible)))
    assert held(naive, truth) < 0.88 < 0.92 < held(found, truth) < 0.98


def test_fewer_are_named_where_weeks_differ():
    wrong, named = np.zeros(2), np.zeros(2)
    for seed in range(8):
        earned, possible, truth = weeks_of(seed)
        kinds = earned.sum(1)[:, None], possible.sum(1)[:, None]
        for at, weeks in enumerate((None, (earned, possible))):
            found = standing.shares(*kinds, FAIR, standing.shares_mix(*kinds, weeks=weeks))
            flags = np.array([state is State.FINDING for state in standing.decide(found)])
            wrong[at] += (flags & (truth >= 0.75)).sum()
            named[at] += flags.sum()
    assert wrong[0] / named[0] > 0.08
    assert wrong[1] / named[1] < 0.06
    assert named[1] > 50


@pytest.mark.parametrize("skewed", [True, False])
def test_means_whose_weeks_differ(skewed):
    draw = np.random.default_rng(5)
    n = draw.poisson(10, (300, 13)) + 2
    person, week = draw.normal(0, 0.3, (300, 1)), draw.normal(0, 0.4, (300, 13))
    each = [[draw.normal(0, 0.7, k) for k in row] for row in n]
    if skewed:
        drawn = [[100 * np.exp(m + x) for m, x in zip(*row, strict=True)] for row in zip(person + week, each, strict=True)]  # fmt: skip
        truth = 100 * np.exp(person[:, 0] + (0.4**2 + 0.7**2) / 2)
    else:
        drawn = [[5 + m + x for m, x in zip(*row, strict=True)] for row in zip(person + week, each, strict=True)]  # fmt: skip
        truth = 5 + person[:, 0]
    total, squares = (np.array([[(x**power).sum() for x in row] for row in drawn]) for power in (1, 2))  # fmt: skip
    kinds = [one.sum(1)[:, None] for one in (n, total, squares)]
    standard = Standard(float(np.median(truth)), not skewed)
    naive = standing.means(*kinds, standard, skewed=skewed)
    mix = standing.means_mix(*kinds, skewed=skewed, weeks=(n, total, squares))
    assert held(naive, truth) < 0.88
    assert held(standing.means(*kinds, standard, mix), truth) > 0.91


def test_rates_whose_weeks_differ():
    draw = np.random.default_rng(6)
    n = draw.poisson(60, (300, 13))
    able = 0.05 * draw.gamma(6, 1 / 6, 300)
    events = draw.poisson(n * able[:, None] * draw.gamma(0.8, 1 / 0.8, (300, 13)))
    kinds = events.sum(1)[:, None], n.sum(1)[:, None]
    standard = Standard(0.06, higher_is_better=False)
    mix = standing.rates_mix(*kinds, weeks=(events, n))
    assert held(standing.rates(*kinds, standard), able) < 0.88
    assert held(standing.rates(*kinds, standard, mix), able) > 0.91
