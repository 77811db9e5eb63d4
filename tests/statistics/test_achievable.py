"""Chances of reaching a target: as often met as they say, on weeks that nobody has seen."""

import numpy as np
import pytest
from scipy.special import expit

from evenhand.analysis.statistics import achievable
from evenhand.analysis.statistics.achievable import Improvement, Walk

STEADY = Walk(middle=1.2, spread=0.4, weekly=0.05)
SEVENTY = {"earned": [[42] * 12], "possible": [[60] * 12]}


def histories(people: int, weeks: int, seed: int = 1, weekly: float = 0.08, drift: float = 0.0):
    draw = np.random.default_rng(seed)
    steps = np.hstack(
        [draw.normal(0.9, 0.5, (people, 1)), draw.normal(drift, weekly, (people, weeks - 1))]
    )
    possible = draw.poisson(30, steps.shape)
    return draw.binomial(possible, expit(steps.cumsum(1))), possible


def chance_of(target, improvement=None, **changed):
    asked = {"target": target, "weeks": 8, "per_week": 60, "walk": STEADY, "judged": 4} | changed
    return achievable.chance(**SEVENTY, improvement=improvement, **asked)


def test_chances_are_met_as_often_as_they_say():
    """The walk is estimated from the same weeks as a page has; the eight weeks after are kept back."""
    earned, possible = histories(1500, 28)
    walk = achievable.estimate_walk(earned[:400, :20], possible[:400, :20])
    said = achievable.chance(
        earned[:, :20], possible[:, :20], target=0.75, weeks=8, judged=4, per_week=30, walk=walk, draws=300
    ).seen  # fmt: skip
    met = earned[:, 24:].sum(1) >= 0.75 * possible[:, 24:].sum(1)
    for low in np.arange(0, 1, 0.2):
        some = (said >= low) & (said < low + 0.2 + (low > 0.7))
        assert abs(said[some].mean() - met[some].mean()) < 0.08
    assert np.mean((said - met) ** 2) < 0.55 * met.mean() * (1 - met.mean())


def test_how_people_change_is_found_in_their_weeks():
    found = achievable.estimate_walk(*histories(600, 20, drift=0.02))
    assert found.is_estimated and (found.people, found.weeks) == (600, 20)
    assert found.middle == pytest.approx(0.9, abs=0.08)
    assert found.spread == pytest.approx(0.5, abs=0.05)
    assert found.weekly == pytest.approx(0.08, abs=0.025)
    assert found.drift == pytest.approx(0.02, abs=0.006)
    assert not STEADY.is_estimated


def test_where_somebody_is_now_is_between_their_weeks_and_everybody():
    now, low, high = achievable.chance(
        [[5] * 3], [[10] * 3], target=0.7, weeks=4, per_week=10, walk=STEADY
    ).now[:, 0]
    assert low < 0.5 < now < expit(1.2) < high + 0.1
    assert low < now < high


def test_nobody_goes_from_seventy_to_eighty_by_themselves():
    """The plan that is usual and fails: ten points in eight weeks. Whoever truly gets there is seen there half the time."""
    alone = chance_of(0.80)
    assert alone.unlikely[0] and alone.seen[0] < 0.06
    helped = chance_of(0.80, Improvement(0.6))
    assert 0.3 < helped.seen[0] < 0.6
    assert chance_of(0.80, Improvement(0.3)).unlikely[0]


def test_harder_targets_are_less_likely_and_support_helps():
    seen = [chance_of(target).seen[0] for target in (0.6, 0.65, 0.7, 0.75, 0.8)]
    assert seen == sorted(seen, reverse=True)
    helped = [chance_of(0.75, Improvement(mean)).seen[0] for mean in (0, 0.2, 0.4)]
    assert helped == sorted(helped)


def test_lower_is_better_is_the_mirror_image():
    mirror = {"earned": [[18] * 12], "possible": [[60] * 12]}
    walk = Walk(-STEADY.middle, STEADY.spread, STEADY.weekly)
    found = achievable.chance(
        **mirror, target=0.25, weeks=8, per_week=60, judged=4, walk=walk, higher_is_better=False,
        improvement=Improvement(0.3),
    )  # fmt: skip
    other = chance_of(0.75, Improvement(0.3))
    assert found.seen == pytest.approx(other.seen)
    assert found.now[:, 0] == pytest.approx(1 - other.now[[0, 2, 1], 0])
    assert found.walk is walk


def test_the_same_question_has_the_same_answer():
    assert chance_of(0.75).seen == chance_of(0.75).seen
    assert chance_of(0.75, seed=2).seen == pytest.approx(chance_of(0.75).seen, abs=0.05)


def test_a_week_without_contacts_says_nothing():
    one = achievable.chance(
        [[8, 0, 9]], [[10, 0, 10]], target=0.8, weeks=4, per_week=10, walk=STEADY
    )
    assert np.isfinite(one.seen).all()
    nothing = achievable.chance([[0, 0]], [[0, 0]], target=0.8, weeks=4, per_week=10, walk=STEADY)
    assert nothing.now[0, 0] == pytest.approx(expit(STEADY.middle))


@pytest.mark.parametrize(
    "call, why",
    [
        (lambda: chance_of(1.0), "between 0 and 1"),
        (lambda: chance_of(0.8, judged=9), "within the weeks"),
        (lambda: chance_of(0.8, per_week=0), "bring contacts"),
        (lambda: achievable.chance([[3]], [[2]], target=0.5, weeks=1, per_week=1, walk=STEADY), "between none"),
        (lambda: achievable.chance([3], [2], target=0.5, weeks=1, per_week=1, walk=STEADY), "one column a week"),
        (lambda: achievable.estimate_walk(*histories(9, 20)), "fewer than ten people"),
        (lambda: achievable.estimate_walk(*histories(50, 3)), "four weeks"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call, why):
    with pytest.raises(ValueError, match=why):
        call()
