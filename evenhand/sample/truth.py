"""What is true of the simulated centre, kept beside its files and never read by the import."""

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts
from evenhand.sample.faults import KINDS
from evenhand.sample.followup import COLD, Followup
from evenhand.sample.late import Late
from evenhand.sample.people import ORGANISATION, Spell
from evenhand.sample.reasons import CHANNELS, REASON_NAMES
from evenhand.sample.simulation import RETURNS
from evenhand.sample.stories import tell_stories

NOTE = "Simulated, nothing real. Never imported: it holds what no real centre knows."


@dataclass(frozen=True, slots=True)
class Told:
    """What the files say, and which lines of them are spoiled, repeated or answered late."""

    lines: Contacts
    followup: Followup
    faulty: dict[int, str]
    repeated: list[int]
    late: Late


@dataclass(frozen=True, slots=True)
class Truth:
    """Counts are of valid, distinct lines unless they say otherwise. README.md explains each."""

    note: str
    organisation: str
    seed: int
    first_day: str
    last_day: str
    lines: int  # in the file, without the header
    valid: int
    faults: dict[str, int]
    repeated: int
    answered: int  # outbound calls too
    abandoned: int
    outbound: int
    rated: int  # in contacts.csv
    rated_late: int  # in surveys.csv
    by_channel: dict[str, int]
    by_reason: dict[str, int]
    followup: dict
    response: dict
    repeat_contacts: dict
    events: list[dict]
    stories: dict[str, dict]
    people: list[dict]
    evaluations: dict = field(default_factory=dict)
    conversations: dict = field(default_factory=dict)

    @property
    def faulty(self) -> int:
        return sum(self.faults.values())

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def tell_truth(seed: int, centre, agents: list[Spell], told: Told) -> Truth:
    good = np.setdiff1d(np.arange(len(told.lines)), list(told.faulty))
    valid, later = told.lines.take(good), told.followup.take(good)
    abandoned = int((valid.agent == NOTHING).sum())
    last = centre.first + timedelta(days=centre.days - 1)
    return Truth(
        note=NOTE,
        organisation=ORGANISATION,
        seed=seed,
        first_day=centre.first.isoformat(),
        last_day=last.isoformat(),
        lines=len(told.lines) + len(told.repeated),
        valid=len(valid),
        faults=_kinds(told.faulty),
        repeated=len(told.repeated),
        answered=len(valid) - abandoned,
        abandoned=abandoned,
        outbound=int(valid.outbound.sum()),
        rated=int((valid.csat > 0).sum()),
        rated_late=told.late.lines.size,
        by_channel=_counts(valid.channel, CHANNELS),
        by_reason=_counts(valid.reason, REASON_NAMES),
        followup=_followup(later),
        response=_response(valid, told),
        repeat_contacts={
            "share_of_unsettled_that_come_back": RETURNS,
            "came_back_in_files": int((valid.came > 0).sum()),
        },
        events=centre.events.told(),
        stories=tell_stories(centre, agents, valid),
        people=[_person(at, spell, centre, told, valid) for at, spell in enumerate(agents)],
    )


def _followup(later: Followup) -> dict:
    """How many lines of contacts.csv say so."""
    return {
        "transferred": int((later.transferred == 1).sum()),
        "transfers_avoidable": int((later.avoidable == 1).sum()),
        "transfers_cold": int((later.type == COLD).sum()),
        "escalated": int((later.escalated == 1).sum()),
        "emails_reopened": int((later.reopened > 0).sum()),
        "emails_open_on_the_last_day": int(((later.reopened >= 0) & (later.solved == 0)).sum()),
        "nps_answers": int((later.nps != NOTHING).sum()),
        "ces_answers": int((later.ces > 0).sum()),
        "resolved_first_time_answers": int((later.resolved > 0).sum()),
    }


def _response(valid: Contacts, told: Told) -> dict:
    """What all customers felt, and what those who answered said (late answers among them)."""
    asked = valid.felt > 0
    said = np.concatenate([valid.csat[valid.csat > 0], told.lines.felt[told.late.lines]])
    felt = np.bincount(valid.felt[asked], minlength=6)[1:]
    answered = np.bincount(said, minlength=6)[1:]
    return {
        "asked": int(asked.sum()),
        "felt": {str(at): int(n) for at, n in enumerate(felt, start=1)},
        "answered": {str(at): int(n) for at, n in enumerate(answered, start=1)},
        "response_rate": {
            str(at): round(float(part / max(whole, 1)), 4)
            for at, (part, whole) in enumerate(zip(answered, felt, strict=True), start=1)
        },
        "mean_felt": round(float(valid.felt[asked].mean()), 4),
        "mean_answered": round(float(said.mean()), 4),
    }


def _kinds(faulty: dict[int, str]) -> dict[str, int]:
    spoiled = list(faulty.values())
    return {kind: spoiled.count(kind) for kind in KINDS}


def _person(at: int, spell: Spell, centre, told: Told, valid: Contacts) -> dict:
    own = valid.take(valid.agent == at)
    inbound = own.take(~own.outbound)
    abilities = centre.abilities
    weights = abilities.mix[at].tolist()
    return {
        "person_id": spell.person_id,
        "name": spell.name,
        "team": spell.team,
        "resolution": round(float(abilities.resolution[at]), 6),
        "satisfaction": round(float(abilities.satisfaction[at]), 6),
        "speed": round(float(abilities.speed[at]), 6),
        "care": round(float(abilities.care[at]), 6),
        "case_mix": {
            name: round(weight, 6) for name, weight in zip(REASON_NAMES, weights, strict=True)
        },
        "handled": len(own),
        "handled_by_reason": _counts(own.reason, REASON_NAMES),
        "settled_of_inbound": [int(inbound.settled.sum()), len(inbound)],
        "mean_felt": round(float(inbound.felt.mean()), 4) if len(inbound) else None,
        "rated": int((own.csat > 0).sum()),
        "rated_late": int((told.lines.agent[told.late.lines] == at).sum()),
    }


def _counts(numbers: np.ndarray, names: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(names, np.bincount(numbers, minlength=len(names)).tolist(), strict=True))
