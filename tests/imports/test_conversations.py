"""Conversations with their turns: figures of the real STAR dialogues and of a file of the same shape, counted apart."""

import gzip
import json
import os
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evenhand.analysis.intake import conversations, receive, recognise
from evenhand.analysis.intake.check import check
from evenhand.analysis.intake.look import look
from evenhand.analysis.intake.mapping import Unclear, require_usable
from evenhand.analysis.intake.shape import Unreadable
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import LARGEST, TODAY, Centre

REAL = os.environ.get("EVENHAND_REAL_DATA", "")
STAR = "conversations/star_dialogues_a.jsonl.gz"


def dialogue(number: int, chance: random.Random) -> dict:
    """One dialogue of the shape of STAR; some have no turns, some no answer."""
    at = 1589375958 + number * 977
    events = []
    if chance.random() < 0.6:
        events.append(
            {
                "Action": "instruct",
                "Agent": "UserGuide",
                "Text": "Ask for a room",
                "UnixTime": at - 40,
            }
        )
    for _ in range(chance.randrange(0, 7)):
        at += chance.randrange(1, 400)
        events.append(
            {"Action": "utter", "Agent": "User", "Text": f"Is it {number}?", "UnixTime": at}
        )
        if chance.random() < 0.8:
            at += chance.randrange(1, 90)
            events.append(
                {"Action": "request_suggestions", "Agent": "Wizard", "Text": "yes", "UnixTime": at}
            )
            events.append({"Action": "return_item", "Agent": "KnowledgeBase", "Item": {"Price": 4}})
            at += chance.randrange(0, 400)
            events.append(
                {"Action": "pick_suggestion", "Agent": "Wizard", "Text": "It is.", "UnixTime": at}
            )
    said = chance.random()
    answers = [
        {
            "Question": "Did the assistant stay calm and helpful throughout the dialogue?",
            "Answer": said < 0.9,
        },
        {"Question": "Did the assistant reserve your hotel?", "Answer": said < 0.6},
    ]
    return {
        "AnonymizedUserWorkerID": f"u{number % 17}", "AnonymizedWizardWorkerID": f"w{number % 5}",
        "CompletionLevel": "Complete", "DialogueID": number, "Events": events if number % 9 else [],
        "Scenario": {"Domains": ["hotel"]}, "UserQuestionnaire": answers if said > 0.2 else [],
    }  # fmt: skip


def made(folder: Path) -> Path:
    chance, path = random.Random(20261122), folder / "star.jsonl.gz"
    with gzip.open(path, "wt") as out:
        out.writelines(json.dumps(dialogue(number, chance)) + "\n" for number in range(1, 400))
    return path


def real(_folder: Path) -> Path:
    if not REAL:
        pytest.skip("EVENHAND_REAL_DATA does not name the folder of the real conversations")
    return Path(REAL) / STAR


def calm(question: str) -> bool:
    return "calm" in question or "enjoy" in question or "rain" in question


class Counted:
    """What the file holds, by a plainer road: a loop over its dialogues."""

    def __init__(self, path: Path):
        self.lines, self.contacts, self.messages, self.resolved = 0, {}, 0, []
        for text in _text(path):
            told = json.loads(text)
            self.lines += 1
            if told["Events"]:
                self._dialogue(told)

    def _dialogue(self, told: dict) -> None:
        spoken = [
            e for e in told["Events"] if e.get("Text") and e["Action"] != "request_suggestions"
        ]
        people = [e for e in spoken if e["Agent"] in ("User", "Wizard")]
        start = min((e["UnixTime"] for e in people), default=None)
        asked = min((e["UnixTime"] for e in people if e["Agent"] == "User"), default=start)
        replies = [
            e["UnixTime"] for e in people if e["Agent"] == "Wizard" and e["UnixTime"] >= asked
        ]
        self.messages += len(spoken)
        self.contacts[str(told["DialogueID"])] = {
            "start": start,
            "worker": told["AnonymizedWizardWorkerID"],
            "answered": any(e["Agent"] == "Wizard" for e in people),
            "first": min(replies) - start if replies else None,
        }
        asked_for = [
            bool(a["Answer"]) for a in told["UserQuestionnaire"] if not calm(a["Question"])
        ]
        if asked_for:
            self.resolved.append(all(asked_for))


