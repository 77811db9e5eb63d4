"""Where people stand: calibrated in worlds whose truth is known, and silent where nothing can be said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State

FAIR = Standard(0.75, minimum=30)


def world(seed: int = 1, people: int = 400, kinds: int = 12, volume: int = 150):
    """Able people are given the harder contacts: earned, possible, and the true levels on everybody's mix."""
    draw = np.random.default_rng(seed)
    hard, able = draw.normal(0, 0.6, kinds), draw.normal(0, 0.35, people)
    given_ = np.exp(draw.normal(0, 0.5, (people, kinds)) - 0.8 * np.outer(able / 0.35, hard / 0.6))
    given_ /= given_.sum(1, keepdims=True)
    possible = np.array([draw.multinomial(volume, share) for share in given_])
    earned = draw.binomial(possible, expit(1.3 + hard + able[:, None]))
    mix = possible.sum(0) / possible.sum()
    return earned, possible, expit(1.3 + hard + able[:, None]) @ mix


def test_case_mix_is_told_from_ability():
    earned, possible, truth = world()
    found = standing.shares(earned, possible, FAIR)
    assert abs(np.mean(found.level - truth)) < 0.01
    assert np.corrcoef(found.level, truth)[0, 1] > np.corrcoef(found.observed, truth)[0, 1] + 0.15
    assert 0.92 < np.mean((found.low <= truth) & (truth <= found.high)) < 0.98


def test_findings_are_seldom_wrong_where_a_line_through_figures_often_is():
    wrong = named = wrong_raw = named_raw = 0
    for seed in range(6):
        earned, possible, truth = world(seed)
        found = standing.shares(earned, possible, FAIR)
        flags = np.array([state is State.FINDING for state in standing.decide(found)])
        wrong, named = wrong + (flags & (truth >= 0.75)).sum(), named + flags.sum()
        raw = found.observed < 0.75
        wrong_raw, named_raw = wrong_raw + (raw & (truth >= 0.75)).sum(), named_raw + raw.sum()
    assert named > 60
    assert wrong / named <= 0.06
    assert wrong_raw / named_raw > 0.3


def test_with_your_mix_somebody_at_standard():
    """One kind of contact: expected is the standard itself, whoever had how many."""
    found = standing.shares([[8], [30], [75]], [[10], [60], [90]], FAIR)
    assert found.expected == pytest.approx([0.75] * 3)
    assert found.observed == pytest.approx([0.8, 0.5, 75 / 90])


def test_lower_is_better_is_the_mirror_image():
    earned, possible, _ = world(people=60)
    one = standing.shares(earned, possible, FAIR)
    other = standing.shares(possible - earned, possible, Standard(0.25, False, 30))
    assert other.p_below == pytest.approx(one.p_below, abs=2e-3)
    assert other.level == pytest.approx(1 - one.level, abs=1e-3)
    assert standing.decide(one) == standing.decide(other)


@given(st.integers(0, 29), st.integers(0, 10))
@settings(max_examples=20, deadline=None)
def test_nobody_below_the_minimum_volume_is_named(n, seed):
    earned, possible, _ = world(seed, people=20, kinds=3)
    earned[0], possible[0] = 0, [n, 0, 0]
    found = standing.shares(earned, possible, FAIR)
    assert standing.decide(found)[0] is State.CANNOT_TELL
