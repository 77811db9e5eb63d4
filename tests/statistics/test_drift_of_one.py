"""Somebody against their own past, like for like: a harder mix is no change, a lower level is found within weeks."""

import numpy as np
import pytest
from scipy.special import expit, logit

from evenhand.analysis.statistics import cusum
from evenhand.analysis.statistics.standing import Mix, drift

# Of three kinds of contact: how many in 100 go well with somebody of the usual ability.
EASY, USUAL, HARD = 0.92, 0.8, 0.6
MIX = Mix(logit(np.array([EASY, USUAL, HARD])), np.full(3, 1 / 3), np.zeros((3, 3)))
WEEKS, CHANGE = 26, 13
ODDS = {"as ever": 1.0, "half the odds": 0.5, "three times the odds": 3.0}


def counts(random, contacts: int, *, harder: bool, then: str, mix: Mix = MIX):
    """(earned, possible) of one person by week and kind: from the change on with other contacts, or another level."""
    part = np.tile([0.6, 0.3, 0.1], (WEEKS, 1))
    if harder:
        part[CHANGE:] = [0.1, 0.3, 0.6]
    odds = np.ones((WEEKS, 1))
    odds[CHANGE:] = ODDS[then]
    possible = np.array([random.multinomial(contacts, one) for one in part])
    return random.binomial(possible, expit(mix.offsets + np.log(odds))), possible


def signals(found: drift.Drift) -> list[tuple[int, int]]:
    """(week, side) of each point outside."""
    return [
        (week, 1 if value > 0 else -1)
        for week, value, reach in zip(
            found.weeks, found.limits.values, found.limits.reaches, strict=True
        )
        if abs(value) > reach
    ]


@pytest.mark.parametrize(
    ("harder", "then", "side", "within"),
    [
        (False, "as ever", 0, 0), (True, "as ever", 0, 0),
        (False, "half the odds", -1, 4), (True, "half the odds", -1, 4),
        # Where most goes well already, there is less to gain than to lose.
        (False, "three times the odds", 1, 4), (True, "three times the odds", 1, 4),
    ],
)  # fmt: skip
def test_what_is_seen(harder, then, side, within):
    """Sixty contacts a week, as they are expected to come out: chance has no part in this table."""
    part = np.tile([0.6, 0.3, 0.1], (WEEKS, 1))
    if harder:
        part[CHANGE:] = [0.1, 0.3, 0.6]
    odds = np.ones((WEEKS, 1))
    odds[CHANGE:] = ODDS[then]
    possible = 60 * part
    found = drift.of_shares(possible * expit(MIX.offsets + np.log(odds)), possible, MIX)
    seen = signals(found)
    if not side:
        assert not seen and found.lasting is None
        return
    assert CHANGE <= seen[0][0] <= CHANGE + within - 1 and {one for _week, one in seen} == {side}
    assert found.lasting == (side, CHANGE)


@pytest.mark.parametrize(("contacts", "odds"), [(60, 1.0), (12, 1.0), (12, 3.0)])
@pytest.mark.parametrize("harder", [False, True])
def test_how_often_chance_alone_says_look_closer(contacts, odds, harder):
    """By either rule, in a quarter at most as often as the page says; few contacts and nearly all good among them."""
    random = np.random.default_rng(17)
    mix = Mix(MIX.offsets + np.log(odds), MIX.weights, MIX.covariance)
    alarms = []
    for _ in range(400):
        found = drift.of_shares(
            *counts(random, contacts, harder=harder, then="as ever", mix=mix), mix
        )
        last = found.weeks[-1] - 13
        alarms.append(any(week > last for week, _side in signals(found)) or found.lasting is not None)  # fmt: skip
    assert np.mean(alarms) <= drift.FALSE_ALARMS + 2 * (drift.FALSE_ALARMS / 400) ** 0.5


def test_a_fall_is_found_within_four_weeks_more_often_than_not():
    random, waits = np.random.default_rng(23), []
    for _ in range(300):
        found = drift.of_shares(*counts(random, 60, harder=True, then="half the odds"), MIX)
        low = [week - CHANGE + 1 for week, side in signals(found) if side < 0 and week >= CHANGE]
        waits.append(low[0] if low else 99)
    assert np.median(waits) <= 4


def test_too_few_weeks_say_nothing():
    possible = np.full((WEEKS, 3), 20.0)
    possible[7:] = 3.0  # nine contacts in a week are too few to count as one
    assert drift.weeks_enough(possible) == list(range(7))
    assert drift.of_shares(possible * 0.8, possible, MIX) is None
    possible[7] = 20.0
    assert drift.of_shares(possible * 0.8, possible, MIX).weeks == (4, 5, 6, 7)


def test_what_is_not_known_widens_the_forecast():
    """Where it is unsure how hard a kind is, other contacts make a week less surprising."""
    random = np.random.default_rng(3)
    earned, possible = counts(random, 60, harder=True, then="half the odds")
    unsure = Mix(MIX.offsets, MIX.weights, np.eye(3) * 0.3)
    spread = Mix(MIX.offsets, MIX.weights, MIX.covariance, dispersion=2.0)
    sure = min(drift.of_shares(earned, possible, MIX).limits.values)
    for other in (unsure, spread):
        assert min(drift.of_shares(earned, possible, other).limits.values) > sure


def test_a_sum_that_has_gone_back_is_no_lasting_change():
    fell = [0.0] * 5 + [-2.0] * 5
    assert cusum.not_gone_back(fell) == (-1, 5)
    assert cusum.not_gone_back(fell + [2.0] * 3) is None
    assert cusum.not_gone_back(fell + [2.0] * 5) == (1, 10)
    assert cusum.not_gone_back([0.4, -0.4] * 20) is None