@pytest.fixture(scope="module", params=["generated", "real"])
def star(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("star")
    path = made(folder) if request.param == "generated" else real(folder)
    counted = Counted(path)
    workers = sorted({told["worker"] for told in counted.contacts.values()})
    people = Directory(keys=tuple(("", worker, at) for at, worker in enumerate(workers, 1)))
    centre = Centre(Store(folder / "store"), people)
    summary = bring(centre, path, about_all_questions=True)
    return counted, centre, summary, workers


def bring(centre: Centre, path: Path, source: str = "star", about_all_questions=False, **changes):
    shape = look(path, largest=LARGEST)
    mapping = recognise.propose(shape, source=source, zone="Europe/London").with_(**changes)
    if about_all_questions:
        asked = {
            a["Question"] for text in _text(path) for a in json.loads(text)["UserQuestionnaire"]
        }
        mapping = mapping.with_(questions={q: "" if calm(q) else "resolved" for q in asked})
    require_usable(mapping, order_matters=False)
    run = centre._next()
    check(path, shape, mapping, store=centre.store, run=run, today=TODAY)
    summary, _ = receive.bring_in(
        centre.store, run, path, shape, mapping, today=TODAY, directory=centre.directory, kpis=centre.kpis
    )  # fmt: skip
    return summary


def _text(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_every_dialogue_is_accounted_for(star):
    counted, centre, summary, _ = star
    assert summary.lines == counted.lines == summary.accepted + summary.rejected
    placed = [told for told in counted.contacts.values() if told["start"]]
    assert summary.accepted >= len(placed)
    assert {refused.why for refused in centre.refused()} == {
        "There are no turns in this conversation"
    }
    assert centre.rows("count(*)", "message") == [(counted.messages,)]


def test_replies_are_those_counted_one_by_one(star):
    counted, centre, _, _ = star
    found = {
        number: (start, answered, first)
        for number, start, answered, first in centre.rows(
            "source_id, started_at, answered, first_response_seconds"
        )
    }
    for number, told in counted.contacts.items():
        if told["start"] is None:
            continue
        start, answered, first = found[number]
        assert start == datetime.fromtimestamp(told["start"], UTC).replace(tzinfo=None)
        assert (answered, first) == (told["answered"], told["first"])
    assert centre.rows("DISTINCT channel, first_replies_recorded") == [("chat", True)]


def test_the_dialogues_of_each_worker(star):
    counted, centre, _, workers = star
    wanted = dict.fromkeys(range(1, len(workers) + 1), 0)
    for told in counted.contacts.values():
        wanted[workers.index(told["worker"]) + 1] += told["answered"]
    found = {
        f.by["person"]: f.n
        for f in centre.figures([catalogue.BY_KEY["handled"]], by=("person",))
        if f.n
    }
    assert found == {person: n for person, n in wanted.items() if n}


def test_answers_of_the_questionnaire(star):
    counted, centre, _, _ = star
    found = centre.rows("score, question, credited", "response")
    assert {question for _, question, _ in found} == {"resolved"}
    assert sorted(bool(score) for score, *_ in found) == sorted(counted.resolved)


TURNS = [
    {"at": "2026-07-01 10:00:00", "speaker": "customer", "text": "Hello?"},
    {"at": "2026-07-01 10:00:30", "speaker": "agent", "text": "Good morning."},
    {"at": "2026-07-01 10:20:30", "speaker": "customer", "text": "Thank you."},
]


def lines(*told: dict) -> str:
    return "".join(json.dumps(one) + "\n" for one in told)


def test_times_by_the_clock_of_the_zone_and_pauses_that_are_no_work(centre, a_file):
    bring(centre, a_file(lines({"id": "A", "agent": "Ann", "turns": TURNS}), "chats.jsonl"))
    found = centre.rows("started_at, ended_at, first_response_seconds, handle_seconds, answered")
    assert found == [
        (
            datetime(2026, 7, 1, 9),
            datetime(2026, 7, 1, 9, 20, 30),
            30,
            conversations.PAUSE_SECONDS,
            True,
        )
    ]
    spoken = centre.rows("message, speaker, text, said_at", "message", "1")
    assert [row[:3] for row in spoken] == [
        (1, "customer", "Hello?"), (2, "agent", "Good morning."), (3, "customer", "Thank you."),
    ]  # fmt: skip
    assert spoken[0][3] == datetime(2026, 7, 1, 9)


def test_a_changed_turn_is_a_new_version_and_the_same_again_is_not(centre, a_file):
    told = {"id": "A", "agent": "Ann", "turns": TURNS}
    first = a_file(lines(told, {**told, "id": "B"}), "chats.jsonl")
    bring(centre, first)
    assert bring(centre, first).already_here == 2
    later = {**told, "turns": [*TURNS[:2], {**TURNS[2], "text": "Bye."}]}
    came = bring(centre, a_file(lines(later, {**told, "id": "B"}), "later.jsonl"))
    assert (came.accepted, came.updates, came.already_here) == (1, 1, 1)
    said = [text for (text,) in centre.rows("text", "message")]
    assert (len(said), said.count("Bye."), said.count("Thank you.")) == (6, 1, 1)
    centre.take_back("run3")
    assert [text for (text,) in centre.rows("text", "message")].count("Thank you.") == 2


def test_lines_that_are_no_conversations(centre, a_file):
    good = lines({"id": "A", "agent": "Ann", "turns": TURNS})
    stranger = lines({"id": "B", "turns": [{**TURNS[0], "speaker": "Zeus"}]})
    bad = [
        "not json\n", "[1]\n", '{"id": "C"}\n', lines({"id": "D", "turns": ["hello"]}), "\n",
        lines({"id": "E", "turns": [{**TURNS[0], "at": "yesterday"}]}),
        lines({"id": "F", "turns": [{"speaker": "customer", "text": "When?"}]}),
    ]  # fmt: skip
    path = a_file(good * 2 + "".join(bad) + good.replace("Ann", "Ben") + good.replace('"A"', '"G"'))
    path.write_text(path.read_text() + stranger)
    shape = look(path, largest=LARGEST)
    mapping = recognise.propose(shape, source="star", zone="Europe/London")
    with pytest.raises(Unclear, match="Say who “Zeus” is"):
        require_usable(mapping, order_matters=False)
    known = {name: who for name, who in mapping.turns.speakers.items() if who}
    mapping = mapping.with_(turns=replace(mapping.turns, speakers=known))
    came = check(path, shape, mapping, store=centre.store, run="one", today=TODAY)
    assert (came.lines, came.accepted, came.already_here, came.rejected) == (11, 2, 1, 8)
    assert {refused.line: refused.why[:30] for refused in centre.refused("one")} == {
        3: "This line is not a conversatio",
        4: "This line is not a conversatio",
        5: "There are no turns in this con",
        6: "A turn of it cannot be read",
        8: "A turn of it cannot be read",
        9: "There is no start time, so it ",
        10: "An earlier line of this file h",
        12: "Somebody speaks in it of whom ",
    }


def test_what_is_no_file_of_conversations(a_file):
    assert conversations.look(a_file("id,started_at\nA,B\n")) is None
    assert conversations.look(a_file('{"id": 1, "tags": ["a"]}\n')) is None


def test_one_list_of_conversations_is_the_same_as_a_line_each(centre, a_file):
    told = [
        {"id": "A", "agent": "Ann", "turns": TURNS},
        {"id": "B", "agent": "Ben", "turns": TURNS[:2]},
        "no conversation",
    ]
    assert bring(centre, a_file(lines(*told[:2]), "lines.jsonl")).accepted == 2
    listed = a_file("\ufeff\n" + json.dumps(told, indent=2), "list.json")
    came = bring(centre, listed)
    assert (came.lines, came.already_here, came.rejected) == (3, 2, 1)
    assert [(refused.line, refused.why[:20]) for refused in centre.refused("run2")] == [
        (3, "This line is not a c")
    ]
    packed = a_file("", "list.json.gz")
    packed.write_bytes(gzip.compress(listed.read_bytes().replace(b'"A"', b'"Z"')))
    assert bring(centre, packed).accepted == 1
    with pytest.raises(Unreadable, match="breaks off"):
        look(a_file(json.dumps(told)[:-30], "broken.json"), largest=LARGEST)
