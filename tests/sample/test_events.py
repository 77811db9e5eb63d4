"""What happened at the centre is visible in the files on the days that the truth file says."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import fmean, median

import pytest

from tests.sample.counting import above_usual, first_handled, interval, within


def told(truth, name):
    return next(event for event in truth["events"] if event["event"] == name)


def test_the_outage_is_a_bad_week_for_all_teams(truth, good, rated):
    week = told(truth, "system outage")
    team = {person["person_id"]: person["team"] for person in truth["people"]}
    calls = [line for line in good if line["channel"] == "phone" and line["direction"] == "inbound"]
    waits = defaultdict(list)
    for line in calls:
        waits[within(line, week)].append(int(line["wait_seconds"]))
    assert fmean(waits[True]) > 2 * fmean(waits[False])
    scores = defaultdict(list)
    for line, above in above_usual(rated):
        if within(line, week):
            scores[team[line["agent_id"]]].append(above)
    assert len(scores) == 3
    assert all(interval(values)[2] < -0.2 for values in scores.values())


def test_no_other_week_is_as_bad(truth, rated):
    weeks = defaultdict(list)
    for line, above in above_usual(rated):
        weeks[date.fromisoformat(line["started_at"][:10]).isocalendar()[:2]].append(above)
    worst = min((fmean(values), week) for week, values in weeks.items() if len(values) > 100)
    outage = date.fromisoformat(told(truth, "system outage")["from"])
    assert worst[1] == outage.isocalendar()[:2]


def test_the_changed_process_settles_more_from_its_day_on(truth, good):
    change = told(truth, "process change")
    came_back = defaultdict(list)
    until = str(date.fromisoformat(truth["last_day"]) - timedelta(days=14))
    for line, again in first_handled(good):
        if line["started_at"] < until:  # the later ones may still come back
            after = line["started_at"][:10] >= change["from"]
            came_back[line["reason"] == change["reason"], after].append(float(again))
    assert interval(came_back[True, True])[2] < 0.75 * interval(came_back[True, False])[0]
    assert fmean(came_back[False, True]) > 0.9 * fmean(came_back[False, False])


def test_seasons(truth, good):
    share = defaultdict(Counter)
    for line in good:
        share[int(line["started_at"][5:7])][line["reason"]] += 1
    of = {
        (month, reason): count / counts.total()
        for month, counts in share.items()
        for reason, count in counts.items()
    }
    seasons = [event for event in truth["events"] if event["event"] == "season"]
    assert {"Billing question", "Leak or no water"} <= {event["reason"] for event in seasons}
    for event in seasons:
        others = fmean(of[month, event["reason"]] for month in (2, 3, 5, 10))
        assert 1.2 < of[event["month"], event["reason"]] / others < event["factor_on_share"] + 0.1


@pytest.fixture(scope="module")
def emails(good):
    return [line for line in good if line["channel"] == "email"]


def moment(text):
    return datetime.fromisoformat(text)


def test_the_backlog_grows_in_its_stretch_and_goes_again(truth, emails):
    spell = told(truth, "backlog of e-mails")
    first, last = (date.fromisoformat(spell[key]) for key in ("from", "to"))

    def unsolved(day):
        evening = f"{day} 23:59:59"
        return sum(
            line["started_at"] <= evening and not ("" < line["solved_at"] <= evening)
            for line in emails
        )

    # The same weekday throughout, so that weekends do not matter.
    evening = last - timedelta(days=1)
    weeks = (last - first).days // 7 + 1
    before = fmean(unsolved(evening - timedelta(days=7 * (weeks + more))) for more in range(3))
    middle, highest = unsolved(evening - timedelta(days=14)), unsolved(evening)
    assert 1.2 * before < middle < highest
    assert highest > 2.5 * before
    assert unsolved(evening + timedelta(days=21)) < 0.5 * highest


def test_times_of_a_ticket_stand_in_order(emails):
    for line in emails:
        started, replied = line["started_at"], line["first_replied_at"]
        assert started < replied
        if line["first_solved_at"]:
            assert replied <= line["first_solved_at"]
        if line["solved_at"]:
            assert line["first_solved_at"] <= line["solved_at"]
            assert (line["first_solved_at"] < line["solved_at"]) == (line["reopened"] == "1")


def test_tickets_are_counted_as_the_truth_says(truth, emails):
    said = truth["followup"]
    assert sum(line["reopened"] == "1" for line in emails) == said["emails_reopened"]
    still_open = sum(not line["solved_at"] for line in emails)
    assert still_open == said["emails_open_on_the_last_day"] > 0
    hours = [
        (moment(line["solved_at"]) - moment(line["started_at"])) / timedelta(hours=1)
        for line in emails
        if line["solved_at"]
    ]
    assert 2 < median(hours) < 72


def test_only_emails_stay_open(good):
    for line in good:
        served = line["answered"] == "Y" and line["direction"] == "inbound"
        if line["channel"] != "email":
            closed = line["ended_at"] if served else ""
            assert line["first_solved_at"] == line["solved_at"] == closed
            assert line["reopened"] == ""
            assert bool(line["first_replied_at"]) == (line["channel"] == "chat")
