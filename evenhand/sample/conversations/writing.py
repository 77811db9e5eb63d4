"""Chooses contacts, writes what was said in them, and apart from that where personal data stands."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts, customer, number_of, times
from evenhand.sample.conversations.persons import invented
from evenhand.sample.conversations.script import Matter, Script, write_script
from evenhand.sample.people import Spell
from evenhand.sample.reasons import CHANNELS, CHAT, EMAIL, PHONE, REASON_NAMES

CHATS, CALLS = 1500, 400  # of the ordinary customers, where the centre has enough
AT_MOST = 25  # no more than one in so many
LONG_ENOUGH = 90  # seconds of talk: nobody gets through a script in less
PER_LETTER, PAUSE = 0.06, 2.5  # seconds, before the whole is fitted to the contact's length


@dataclass(slots=True)
class Counted:
    chats: int = 0
    calls: int = 0
    turns: int = 0
    abusive: int = 0


def choose(random, lines: Contacts, faulty: dict[int, str], abuser: int) -> np.ndarray:
    """Lines whose words are kept; all of the abusive customer's that were spoken or typed."""
    fit = (lines.agent != NOTHING) & ~lines.outbound & (lines.channel != EMAIL)
    fit[list(faulty)] = False
    theirs = fit & (lines.customer == abuser)
    fit &= ~theirs & (lines.talk >= LONG_ENOUGH)
    chosen = [np.flatnonzero(theirs)]
    for channel, most in ((CHAT, CHATS), (PHONE, CALLS)):
        among = np.flatnonzero(fit & (lines.channel == channel))
        chosen.append(random.choice(among, min(most, among.size // AT_MOST), replace=False))
    return np.sort(np.concatenate(chosen))


def write_conversations(
    folder: Path, seed: int, centre, lines: Contacts, chosen: np.ndarray, abuser: int, agents
) -> dict:
    """Write `conversations.jsonl` and `truth_conversations.jsonl`; gives the truth file's part."""
    counted, kinds = Counted(), Counter()
    part = lines.take(chosen)
    with (
        (folder / "conversations.jsonl").open("w", encoding="utf-8", newline="") as said,
        (folder / "truth_conversations.jsonl").open("w", encoding="utf-8", newline="") as true,
    ):
        for at, line in enumerate(chosen.tolist()):
            number = number_of(line)
            chance = Random(f"{seed} {number}")
            matter = _matter(centre, part, at, abuser, agents)
            script = write_script(chance, matter, invented(int(part.customer[at])))
            said.write(_json(_told(chance, part, at, number, script, agents)))
            true.write(_json(_true(number, matter, script)))
            _count(counted, matter, script)
            kinds.update(spot["kind"] for spot in script.personal)
    return {
        "chats": counted.chats,
        "calls": counted.calls,
        "turns": counted.turns,
        "with_abuse": counted.abusive,
        "talk_seconds_at_least": LONG_ENOUGH,
        "personal_data": dict(sorted(kinds.items())),
        "note": "truth_conversations.jsonl says where each piece of personal data stands",
    }


def _matter(centre, part: Contacts, at: int, abuser: int, agents: list[Spell]) -> Matter:
    agent = int(part.agent[at])
    return Matter(
        reason=REASON_NAMES[part.reason[at]],
        phoned=bool(part.channel[at] == PHONE),
        settled=bool(part.settled[at]),
        felt=int(part.felt[at]),
        held=bool(part.hold[at] > 0),
        abusive=bool(part.customer[at] == abuser),
        kind=float(1 / (1 + np.exp(-(0.6 + 1.5 * centre.abilities.care[agent])))),
        agent=agents[agent].name.split()[0],
    )


def _told(chance: Random, part: Contacts, at: int, number: str, script: Script, agents) -> dict:
    started = int(part.started[at])
    moments = times(np.array([started, *_moments(chance, part, at, script)]))
    return {
        "contact_id": number,
        "agent": agents[part.agent[at]].person_id,
        "customer": customer(int(part.customer[at])),
        "channel": CHANNELS[part.channel[at]],
        "topic": REASON_NAMES[part.reason[at]],
        "started_at": moments[0],
        "turns": [
            {"at": moment, "speaker": speaker, "text": text}
            for moment, (speaker, text) in zip(moments[1:], script.turns, strict=True)
        ],
    }


def _moments(chance: Random, part: Contacts, at: int, script: Script) -> list[int]:
    """Longer sentences take longer; together they fill the time between answer and end."""
    began, ended = int(part.started[at] + part.wait[at]), int(part.ended[at])
    queued = 0 if part.channel[at] == PHONE else 1  # said while waiting
    takes = [
        PAUSE * (0.3 + chance.expovariate(1.0)) + PER_LETTER * len(text)
        for _, text in script.turns[queued:]
    ]
    unit = (ended - began) / sum(takes)
    moments, passed = [int(part.started[at])] * queued, 0.0
    for length in takes:
        moments.append(began + int(passed * unit))
        passed += length
    return moments


def _true(number: str, matter: Matter, script: Script) -> dict:
    return {
        "contact_id": number,
        "settled": matter.settled,
        "abusive_turns": script.abusive,
        "personal_data": script.personal,
    }


def _count(counted: Counted, matter: Matter, script: Script) -> None:
    counted.calls += matter.phoned
    counted.chats += not matter.phoned
    counted.turns += len(script.turns)
    counted.abusive += matter.abusive


def _json(told: dict) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
