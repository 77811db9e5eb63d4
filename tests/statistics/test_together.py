"""Whether a team moved as one: by example, and how often it would be said where nothing happened."""

import numpy as np
import pytest

from evenhand.analysis.statistics.together import Together, together


def test_all_fell_alike():
    found = together([(-0.08, 0.03)] * 4 + [(-0.06, 0.03), (-0.1, 0.04), (-0.05, 0.03)])
    assert found.verdict is Together.TOGETHER
    assert found.low < found.common < found.high < 0
    assert found.same_way == 1.0
    assert found.members == 7


def test_one_who_fell_is_not_the_team():
    found = together([(0.01, 0.02)] * 4 + [(-0.01, 0.02)] * 5 + [(-0.3, 0.03)])
    assert found.verdict is Together.DIFFERENTLY


def test_half_up_and_half_down_is_not_the_team():
    assert together([(0.1, 0.02), (-0.1, 0.02)] * 4).verdict is Together.DIFFERENTLY


def test_nothing_much():
    assert (
        together([(0.01, 0.03), (-0.02, 0.03), (0.02, 0.03), (0.0, 0.03)]).verdict
        is Together.NO_CLEAR
    )
    assert together([(-0.2, 0.01)] * 3).verdict is Together.TOO_FEW


@pytest.mark.parametrize("members", [5, 12])
def test_a_team_that_did_not_move_is_seldom_said_to_have(members):
    """Also where its members change by themselves, each their own way."""
    random = np.random.default_rng(members)
    for own in (0.0, 0.03):
        said = 0
        for _ in range(400):
            errors = random.uniform(0.02, 0.06, members)
            changes = random.normal(0, np.hypot(errors, own))
            found = together(list(zip(changes, errors, strict=True)))
            said += found.verdict is Together.TOGETHER
        assert said / 400 <= 0.06


def test_a_team_that_moved_is_mostly_found():
    random, said = np.random.default_rng(8), 0
    for _ in range(200):
        errors = random.uniform(0.02, 0.05, 10)
        changes = random.normal(-0.06, np.hypot(errors, 0.02))
        found = together(list(zip(changes, errors, strict=True)))
        said += found.verdict is Together.TOGETHER and found.common < 0
    assert said / 200 >= 0.9
