"""From probabilities to words: whom to name, what else to say, and how many contacts would settle it."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State
from evenhand.analysis.statistics.states import FALSE_DISCOVERIES, FLOOR

PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.mark.parametrize(
    "p_not_below, expected",
    [
        ([0.01, 0.2, 0.9], [True, False, False]),
        ([0.01, 0.08, 0.09], [True, True, False]),  # the mean of all three is above 5%
        ([0.01, 0.02, 0.11], [True, True, False]),  # in the mean, but not sure on its own
        ([0.06], [False]),
        (
            [0.04, 0.06, 0.06],
            [True, False, False],
        ),  # a tie: both or none
        ([], []),
    ],
)
def test_whom_to_name(p_not_below, expected):
    assert standing.findings(p_not_below).tolist() == expected


@given(PROBABILITIES, st.data())
def test_the_set_is_sure_enough_and_as_large_as_it_can_be(p_not_below, data):
    eligible = data.draw(
        st.lists(st.booleans(), min_size=len(p_not_below), max_size=len(p_not_below))
    )
    p, named = np.array(p_not_below), standing.findings(p_not_below, eligible)
    assert not (named & ~np.array(eligible)).any()
    if named.any():
        assert p[named].mean() <= FALSE_DISCOVERIES and p[named].max() < 1 - FLOOR
    left = np.array(eligible) & ~named & (p < 1 - FLOOR)
    if left.any():
        assert p[left].min() > p[named].max(initial=-1)
        level = p[left].min()
        assert np.r_[p[named], p[left & (p == level)]].mean() > FALSE_DISCOVERIES


def stand(p_normal, p_npmle, n, minimum=30):
    p_normal, p_npmle = np.array(p_normal), np.array(p_npmle)
    below = np.minimum(p_normal, p_npmle)
    return SimpleNamespace(
        n=np.array(n), standard=Standard(0.75, minimum=minimum), p_below=below,
        p_not_below=1 - below, p_meets=1 - np.maximum(p_normal, p_npmle),
    )  # fmt: skip


def test_four_states():
    found = stand(
        [0.99, 0.99, 0.93, 0.85, 0.5, 0.1, 0.1, 0.99, 0.01],
        [0.98, 0.85, 0.94, 0.90, 0.5, 0.1, 0.3, 0.99, 0.01],
        [100, 100, 100, 100, 100, 100, 100, 29, 29],
    )
    assert standing.decide(found) == [
        State.FINDING,
        State.LIKELY_BELOW,  # one of the two answers is not sure enough
        State.FINDING,
        State.LIKELY_BELOW,
        State.CANNOT_TELL,
        State.MEETS,
        State.CANNOT_TELL,  # only one of them says it
        State.CANNOT_TELL,
        State.CANNOT_TELL,
    ]


def test_more_contacts_settle_about_half_of_those_who_are_told_so():
    settled = asked = 0
    for seed in range(12):
        draw = np.random.default_rng(seed)
        able, n = draw.normal(1.27, 0.35, 400), draw.poisson(90, 400)
        earned = draw.binomial(n, expit(able))
        fair = Standard(0.75, minimum=30)
        before = standing.shares(earned[:, None], n[:, None], fair)
        more = standing.more_contacts(before)
        open_ = [at for at, k in enumerate(more) if k]
        added = np.array([more[at] for at in open_])
        n[open_] += added
        earned[open_] += draw.binomial(added, expit(able[open_]))
        after = standing.shares(earned[:, None], n[:, None], fair)
        settled += ((after.p_below >= 0.95) | (after.p_meets >= 0.8))[open_].sum()
        asked += len(open_)
    assert asked > 200
    assert 0.4 < settled / asked < 0.7


def test_nothing_more_is_asked_of_whoever_is_clear():
    found = standing.shares(*cohort([40, 60, 68, 90, 99]), Standard(0.75))
    more, states = standing.more_contacts(found), standing.decide(found)
    assert (more[0], more[-1]) == (0, 0)
    for at, state in enumerate(states):
        assert (more[at] == 0) == (found.p_below[at] >= 0.95 or state is State.MEETS)


def test_how_many_more_grows_as_the_gap_closes():
    more = standing.more_contacts(standing.shares(*cohort([62, 64, 66, 68]), Standard(0.75)))
    asked = [one for one in more[:4] if one is not None]
    assert len(asked) >= 3 and asked == sorted(asked) and asked[0] < asked[-1]


def cohort(earned: list[int]):
    """A hundred contacts each, beside forty whose shares are spread around 78%."""
    others = np.linspace(62, 92, 40).round()
    return np.r_[earned, others][:, None], np.full((len(earned) + 40, 1), 100)


def test_too_near_the_standard_is_never_settled():
    n = np.full((40, 1), 100)
    earned = np.r_[np.full(20, 70), np.full(20, 80)][:, None]
    found = standing.shares(np.r_[earned, [[75]]], np.r_[n, [[100]]], Standard(0.75))
    assert standing.more_contacts(found)[-1] is None


def test_the_minimum_volume_is_asked_for_first():
    earned, n = np.full((40, 1), 95), np.full((40, 1), 100)
    earned[0], n[0] = 10, 10
    found = standing.shares(earned, n, Standard(0.75, minimum=30))
    assert standing.more_contacts(found)[0] == 20


@pytest.mark.parametrize(
    "more, per_month, months",
    [(0, 0, 0), (100, 50, 2), (101, 50, 3), (100, 0, None), (None, 50, None), (4000, 50, None)],
)
def test_months(more, per_month, months):
    assert standing.months_until(more, per_month) == months


SHARE, RATE, DURATION = "share", "rate", "duration"


def beside_many_who_are_worse(kind: str, own: float, n: int = 40):
    """One person beside thirty who are far worse than the standard and all alike: 95% and up, 5% and down, 300 s."""
    many = np.full((31, 1), 200.0)
    many[0] = n
    if kind == DURATION:
        each = np.full((31, 1), 450.0)
        each[0] = own
        total, squares = many * each, many * each**2 * 1.25
        return standing.means(many, total, squares, Standard(300, False), skewed=True)
    counted = np.full((31, 1), 160.0 if kind == SHARE else 40.0)
    counted[0] = own
    if kind == SHARE:
        return standing.shares(counted, many, Standard(0.95))
    return standing.rates(counted, many, Standard(0.05, False))


@pytest.mark.parametrize(
    "kind, good, poor", [(SHARE, 38, 30), (SHARE, 40, 31), (RATE, 2, 8), (DURATION, 290, 450)]
)
def test_nobody_is_below_for_what_their_colleagues_do(kind, good, poor):
    """What is known of all others leaves no doubt; the person's own contacts are at the standard, or better."""
    found = beside_many_who_are_worse(kind, good)
    states = standing.decide(found)
    assert found.posterior[0] > 0.95
    assert states[0] is State.CANNOT_TELL and set(states[1:]) == {State.FINDING}
    assert standing.decide(beside_many_who_are_worse(kind, poor))[0] is State.FINDING


def test_own_contacts_that_do_not_say_it_yet_name_nobody():
    """27 of 40 … 36 of 40 against 95 in 100: named only from where chance makes so few in fewer than one of ten."""
    found = [beside_many_who_are_worse(SHARE, earned) for earned in range(27, 41)]
    for one in found:
        is_named = standing.decide(one)[0] is State.FINDING
        assert not is_named or one.p_own[0] >= FLOOR
    assert [one.p_own[0] for one in found] == sorted((one.p_own[0] for one in found), reverse=True)
