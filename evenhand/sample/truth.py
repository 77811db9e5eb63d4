"""What is true of the simulated centre, kept beside its files and never read by the import."""

import json
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np

from evenhand.sample.abilities import Abilities
from evenhand.sample.contacts import NOTHING, Contacts
from evenhand.sample.faults import KINDS
from evenhand.sample.people import ORGANISATION, Spell
from evenhand.sample.reasons import CHANNELS, REASON_NAMES

NOTE = "Simulated, nothing real. Never imported: it holds what no real centre knows."


@dataclass(frozen=True, slots=True)
class Truth:
    """Counts are of valid, distinct lines unless they say otherwise."""

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
    rated: int
    by_channel: dict[str, int]
    by_reason: dict[str, int]
    people: list[dict]

    @property
    def faulty(self) -> int:
        return sum(self.faults.values())

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def tell_truth(
    seed: int,
    first: date,
    last: date,
    agents: list[Spell],
    abilities: Abilities,
    contacts: Contacts,
    faulty: dict[int, str],
    repeated: list[int],
) -> Truth:
    valid = contacts.take(np.setdiff1d(np.arange(len(contacts)), list(faulty)))
    abandoned = int((valid.agent == NOTHING).sum())
    return Truth(
        note=NOTE,
        organisation=ORGANISATION,
        seed=seed,
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        lines=len(contacts) + len(repeated),
        valid=len(valid),
        faults=_kinds(faulty),
        repeated=len(repeated),
        answered=len(valid) - abandoned,
        abandoned=abandoned,
        outbound=int(valid.outbound.sum()),
        rated=int((valid.csat > 0).sum()),
        by_channel=_counts(valid.channel, CHANNELS),
        by_reason=_counts(valid.reason, REASON_NAMES),
        people=[_person(at, spell, abilities, valid) for at, spell in enumerate(agents)],
    )


def _kinds(faulty: dict[int, str]) -> dict[str, int]:
    spoiled = list(faulty.values())
    return {kind: spoiled.count(kind) for kind in KINDS}


def _person(at: int, spell: Spell, abilities: Abilities, valid: Contacts) -> dict:
    own = valid.take(valid.agent == at)
    inbound = own.take(~own.outbound)
    weights = abilities.mix[at].tolist()
    return {
        "person_id": spell.person_id,
        "name": spell.name,
        "team": spell.team,
        "resolution": round(float(abilities.resolution[at]), 6),
        "satisfaction": round(float(abilities.satisfaction[at]), 6),
        "speed": round(float(abilities.speed[at]), 6),
        "case_mix": {
            name: round(weight, 6) for name, weight in zip(REASON_NAMES, weights, strict=True)
        },
        "handled": len(own),
        "handled_by_reason": _counts(own.reason, REASON_NAMES),
        "settled_of_inbound": [int(inbound.settled.sum()), len(inbound)],
        "rated": int((own.csat > 0).sum()),
    }


def _counts(numbers: np.ndarray, names: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(names, np.bincount(numbers, minlength=len(names)).tolist(), strict=True))
