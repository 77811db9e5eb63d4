"""In the simulated centre two people review everybody, one of them strictly: how much is found again, and evened out."""

from datetime import date

import numpy as np
import pytest

from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Reviews, Standard, State

STANDARD = Standard(0.80, minimum=20)  # as the sample's own target


@pytest.fixture(scope="module")
def reviewed(scores, good, truth):
    """The reviews drawn by chance in the last 26 weeks, and who gave them."""
    of = {line["contact_id"]: line for line in good}
    people = [one["person_id"] for one in truth["people"]]
    teams = [one["team"] for one in truth["people"]]
    givers = [one["person_id"] for one in truth["evaluations"]["evaluators"]]
    points: dict[str, list] = {}
    for line in scores:
        contact = of.get(line["contact_id"])
        drawn = line["purpose"] == "random" and contact and contact["agent_id"] in people
        if drawn and contact["started_at"] >= "2026-05-23" and line["points"]:
            one = points.setdefault(line["evaluation_id"], [line, contact, 0.0, 0.0])
            one[2], one[3] = one[2] + float(line["points"]), one[3] + float(line["possible"])
    person = np.array([people.index(contact["agent_id"]) for _line, contact, *_ in points.values()])
    team = np.array([sorted(set(teams)).index(teams[at]) for at in person])
    days = [
        date.fromisoformat(contact["started_at"][:10]) for _line, contact, *_ in points.values()
    ]
    made = Reviews(
        person, team, np.array([givers.index(one[0]["evaluator"]) for one in points.values()]),
        np.zeros(len(person), int), np.array([(day - date(2026, 5, 18)).days // 7 for day in days]),
        np.array([one[2] / one[3] for one in points.values()]),
        np.array([one[3] / float(one[0]["inclusion_probability"]) for one in points.values()]),
        np.ones(len(person), bool), len(people), 1,
    )  # fmt: skip
    return made


def test_reviewers_cross_teams_and_can_be_told_from_them(reviewed):
    found = standing.links(reviewed)
    assert found.identify and found.teams == 3
    assert found.crossed > 0.5 * found.reviews > 400


def test_how_strict_they_are_is_found_again(reviewed, truth):
    strict, mild = (one["severity_log_odds"] for one in truth["evaluations"]["evaluators"])
    found = standing.strictness(reviewed)
    apart = np.array([-1.0, 1.0]) @ found.offsets[:2]
    error = (np.array([-1.0, 1.0]) @ found.covariance[:2, :2] @ np.array([-1.0, 1.0])) ** 0.5
    assert apart == pytest.approx(mild - strict, abs=2.5 * error)
    assert error < 0.1


def test_whoever_works_well_is_not_named_for_the_strict_one(reviewed, truth):
    found = standing.strictness(reviewed)
    at = standing.scores(reviewed, STANDARD, found)
    states = standing.decide(at)
    care = np.array([one["care"] for one in truth["people"]])
    named = np.array([state in (State.FINDING, State.LIKELY_BELOW) for state in states])
    assert not (named & (care >= 0)).any()
    struggling = [one["person_id"] for one in truth["people"]].index(truth["stories"]["struggling"]["person_id"])  # fmt: skip
    assert states[struggling] in (State.FINDING, State.LIKELY_BELOW, State.CANNOT_TELL)
    assert at.level[struggling] < np.quantile(at.level, 0.2)
    enough = at.n >= 20
    closer = [np.corrcoef(level[enough], care[enough])[0, 1] for level in (at.level, at.observed)]
    assert closer[0] > closer[1]
