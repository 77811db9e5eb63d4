"""What customers say and do not say, and who was passed on: as the truth file has it."""

from collections import Counter, defaultdict
from statistics import correlation, fmean

import pytest

from evenhand.sample.centre import HEADER
from evenhand.sample.late import HEADER as SURVEYS

PLAIN = (
    "transferred", "transfer_avoidable", "transfer_type", "escalated", "first_replied_at",
    "first_solved_at", "solved_at", "reopened", "nps", "ces", "resolved_first_time",
)  # fmt: skip


def test_headings_are_plain_words(lines, late):
    assert tuple(lines[0]) == HEADER
    assert HEADER[-11:] == PLAIN
    assert tuple(late[0]) == SURVEYS


def test_the_cross_and_the_delighted_answer_more(truth, rated):
    said = Counter(rating for _, rating in rated)
    response = truth["response"]
    assert {str(key): count for key, count in said.items()} == response["answered"]
    felt = {int(key): count for key, count in response["felt"].items()}
    rate = {rating: said[rating] / felt[rating] for rating in felt}
    assert rate[1] > rate[2] > rate[5] > 1.15 * max(rate[3], rate[4])
    assert rate == pytest.approx(
        {int(k): v for k, v in response["response_rate"].items()}, abs=1e-4
    )
    # So what is answered is not what is felt.
    assert fmean(rating for _, rating in rated) < response["mean_felt"] - 0.02


def test_one_in_twenty_answers_comes_later_and_only_there(truth, good, late):
    lines = {line["contact_id"]: line for line in good}
    assert len(late) == truth["rated_late"]
    assert 0.04 < len(late) / (len(late) + truth["rated"]) < 0.06
    assert len({answer["contact_id"] for answer in late}) == len(late)
    for answer in late:
        line = lines[answer["contact_id"]]
        assert line["csat"] == line["nps"] == line["ces"] == line["resolved_first_time"] == ""
        assert line["ended_at"] < answer["answered_at"]
        assert answer["answered_at"][:10] <= truth["last_day"]
        assert answer["csat"] in "12345"
    assert 0.5 < sum(answer["comment"] != "" for answer in late) / len(late) < 0.9


def test_scales_of_the_survey(truth, good):
    said = truth["followup"]
    nps = [int(line["nps"]) for line in good if line["nps"]]
    ces = [int(line["ces"]) for line in good if line["ces"]]
    first = Counter(line["resolved_first_time"] for line in good if line["resolved_first_time"])
    assert set(nps) == set(range(11))
    assert set(ces) == set(range(1, 8))
    assert set(first) == {"yes", "no", "not sure"}
    assert len(nps) == said["nps_answers"]
    assert len(ces) == said["ces_answers"]
    assert first.total() == said["resolved_first_time_answers"]


def test_answers_of_one_customer_belong_together(good):
    both = [(int(line["csat"]), int(line["nps"])) for line in good if line["nps"]]
    assert correlation(*zip(*both, strict=True)) > 0.6
    effort = [(int(line["csat"]), int(line["ces"])) for line in good if line["ces"]]
    assert correlation(*zip(*effort, strict=True)) > 0.3


def test_transfers_and_escalations(truth, good):
    said = truth["followup"]
    assert sum(line["transferred"] == "Y" for line in good) == said["transferred"]
    assert sum(line["transfer_avoidable"] == "Y" for line in good) == said["transfers_avoidable"]
    assert sum(line["escalated"] == "Y" for line in good) == said["escalated"]
    assert sum(line["transfer_type"] == "cold" for line in good) == said["transfers_cold"]
    for line in good:
        called = line["transferred"] == "Y" and line["channel"] == "phone"
        assert (line["transfer_type"] != "") == called
        assert (line["transfer_type"] == "warm") == (
            called and line["hold_seconds"] not in ("", "0")
        )
        assert (line["transfer_avoidable"] != "") == (line["transferred"] == "Y")
        served = line["answered"] == "Y" and line["direction"] == "inbound"
        assert (line["transferred"] != "") == (line["escalated"] != "") == served
    assert 0.2 < said["transfers_avoidable"] / said["transferred"] < 0.5


def test_the_less_able_pass_on_more_without_need(truth, good):
    passed, handled = defaultdict(int), Counter()
    for line in good:
        if line["transferred"]:
            passed[line["agent_id"]] += line["transfer_avoidable"] == "Y"
            handled[line["agent_id"]] += 1
    many = [person for person in truth["people"] if handled[person["person_id"]] > 1000]
    rates = [passed[person["person_id"]] / handled[person["person_id"]] for person in many]
    assert correlation([person["resolution"] for person in many], rates) < -0.4
