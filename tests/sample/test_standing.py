"""In the simulated centre, whose truth is known, whoever struggles is found, and whoever was only unlucky is not."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from evenhand.analysis.measure.mix import Counts
from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.rules.judging import by_counts, judge
from evenhand.features.attainment.rules.ways import Way

STANDARD = Standard(0.55, minimum=50)


@pytest.fixture(scope="module")
def rated(lines, truth):
    """(day, person, kind, pleased) of every rated line that names somebody known here."""
    known = {one["person_id"] for one in truth["people"]}
    return [
        (_day(line), line["agent_id"], (line["reason"], line["channel"]), line["csat"] in "45")
        for line in lines
        if line["agent_id"] in known and line["csat"] in {"1", "2", "3", "4", "5"}
    ]


def _day(line) -> str:
    return line["started_at"][:10]


def judged(rated, truth, *, first: str = ""):
    chosen = [one for one in rated if one[0] >= first]
    people = [one["person_id"] for one in truth["people"]]
    kinds = sorted({kind for _day, _who, kind, _good in chosen})
    given = Counter((who, kind) for _day, who, kind, _good in chosen)
    pleased = Counter((who, kind) for _day, who, kind, good in chosen if good)
    parts = {
        name: np.array([[counted[who, kind] for kind in kinds] for who in people], float)
        for name, counted in (("numerator", pleased), ("denominator", given))
    }
    counts = Counts(np.arange(len(people)), tuple(kinds), parts)
    at = by_counts(lambda _asked: (counts, counts, STANDARD), Way.SHARE)
    everybody = counts.people.tolist()
    verdict = judge(at, everybody, STANDARD.value, own={}, nameable=everybody, days=84)
    return {people[at]: one for at, one in verdict.of.items()}


def test_who_struggles_is_found(rated, truth):
    found = judged(rated, truth)
    named = {who for who, one in found.items() if one.state is State.FINDING}
    assert truth["stories"]["struggling"]["person_id"] in named
    # Whoever pleases as the others do is not, however hard their contacts.
    content = {one["person_id"] for one in truth["people"] if one["satisfaction"] >= 0}
    assert not named & content


def test_who_was_only_unlucky_is_not(rated, truth):
    story = truth["stories"]["unlucky"]
    weeks = date.fromisoformat(story["to"]) - timedelta(weeks=12)
    lately = judged(rated, truth, first=weeks.isoformat())[story["person_id"]]
    whole = judged(rated, truth)[story["person_id"]]
    assert State.FINDING not in {lately.state, whole.state}
    worst = judged(rated, truth, first=story["from"])[story["person_id"]]
    assert worst.state is not State.FINDING
