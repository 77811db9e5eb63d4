"""Abilities truly differ, show through, and are hidden where the case mix differs."""

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import correlation, fmean, pstdev

import pytest


@pytest.fixture(scope="module")
def rated(good):
    """(person, reason, rating) of every rated contact."""
    return [(line["agent_id"], line["reason"], int(line["csat"])) for line in good if line["csat"]]


def raw(rated):
    ratings = defaultdict(list)
    for person, _, rating in rated:
        ratings[person].append(rating)
    return ratings


def adjusted(rated):
    """Mean rating above what the same reasons get from everybody."""
    by_reason = defaultdict(list)
    for _, reason, rating in rated:
        by_reason[reason].append(rating)
    usual = {reason: fmean(ratings) for reason, ratings in by_reason.items()}
    above = defaultdict(list)
    for person, reason, rating in rated:
        above[person].append(rating - usual[reason])
    return {person: fmean(values) for person, values in above.items()}


def named(truth, name):
    return next(person for person in truth["people"] if person["name"] == name)


def test_abilities_truly_differ(truth):
    for ability, least in (("resolution", 0.2), ("satisfaction", 0.1), ("speed", 0.1)):
        assert pstdev(person[ability] for person in truth["people"]) > least


def test_ability_shows_in_ratings_where_there_are_many(truth, rated):
    many = {person for person, ratings in raw(rated).items() if len(ratings) >= 100}
    known = [person for person in truth["people"] if person["person_id"] in many]
    assert len(known) >= 35
    seen = adjusted(rated)
    observed = [seen[person["person_id"]] for person in known]
    # What is settled pleases too, so the rating reflects both abilities.
    true = [person["satisfaction"] + 0.1 * person["resolution"] for person in known]
    assert correlation(true, observed) > 0.75


def test_case_mix_hides_ability(truth, rated):
    overall = fmean(rating for _, _, rating in rated)
    seen, plain = adjusted(rated), raw(rated)
    amara, ben = named(truth, "Amara Okafor"), named(truth, "Ben Whitlock")
    assert amara["satisfaction"] > 0 > ben["satisfaction"]
    assert fmean(plain[amara["person_id"]]) < overall < fmean(plain[ben["person_id"]])
    assert seen[amara["person_id"]] > 0 > seen[ben["person_id"]]


def test_persons_differ_in_case_mix(truth):
    share = {
        person["name"]: person["handled_by_reason"]["Billing dispute"] / person["handled"]
        for person in truth["people"]
    }
    assert share["Amara Okafor"] > 3 * fmean(share.values())
    assert share["Ben Whitlock"] < 0.02


def test_hard_reasons_please_less_whoever_takes_them(rated):
    by_reason = defaultdict(list)
    for _, reason, rating in rated:
        by_reason[reason].append(rating)
    means = {reason: fmean(ratings) for reason, ratings in by_reason.items()}
    assert min(means, key=means.get) == "Billing dispute"
    assert max(means.values()) - min(means.values()) > 0.6


def test_speed_shows_in_handling_time(truth, good):
    talk = defaultdict(list)
    for line in good:
        if line["channel"] == "phone" and line["agent_id"]:
            talk[line["agent_id"], line["reason"]].append(int(line["talk_seconds"]))
    grace, imran = (named(truth, name)["person_id"] for name in ("Grace Mbeki", "Imran Yusuf"))
    assert fmean(talk[grace, "Payment"]) > 1.2 * fmean(talk[imran, "Payment"])


def test_the_unsettled_come_back(good):
    """Same customer and reason within a week: oftener after a weak answer than a good one."""
    last, again = {}, defaultdict(list)
    for line in sorted(good, key=lambda line: line["started_at"], reverse=True):
        key = line["customer_id"], line["reason"]
        when = datetime.fromisoformat(line["started_at"])
        again[line["reason"]].append(last.get(key, datetime.max) - when < timedelta(days=7))
        last[key] = when
    assert fmean(again["Billing dispute"]) > 2 * fmean(again["Meter reading"])
