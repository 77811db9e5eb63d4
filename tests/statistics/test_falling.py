"""Whether everybody together did worse than before: it holds its rate where weeks differ, and sees a broken month."""

import numpy as np

from evenhand.analysis.statistics.standing.falling import means_fell, shares_fell


def weeks(dice, level, how_many, n=300, unlike=0.15):
    logits = np.log(level / (1 - level)) + unlike * dice.standard_normal(how_many)
    possible = np.full(how_many, n)
    return dice.binomial(n, 1 / (1 + np.exp(-logits))), possible


def test_it_says_so_of_about_one_period_in_twenty_where_nothing_happened():
    dice = np.random.default_rng(3)
    fell = [shares_fell(weeks(dice, 0.8, 4), weeks(dice, 0.8, 8)) for _ in range(1500)]
    assert 0.03 < np.mean(fell) < 0.10


def test_it_sees_half_a_logit():
    dice = np.random.default_rng(4)
    worse = 1 / (1 + np.exp(-(np.log(4) - 0.5)))
    fell = [shares_fell(weeks(dice, worse, 4), weeks(dice, 0.8, 8)) for _ in range(300)]
    assert np.mean(fell) > 0.95
    assert not shares_fell(weeks(dice, 0.9, 4), weeks(dice, 0.8, 8))
    assert shares_fell(weeks(dice, 0.9, 4), weeks(dice, 0.7, 8), higher_is_better=False)


def test_means_and_totals_without_a_past():
    dice = np.random.default_rng(5)

    def of(mean, how_many):
        rows = dice.normal(mean, 1.0, (how_many, 200))
        return np.full(how_many, 200), rows.sum(1), (rows**2).sum(1)

    assert means_fell(of(3.8, 4), of(4.2, 8)) and not means_fell(of(4.2, 4), of(3.8, 8))
    assert means_fell(of(4.2, 4), of(3.8, 8), higher_is_better=False)
    nothing = np.zeros(0)
    assert not shares_fell((np.array([1]), np.array([9])), (nothing, nothing))
    assert not means_fell(of(3.8, 4), (nothing, nothing, nothing))
