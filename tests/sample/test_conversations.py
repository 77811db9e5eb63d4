"""Transcripts: of contacts that are in the file, in their time, with personal data that is marked."""

import re
from collections import Counter

import pytest

from evenhand.sample.conversations.persons import passes_luhn

KEYS = ("contact_id", "agent", "customer", "channel", "topic", "started_at", "turns")
SHAPES = {
    "postcode": re.compile(r"[A-Z]{2}\d{1,2} \d[A-Z]{2}"),
    "card_number": re.compile(r"(\d{4} ){3}\d{4}"),
    "email": re.compile(r"\S+@example\.(com|org|net)"),
    "account_number": re.compile(r"BW-\d{8}"),
    "phone": re.compile(r"(07700 900|01632 960)\d{3}"),
}


@pytest.fixture(scope="module")
def contact_of(good):
    return {line["contact_id"]: line for line in good}


def test_counted_as_the_truth_says(conversations, truth):
    said = truth["conversations"]
    channels = Counter(told["channel"] for told in conversations)
    assert channels == {"chat": said["chats"], "phone": said["calls"]}
    assert sum(len(told["turns"]) for told in conversations) == said["turns"]
    assert said["chats"] > 700
    assert said["calls"] > 300


def test_each_is_about_a_contact_of_the_file(conversations, contact_of):
    assert len({told["contact_id"] for told in conversations}) == len(conversations)
    for told in conversations:
        assert tuple(told) == KEYS
        line = contact_of[told["contact_id"]]
        pairs = {"agent": "agent_id", "customer": "customer_id", "topic": "reason"}
        for key in ("channel", "started_at"):
            assert told[key] == line[key]
        assert all(told[key] == line[column] for key, column in pairs.items())


def test_turns_fill_the_time_of_the_contact(conversations, contact_of):
    for told in conversations:
        line, moments = contact_of[told["contact_id"]], [turn["at"] for turn in told["turns"]]
        assert moments == sorted(moments)
        assert line["started_at"] <= moments[0]
        assert moments[-1] <= line["ended_at"]
        assert {turn["speaker"] for turn in told["turns"]} <= {"customer", "agent", "system"}
        assert all(turn["text"] and "{" not in turn["text"] for turn in told["turns"])


def test_no_two_are_the_same(conversations):
    texts = Counter(" ".join(turn["text"] for turn in told["turns"]) for told in conversations)
    assert max(texts.values()) == 1
    openings = Counter(told["turns"][-2]["text"] for told in conversations)
    assert openings.most_common(1)[0][1] < 0.2 * len(conversations)


def test_personal_data_stands_where_the_truth_says(conversations, true_conversations, truth):
    kinds = Counter()
    for told, true in zip(conversations, true_conversations, strict=True):
        assert told["contact_id"] == true["contact_id"]
        for spot in true["personal_data"]:
            text = told["turns"][spot["turn"]]["text"][spot["start"] : spot["end"]]
            kinds[spot["kind"]] += 1
            assert text == text.strip() != ""
            if spot["kind"] in SHAPES:
                assert SHAPES[spot["kind"]].fullmatch(text)
    assert kinds == truth["conversations"]["personal_data"]
    assert set(SHAPES) < set(kinds)


def test_nothing_shaped_like_personal_data_is_unmarked(conversations, true_conversations):
    for told, true in zip(conversations, true_conversations, strict=True):
        marked = Counter(spot["kind"] for spot in true["personal_data"])
        texts = [turn["text"] for turn in told["turns"]]
        for kind, shape in SHAPES.items():
            assert sum(len(shape.findall(text)) for text in texts) == marked[kind]


def test_no_card_number_is_a_real_one(conversations):
    found = [
        number[0]
        for told in conversations
        for turn in told["turns"]
        for number in re.finditer(r"(?:\d{4} ){3}\d{4}", turn["text"])
    ]
    assert len(found) > 50
    assert not any(map(passes_luhn, found))
    assert passes_luhn("4539 1488 0343 6467")  # a number that passes, so that the check can fail


def test_the_abusive_customer_is_heard_and_answered_civilly(
    conversations, true_conversations, truth, good
):
    who = truth["stories"]["abusive_customer"]["customer_id"]
    spoken = [line for line in good if line["customer_id"] == who and line["channel"] != "email"]
    heard = [
        (told, true)
        for told, true in zip(conversations, true_conversations, strict=True)
        if true["abusive_turns"]
    ]
    assert len(heard) == len(spoken) == truth["conversations"]["with_abuse"]
    for told, true in heard:
        assert told["customer"] == who
        assert all(told["turns"][at]["speaker"] == "customer" for at in true["abusive_turns"])
        assert len(true["abusive_turns"]) >= 2
    insults = {told["turns"][at]["text"] for told, true in heard for at in true["abusive_turns"]}
    others = {
        turn["text"] for told in conversations if told["customer"] != who for turn in told["turns"]
    }
    assert len(insults) > 5
    assert not insults & others
