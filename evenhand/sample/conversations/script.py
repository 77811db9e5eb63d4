"""Puts a conversation together, phrase by phrase, and notes where personal data was said."""

import re
from dataclasses import dataclass, field
from random import Random

from evenhand.sample.conversations import phrases as say
from evenhand.sample.conversations.persons import Person
from evenhand.sample.conversations.topics import TOPICS

SLOT = re.compile(r"\{(\w+)\}")
PERSONAL = {
    "name": "name", "first": "name", "agent": "name", "postcode": "postcode", "phone": "phone",
    "account": "account_number", "email": "email", "card": "card_number", "address": "address",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """What the contact was, as far as it shapes what is said."""

    reason: str
    phoned: bool
    settled: bool
    felt: int
    held: bool
    abusive: bool
    kind: float  # 0-1: chance of a kind word where one is due
    agent: str  # first name


@dataclass(slots=True)
class Script:
    """Turns as (speaker, text); where personal data stands in them; which turns are abusive."""

    chance: Random
    slots: dict[str, str]
    turns: list[tuple[str, str]] = field(default_factory=list)
    personal: list[dict] = field(default_factory=list)
    abusive: list[int] = field(default_factory=list)

    def add(self, speaker: str, phrases: tuple[str, ...]) -> None:
        self.say(speaker, self.chance.choice(phrases))

    def say(self, speaker: str, phrase: str) -> None:
        text = ""
        for at, piece in enumerate(SLOT.split(phrase)):
            if at % 2 == 0:
                text += piece
                continue
            value = self.slots[piece]
            if piece in PERSONAL:
                spot = {"turn": len(self.turns), "start": len(text), "end": len(text) + len(value)}
                self.personal.append(spot | {"kind": PERSONAL[piece]})
            text += value
        self.turns.append((speaker, text))


def write_script(chance: Random, matter: Matter, person: Person) -> Script:
    script = Script(chance, _slots(chance, matter, person))
    if not matter.phoned:
        script.say("system", "You are in the queue. Somebody will be with you shortly.")
        script.say("system", "{agent} has joined the chat.")
    script.add("agent", say.GREETING)
    script.add("customer", TOPICS[matter.reason].problems)
    if matter.abusive:
        _abuse(script)
    else:
        _ordinary(script, matter)
    if not matter.phoned:
        script.say("system", "The chat has ended.")
    return script


def _ordinary(script: Script, matter: Matter) -> None:
    chance, topic = script.chance, TOPICS[matter.reason]
    if chance.random() < matter.kind:
        script.add("agent", say.SORRY if matter.felt <= 3 else say.WILLING)
    _verify(script)
    for question, answer in chance.sample(topic.questions, chance.randint(1, 3)):
        script.say("agent", question)
        script.say("customer", answer)
    if matter.held:
        script.add("agent", say.HOLD)
        script.add("customer", say.WAITING)
        script.add("agent", say.HELD)
    for step in chance.sample(topic.steps, chance.randint(1, 3)):
        script.say("agent", step)
        if chance.random() < 0.7:
            script.add("customer", say.FOLLOWING)
    if chance.random() < 0.5:
        script.add("agent", say.ASSURANCE)
    script.add("agent", topic.settled if matter.settled else topic.unsettled)
    _close(script, matter)


def _verify(script: Script) -> None:
    script.add("agent", say.VERIFY)
    script.add("customer", say.VERIFIED)
    if script.chance.random() < 0.6:
        script.add("agent", say.ACCOUNT)
        script.add("customer", say.ACCOUNT_GIVEN)
    script.add("agent", say.THANKS)
    if script.chance.random() < 0.3:
        script.add("agent", say.REACH)
        script.add("customer", say.REACHED)


def _close(script: Script, matter: Matter) -> None:
    mood = say.CONTENT if matter.felt > 2 else say.DISPLEASED
    if matter.felt == 5 and matter.settled:
        mood = say.PLEASED
    script.add("customer", mood)
    if script.chance.random() < matter.kind:
        script.add("agent", say.ANYTHING)
        script.add("customer", say.NOTHING_ELSE)
    script.add("agent", say.CLOSING)


def _abuse(script: Script) -> None:
    _verify(script)
    insults = script.chance.sample(say.ABUSE, script.chance.randint(2, 5))
    for insult in insults:
        script.abusive.append(len(script.turns))
        script.say("customer", insult)
        script.add("agent", say.WARNING if insult is not insults[-1] else say.ENDING)


def _slots(chance: Random, matter: Matter, person: Person) -> dict[str, str]:
    amount = chance.randint(38, 640)
    return {
        "agent": matter.agent,
        "name": person.name,
        "first": person.first,
        "postcode": person.postcode,
        "account": person.account,
        "phone": person.phone,
        "email": person.email,
        "card": person.card,
        "address": person.address,
        "amount": f"{amount}.{chance.randrange(100):02d}",
        "part": str(max(5, amount // 12)),
        "reading": str(chance.randint(120, 4900)),
        "day": str(chance.randint(4, 20)),
        "days": str(chance.randint(2, 9)),
        "hour": str(chance.randint(5, 11)),
        "reference": f"R{chance.randint(10_000, 99_999)}",
    }
