"""Who is tied to whom by reviews: where a strict reviewer can be told from weak work, and of whom not."""

import numpy as np
import pytest

from benchmarks.attainment import reviewed as worlds_of_reviews
from benchmarks.attainment.reviewed import reviewed
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Links, Reviews, Standard


def table(rows, **other) -> Reviews:
    """(person, team, giver) each."""
    person, team, giver = (np.array(column) for column in zip(*rows, strict=True))
    n = len(rows)
    nought = np.zeros(n, int)
    return Reviews(person, team, giver, nought, nought, np.linspace(0.5, 1, n), np.ones(n),
                   np.ones(n, bool), int(person.max()) + 1, 1)  # fmt: skip


HOME = [(0, 0, 0), (1, 0, 0), (2, 1, 1), (3, 1, 1)] * 5  # two teams, a reviewer each


@pytest.mark.parametrize(
    ("rows", "expected", "identify"),
    [
        (HOME, Links(20, 0, 2, 2, 0), False),  # nobody is shared
        ([*HOME, (0, 0, 1)], Links(21, 1, 1, 2, 0), False),  # connected, by one in 21
        ([*HOME, (0, 0, 1), (2, 1, 0), (3, 1, 0)], Links(23, 3, 1, 2, 0), True),
        # Two who share the people of each team, and never cross: 2 groups, however much they share.
        ([(p, p // 2, 2 * (p // 2) + at % 2) for p in range(4) for at in range(6)], Links(24, 0, 2, 2, 0), False),
        # One team: there is no other to cross to.
        ([(p, 0, at % 2) for p in range(4) for at in range(6)], Links(24, 0, 1, 1, 0), True),
        ([(p, p // 2, 0) for p in range(4) for at in range(6)], Links(24, 12, 1, 2, 0), True),
        ([*HOME[:18], (0, 0, -1), (2, 1, -1)], Links(20, 0, 2, 2, 2), False),
        ([(0, 0, -1), (1, 0, -1)], Links(2, 0, 0, 0, 2), False),
    ],
)  # fmt: skip
def test_whether_reviewers_can_be_told_from_teams(rows, expected, identify):
    found = standing.links(table(rows))
    assert (found, found.identify) == (expected, identify)


def loosely_tied(made, ties: int):
    """All but so many of the reviews that tie team 0 and its reviewer to the others are gone."""
    one = made.reviews
    across = np.flatnonzero((one.team == 0) != (one.giver == 0))
    stays = np.ones(len(one.score), bool)
    stays[np.random.default_rng(0).permutation(across)[ties:]] = False
    parts = (one.person, one.team, one.giver, one.kind, one.week, one.score, one.weight, one.counts)
    return Reviews(*(part[stays] for part in parts), one.people, one.kinds)


@pytest.mark.parametrize(("ties", "least", "most"), [(1, 0.7, 1), (12, 0, 0.1), (10_000, 0, 0)])
def test_a_team_is_not_judged_by_a_reviewer_whom_nearly_nothing_ties_to_others(ties, least, most):
    """Others share reviewers enough: they are judged, and so is that team once it does."""
    left = []
    for seed in range(8):
        reviews = loosely_tied(reviewed(seed, 0.2, givers=6), ties)
        assert standing.links(reviews).identify
        loose = standing.untied(reviews, Standard(0.8), standing.strictness(reviews))
        left.append(loose[:10].mean())
        assert not loose[10:].any()
    assert least <= np.mean(left) <= most


@pytest.mark.parametrize("strict", [0.0, 0.5])
def test_where_one_review_in_ten_crosses_at_random_hardly_anybody_is_left_out(strict, monkeypatch):
    """Also where reviewers are all alike, which nobody knows beforehand."""
    monkeypatch.setattr(worlds_of_reviews, "STRICT", strict)
    loose = []
    for seed in range(8):
        made = worlds_of_reviews.reviewed(seed, 0.1)
        found = standing.strictness(made.reviews)
        loose.append(standing.untied(made.reviews, Standard(0.8), found).mean())
    assert np.mean(loose) < 0.06
