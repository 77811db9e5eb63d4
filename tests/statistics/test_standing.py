"""Where people stand: right in worlds whose truth is known, the same however asked, silent where nothing can be said."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammainc, ndtr

from benchmarks.attainment import reference
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State
from tests.statistics.worlds import durations, world

FAIR = Standard(0.75, minimum=30)


def held(found, truth) -> float:
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


def named(found) -> np.ndarray:
    return np.array([state is State.FINDING for state in standing.decide(found)])


def test_case_mix_is_told_from_ability():
    earned, possible, truth = world()
    found = standing.shares(earned, possible, FAIR)
    assert abs(np.mean(found.level - truth)) < 0.01
    assert np.corrcoef(found.level, truth)[0, 1] > np.corrcoef(found.observed, truth)[0, 1] + 0.15
    assert 0.92 < held(found, truth) < 0.98


def test_findings_are_seldom_wrong_where_a_line_through_figures_often_is():
    wrong = flagged = wrong_raw = flagged_raw = 0
    for seed in range(6):
        earned, possible, truth = world(seed)
        found = standing.shares(earned, possible, FAIR)
        flags, raw = named(found), found.observed < 0.75
        wrong, flagged = wrong + (flags & (truth >= 0.75)).sum(), flagged + flags.sum()
        wrong_raw, flagged_raw = wrong_raw + (raw & (truth >= 0.75)).sum(), flagged_raw + raw.sum()
    assert flagged > 60
    assert wrong / flagged <= 0.06
    assert wrong_raw / flagged_raw > 0.3


def test_it_says_what_the_whole_posterior_says():
    """The stored one was simulated by something else (`benchmarks/attainment/reference.py`)."""
    for name, stored in json.loads(reference.FILE.read_text(encoding="utf-8")).items():
        found = standing.shares(stored["earned"], stored["possible"], FAIR)
        apart = np.abs(found.posterior - stored["p_below"]).max()
        assert (apart > 0.03) if name in reference.BIASED else (apart <= 0.01)


def test_with_your_mix_somebody_at_standard():
    """One kind of contact: expected is the standard itself, whoever had how many. Two: between what each would give."""
    found = standing.shares([[8], [30], [75]], [[10], [60], [90]], FAIR)
    assert found.expected == pytest.approx([0.75] * 3)
    assert found.observed == pytest.approx([0.8, 0.5, 75 / 90])
    earned, possible, _ = world(people=100, kinds=2)
    found = standing.shares(earned, possible, FAIR)
    mostly_easy = np.argmax(possible[:, np.argmax(earned.sum(0) / possible.sum(0))])
    assert found.expected[mostly_easy] > 0.75
    mix = possible.sum(0) / possible.sum()
    near = np.abs(possible[:, 0] / possible.sum(1) - mix[0]) < 0.01
    assert found.expected[near] == pytest.approx(0.75, abs=0.005)


def test_lower_is_better_is_the_mirror_image():
    earned, possible, _ = world(people=60)
    one = standing.shares(earned, possible, FAIR)
    other = standing.shares(possible - earned, possible, Standard(0.25, False, 30))
    assert other.p_below == pytest.approx(one.p_below, abs=2e-3)
    assert other.level == pytest.approx(1 - one.level, abs=1e-3)
    assert standing.decide(one) == standing.decide(other)


@given(st.integers(0, 5), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_people_and_of_kinds_says_nothing(seed, shuffled):
    earned, possible, _ = world(seed, people=25, kinds=4)
    people, kinds = (shuffled.sample(range(n), n) for n in earned.shape)
    one = standing.shares(earned, possible, FAIR)
    other = standing.shares(earned[people][:, kinds], possible[people][:, kinds], FAIR)
    assert other.p_below == pytest.approx(one.p_below[people], abs=1e-6)
    assert standing.decide(other) == [standing.decide(one)[at] for at in people]


@given(st.floats(0.86, 1.0), st.integers(20, 80), st.integers(2, 8), st.booleans())
@settings(max_examples=20, deadline=None)
def test_more_contacts_at_the_same_good_share_never_speak_against_somebody(share, n, times, worse):
    """Beyond both the standard and what is usual; and as far below both, they never speak for them."""
    earned, possible, _ = world(3, people=60, kinds=1)
    share = 1.3 - share if worse else share
    few = round(share * n)
    probabilities = []
    for factor in (1, times):
        earned[0], possible[0] = factor * few, factor * n
        probabilities.append(standing.shares(earned, possible, FAIR).p_below_normal[0])
    less, more = probabilities if not worse else reversed(probabilities)
    assert more <= less + 0.005


@given(st.integers(0, 29), st.integers(0, 10))
@settings(max_examples=15, deadline=None)
def test_nobody_below_the_minimum_volume_is_named(n, seed):
    earned, possible, _ = world(seed, people=20, kinds=3)
    earned[0], possible[0] = 0, [n, 0, 0]
    found = standing.shares(earned, possible, FAIR)
    assert standing.decide(found)[0] is State.CANNOT_TELL


def test_few_people_are_less_sure_and_it_says_so():
    earned, possible, truth = world(5, people=400)
    many = standing.shares(earned, possible, FAIR)
    wide = []
    for start in range(0, 400, 8):
        part = slice(start, start + 8)
        few = standing.shares(earned[part], possible[part], FAIR)
        assert few.few_people and not many.few_people
        wide.append(np.mean(few.high - few.low))
    assert np.mean(wide) > 1.05 * np.mean(many.high - many.low)


def test_few_people_are_seldom_named_wrongly():
    wrong = flagged = 0
    for seed in range(60):
        earned, possible, truth = world(seed, people=12, kinds=4, volume=200)
        flags = named(standing.shares(earned, possible, FAIR))
        wrong, flagged = wrong + (flags & (truth >= 0.75)).sum(), flagged + flags.sum()
    assert flagged > 40
    assert wrong / flagged <= 0.08


@pytest.mark.parametrize("value", [0.7, 0.75, 0.8])
def test_how_many_reach_it_today(value):
    """Plain figures spread wider than people do; so would the share and the half that reach a line in them."""
    earned, possible, truth = world(people=800, volume=60)
    found = standing.shares(earned, possible, Standard(value))
    assert found.at_standard == pytest.approx((truth >= value).mean(), abs=0.06)
    assert found.middle_half == pytest.approx(tuple(np.quantile(truth, [0.25, 0.75])), abs=0.012)
    low, high = np.quantile(found.observed, [0.25, 0.75])
    assert high - low > found.middle_half[1] - found.middle_half[0]


@pytest.mark.parametrize("skewed", [True, False])
def test_means(skewed):
    n, total, squares, truth = durations(2, skewed=skewed)
    standard = Standard(float(np.quantile(truth, 0.6)), higher_is_better=not skewed)
    found = standing.means(n, total, squares, standard, skewed=skewed)
    assert 0.91 < held(found, truth) < 0.99
    assert np.mean((found.level - truth) ** 2) < 0.9 * np.mean((found.observed - truth) ** 2)
    is_below = truth > standard.value if skewed else truth < standard.value
    assert abs(found.posterior.mean() - is_below.mean()) < 0.05
    flags = named(found)
    assert flags.sum() > 5 and (flags & ~is_below).sum() <= 0.08 * flags.sum()


def test_means_are_the_normal_normal_posterior_where_people_are_many():
    n, total, squares, _ = durations(4, people=2000, kinds=1, skewed=False)
    found = standing.means(n, total, squares, Standard(6.2))
    n, total, squares = (one[:, 0] for one in (n, total, squares))
    usual = (squares - total**2 / n).sum() / (n - 1).sum()
    own = 20 + (squares - total**2 / n) / usual
    error = np.sqrt(usual * own / (20 + n - 1) / n)
    keeps = found.spread**2 / (found.spread**2 + error**2)
    mean = found.typical + keeps * (total / n - found.typical)
    expected = ndtr((6.2 - mean) / (error * np.sqrt(keeps)))
    assert found.posterior == pytest.approx(expected, abs=0.01)


def test_rates_are_the_gamma_poisson_posterior_where_people_are_many():
    draw = np.random.default_rng(7)
    n = draw.poisson(400, 3000)
    events = draw.poisson(0.02 * n * draw.gamma(4, 1 / 4, 3000))
    found = standing.rates(events[:, None], n[:, None], Standard(0.03, higher_is_better=False))
    shape = found.spread**-2
    rate = shape / found.typical
    expected = 1 - gammainc(shape + events, (rate + n) * 0.03)
    assert found.posterior == pytest.approx(expected, abs=0.01)
    assert shape == pytest.approx(4, rel=0.15)


def test_rates_with_kinds_that_differ():
    draw = np.random.default_rng(8)
    often = 0.02 * np.exp(draw.normal(0, 0.5, 6))
    able = draw.gamma(4, 1 / 4, 300)
    n = draw.poisson(80, (300, 6))
    events = draw.poisson(n * often * able[:, None])
    truth = able * (often @ (n.sum(0) / n.sum()))
    found = standing.rates(events, n, Standard(float(np.quantile(truth, 0.7)), False))
    assert 0.92 < held(found, truth) < 0.98
    flags = named(found)
    assert flags.sum() > 3 and (flags & (truth <= found.standard.value)).sum() <= 1


@pytest.mark.parametrize(
    "earned, possible",
    [([[10], [10], [10]], [[10], [10], [10]]), ([[0], [0]], [[50], [50]]), ([[7]], [[10]]), ([[0, 0], [3, 0]], [[0, 0], [4, 0]])],
)  # fmt: skip
def test_all_or_none_or_one_person_is_no_error(earned, possible):
    found = standing.shares(earned, possible, FAIR)
    for one in (found.p_below, found.level, found.low, found.high):
        assert np.isfinite(one).all() and (one >= 0).all() and (one <= 1).all()
    assert (found.low <= found.level).all() and (found.level <= found.high).all()


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 1)), min_size=2, max_size=2),
        min_size=1,
        max_size=6,
    ).filter(lambda rows: any(n for row in rows for n, _ in row)),
    st.floats(0.01, 0.99),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_counts_there_is_an_answer(rows, value, higher):
    possible = np.array([[n for n, _ in row] for row in rows])
    earned = np.array([[round(n * share) for n, share in row] for row in rows])
    for found in (
        standing.shares(earned, possible, Standard(value, higher)),
        standing.rates(earned, possible, Standard(value, higher)),
    ):
        for p in (found.p_below_normal, found.p_below_npmle):
            assert ((p >= 0) & (p <= 1)).all()
        assert (found.low <= found.level).all() and (found.level <= found.high).all()
        assert len(standing.decide(found)) == len(standing.more_contacts(found)) == len(rows)


def test_teams_with_very_many_contacts():
    """Their likelihood is far sharper than they differ: the answer is that of the counts alone."""
    n = np.full(8, 40_000)
    share = np.array([0.74, 0.748, 0.75, 0.752, 0.76, 0.72, 0.78, 0.77])
    found = standing.shares(np.round(share * n)[:, None], n[:, None], FAIR)
    expected = ndtr((0.75 - share) / np.sqrt(share * (1 - share) / n))
    assert found.posterior == pytest.approx(expected, abs=0.03)


def test_all_alike_in_a_mean_is_no_error():
    n = np.full((5, 2), 10.0)
    found = standing.means(n, n * 3, n * 9, Standard(3.5))
    assert found.level == pytest.approx([3] * 5)
    assert (
        standing.decide(standing.means(n, n * 3, n * 9, Standard(2.5, minimum=10)))[0]
        is State.MEETS
    )


@pytest.mark.parametrize(
    "call, why",
    [
        (lambda: standing.shares([[5]], [[4]], FAIR), "between none and what was possible"),
        (lambda: standing.shares([[-1]], [[4]], FAIR), "between none and what was possible"),
        (lambda: standing.shares(np.zeros((0, 2)), np.zeros((0, 2)), FAIR), "nobody"),
        (lambda: standing.shares(np.zeros((2, 0)), np.zeros((2, 0)), FAIR), "kind of contact"),
        (lambda: standing.shares([[1]], [[1, 2]], FAIR), "one row a person"),
        (lambda: standing.shares([[0]], [[0]], FAIR), "Nothing was counted"),
        (lambda: standing.shares([[np.nan]], [[3]], FAIR), "a number"),
        (lambda: standing.shares([[1]], [[3]], Standard(1.0)), "between 0 and 1"),
        (lambda: standing.shares([[1, 1]], [[3, 3]], FAIR, standing.shares_mix([[1]], [[3]])), "other kinds"),
        (lambda: standing.shares_mix([[1, 1]], [[3, 3]], weights=[1]), "one weight"),
        (lambda: standing.means([[3]], [[6]], [[1]], Standard(2)), "too small"),
        (lambda: standing.means([[1]], [[6]], [[36]], Standard(2)), "two contacts"),
        (lambda: standing.means([[3]], [[-6]], [[20]], Standard(2), skewed=True), "not negative"),
        (lambda: standing.rates([[1]], [[0]], Standard(0.1)), "without a contact"),
        (lambda: standing.rates([[1]], [[10]], Standard(0)), "above nought"),
        (lambda: Standard(0.5, minimum=-1), "not negative"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call, why):
    with pytest.raises(ValueError, match=why):
        call()
