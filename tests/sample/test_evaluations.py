"""Evaluations: how many, of whom, by whom, and what is true of those who evaluate."""

from collections import Counter, defaultdict
from statistics import correlation, fmean

import pytest

from evenhand.sample.evaluations import HEADER
from tests.sample.counting import interval


@pytest.fixture(scope="module")
def done(scores):
    """Of each evaluation its lines."""
    by_number = defaultdict(list)
    for score in scores:
        by_number[score["evaluation_id"]].append(score)
    return by_number


@pytest.fixture(scope="module")
def contact_of(good):
    return {line["contact_id"]: line for line in good}


def share(lines):
    """Points earned of those possible."""
    scored = [line for line in lines if line["not_applicable"] == "N"]
    points, possible = (sum(int(line[name]) for line in scored) for name in ("points", "possible"))
    return points / possible


def test_headings_and_lines(scores, done, truth):
    assert tuple(scores[0]) == HEADER
    said = truth["evaluations"]
    assert len(scores) == said["lines"]
    purposes = Counter(lines[0]["purpose"] for lines in done.values())
    assert purposes == {"random": said["random"], "targeted": said["targeted_on_low_ratings"]}
    for lines in done.values():
        assert len({line["criterion"] for line in lines}) == len(lines) == 12
        assert (
            len({(line["contact_id"], line["evaluator"], line["evaluated_at"]) for line in lines})
            == 1
        )


def test_about_four_a_month_of_everybody(done, contact_of, truth):
    drawn, handled = Counter(), Counter()
    for lines in done.values():
        if lines[0]["purpose"] == "random":
            contact = contact_of[lines[0]["contact_id"]]
            drawn[contact["agent_id"], contact["started_at"][:7]] += 1
    for line in contact_of.values():
        if line["agent_id"] and line["direction"] == "inbound":
            handled[line["agent_id"], line["started_at"][:7]] += 1
    many = [key for key, count in handled.items() if count >= 100]
    assert len(many) > 300
    assert {drawn[key] for key in many} == {
        truth["evaluations"]["random_per_agent_and_month_at_most"]
    }


def test_the_chance_of_being_drawn_is_told_of_random_ones_only(done):
    for lines in done.values():
        chance = lines[0]["inclusion_probability"]
        assert (chance == "") == (lines[0]["purpose"] == "targeted")
        assert not chance or 0 < float(chance) <= 1


def test_targeted_ones_are_about_low_ratings(done, rated):
    rating = {line["contact_id"]: given for line, given in rated}
    targeted = [lines[0] for lines in done.values() if lines[0]["purpose"] == "targeted"]
    assert len(targeted) > 50
    assert all(rating[line["contact_id"]] <= 2 for line in targeted)


def test_evaluated_after_the_contact_and_before_the_export(done, contact_of, truth):
    for lines in done.values():
        assert contact_of[lines[0]["contact_id"]]["ended_at"] < lines[0]["evaluated_at"]
        assert lines[0]["evaluated_at"][:10] <= truth["last_day"]


def test_one_evaluator_is_stricter(done, truth):
    given = defaultdict(list)
    for lines in done.values():
        if lines[0]["purpose"] == "random":
            given[lines[0]["evaluator"]].append(share(lines))
    strict, lenient = sorted(
        truth["evaluations"]["evaluators"], key=lambda one: one["severity_log_odds"]
    )
    assert interval(given[strict["person_id"]])[2] < interval(given[lenient["person_id"]])[0] - 0.02


def test_care_shows_in_scores(done, contact_of, truth):
    given = defaultdict(list)
    for lines in done.values():
        if lines[0]["purpose"] == "random":
            given[contact_of[lines[0]["contact_id"]]["agent_id"]].append(share(lines))
    many = [person for person in truth["people"] if len(given[person["person_id"]]) > 20]
    seen = [fmean(given[person["person_id"]]) for person in many]
    assert correlation([person["care"] for person in many], seen) > 0.7


def test_critical_errors_by_class(scores, truth):
    lost = Counter(
        score["critical"]
        for score in scores
        if score["critical"] and score["not_applicable"] == "N" and score["points"] == "0"
    )
    assert lost == truth["evaluations"]["critical_errors"]
    assert set(lost) == {"customer", "business", "compliance"}


def test_what_does_not_apply_has_no_points(scores, contact_of):
    skipped = [score for score in scores if score["not_applicable"] == "Y"]
    assert {score["criterion"] for score in skipped} == {
        "Explained the hold",
        "Said the terms of payment",
    }
    assert all(score["points"] == score["possible"] == "" for score in skipped)
    for score in skipped:
        if score["criterion"] == "Explained the hold":
            assert contact_of[score["contact_id"]]["hold_seconds"] == "0"
