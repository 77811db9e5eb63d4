"""A year of contacts as columns, and the same as lines of a CSV file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from evenhand.sample.reasons import CHANNELS, REASON_NAMES

HEADER = (
    "contact_id", "started_at", "ended_at", "agent_id", "channel", "reason", "direction",
    "answered", "wait_seconds", "talk_seconds", "hold_seconds", "wrap_seconds", "customer_id",
    "csat",
)  # fmt: skip
CHUNK = 50_000  # lines written at once; keeps the working memory small
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
    settled: np.ndarray  # true, but in no file: a centre sees only who comes back

    def __len__(self) -> int:
        return self.started.size

    def take(self, which) -> "Contacts":
        return Contacts(*(getattr(self, field.name)[which] for field in fields(self)))


def joined(parts: list[Contacts]) -> Contacts:
    names = [field.name for field in fields(Contacts)]
    return Contacts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def as_rows(contacts: Contacts, agent_ids: list[str], low: int, high: int) -> list[tuple]:
    """Cells of the contacts from `low` to `high`, ready for the file."""
    part = contacts.take(slice(low, high))
    answered = part.agent != NOTHING
    columns = (
        [f"C-{number:07d}" for number in range(low + 1, low + 1 + len(part))],
        times(part.started),
        times(part.ended),
        _words(part.agent, (*agent_ids, "")),  # NOTHING finds the last one
        _words(part.channel, CHANNELS),
        _words(part.reason, REASON_NAMES),
        _words(part.outbound, ("inbound", "outbound")),
        _words(answered, ("N", "Y")),
        _numbers(part.wait, NOTHING),
        _numbers(part.talk, NOTHING),
        _numbers(part.hold, NOTHING),
        _numbers(part.wrap, NOTHING),
        [f"K{number:06d}" for number in part.customer.tolist()],
        _numbers(part.csat, 0),
    )
    return list(zip(*columns, strict=True))


def chunks(contacts: Contacts, agent_ids: list[str]) -> Iterator[tuple[int, list[tuple]]]:
    for low in range(0, len(contacts), CHUNK):
        yield low, as_rows(contacts, agent_ids, low, low + CHUNK)


def writer(file):
    return csv.writer(file, lineterminator="\n")


def times(seconds: np.ndarray) -> list[str]:
    texts = np.datetime_as_string(seconds.astype("datetime64[s]")).tolist()
    return [text.replace("T", " ") for text in texts]


def _words(numbers: np.ndarray, words: tuple[str, ...]) -> list[str]:
    return [words[number] for number in numbers.astype(int).tolist()]


def _numbers(numbers: np.ndarray, nothing: int) -> list:
    return ["" if number == nothing else number for number in numbers.tolist()]
