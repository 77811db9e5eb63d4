"""Against a standard, the struggling one is found and the unlucky one is not, in weeks whose plain figures blame both."""

from datetime import date, timedelta

import numpy as np
import pytest

from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State
from tests.sample.counting import within

STANDARD = Standard(0.63, minimum=30)  # in the top two; all together have 65%


def stood(rated, chosen) -> dict[str, tuple]:
    """Of each person: the state, the plain figure, what somebody at standard would have."""
    picked = [(line, rating) for line, rating in rated if chosen(line)]
    people = sorted({line["agent_id"] for line, _ in picked})
    kinds = sorted({(line["reason"], line["channel"]) for line, _ in picked})
    earned, possible = np.zeros((2, len(people), len(kinds)))
    for line, rating in picked:
        at = people.index(line["agent_id"]), kinds.index((line["reason"], line["channel"]))
        possible[at] += 1
        earned[at] += rating >= 4
    found = standing.shares(earned, possible, STANDARD)
    rows = zip(standing.decide(found), found.observed, found.expected, strict=True)
    return dict(zip(people, rows, strict=True))


@pytest.mark.parametrize("days", [90, 180, 365])
def test_the_struggling_one_is_found(rated, truth, days):
    first = (date.fromisoformat(truth["last_day"]) - timedelta(days=days)).isoformat()
    found = stood(rated, lambda line: line["started_at"][:10] > first)
    state, observed, expected = found[truth["stories"]["struggling"]["person_id"]]
    assert state is State.FINDING
    assert observed < expected
    assert sum(state is State.FINDING for state, *_ in found.values()) < len(found) / 3


def test_the_unlucky_one_is_not(rated, truth):
    story = truth["stories"]["unlucky"]
    state, observed, expected = stood(rated, lambda line: within(line, story))[story["person_id"]]
    assert observed < expected - 0.03
    assert state not in (State.FINDING, State.LIKELY_BELOW)
    state, *_ = stood(rated, lambda line: True)[story["person_id"]]
    assert state is State.MEETS
