"""A year of contacts as columns, and the same as lines of a CSV file."""

import csv
from dataclasses import dataclass, fields

import numpy as np

from evenhand.sample.reasons import CHANNELS, REASON_NAMES

HEADER = (
    "contact_id", "started_at", "ended_at", "agent_id", "channel", "reason", "direction",
    "answered", "wait_seconds", "talk_seconds", "hold_seconds", "wrap_seconds", "customer_id",
    "csat",
)  # fmt: skip
NOTHING = -1  # in a whole-number column: the cell is empty


@dataclass(frozen=True, slots=True)
class Contacts:
    """Columns of equal length. `started` and `ended` are local seconds since 1970."""

    started: np.ndarray
    ended: np.ndarray
    agent: np.ndarray  # NOTHING when nobody answered
    channel: np.ndarray
    reason: np.ndarray
    outbound: np.ndarray
    wait: np.ndarray
    talk: np.ndarray
    hold: np.ndarray
    wrap: np.ndarray
    customer: np.ndarray
    csat: np.ndarray
    # True, but in no file: a centre sees only who answers and who comes back.
    felt: np.ndarray  # 1-5, what the customer would answer; 0 when there was no service to rate
    settled: np.ndarray
    came: np.ndarray  # how often the customer had come about the same matter before

    def __len__(self) -> int:
        return self.started.size

    def take(self, which) -> "Contacts":
        return Contacts(*(getattr(self, field.name)[which] for field in fields(self)))


def joined(parts: list[Contacts]) -> Contacts:
    names = [field.name for field in fields(Contacts)]
    return Contacts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def number_of(line: int) -> str:
    """The contact number of a line, counted from 0."""
    return f"C-{line + 1:07d}"


def as_columns(part: Contacts, agent_ids: list[str], low: int = 0) -> tuple[list, ...]:
    """Cells in the order of HEADER. `low` is the line of the first."""
    answered = part.agent != NOTHING
    return (
        [f"C-{number:07d}" for number in range(low + 1, low + 1 + len(part))],
        times(part.started),
        times(part.ended),
        words(part.agent, (*agent_ids, "")),  # NOTHING finds the last one
        words(part.channel, CHANNELS),
        words(part.reason, REASON_NAMES),
        words(part.outbound.astype(int), ("inbound", "outbound")),
        words(answered.astype(int), ("N", "Y")),
        numbers(part.wait, NOTHING),
        numbers(part.talk, NOTHING),
        numbers(part.hold, NOTHING),
        numbers(part.wrap, NOTHING),
        [customer(number) for number in part.customer.tolist()],
        numbers(part.csat, 0),
    )


def writer(file):
    return csv.writer(file, lineterminator="\n")


def times(seconds: np.ndarray) -> list[str]:
    texts = np.datetime_as_string(seconds.astype("datetime64[s]")).tolist()
    return [text.replace("T", " ") for text in texts]


def customer(number: int) -> str:
    return f"K{number:06d}"


def words(places: np.ndarray, called: tuple[str, ...]) -> list[str]:
    return [called[place] for place in places.tolist()]


def numbers(values: np.ndarray, nothing: int) -> list:
    return ["" if value == nothing else value for value in values.tolist()]
