"""What is told of a contact later: who it was passed to, its ticket's times, the customer's answers.

All arrays are as long as the contacts they belong to. An empty cell is 0 for answers and times and
NOTHING for yes, no and counts.
"""

from dataclasses import dataclass, fields

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts, numbers, times, words
from evenhand.sample.routing import draw_routing
from evenhand.sample.surveys import RESOLVED, draw_surveys
from evenhand.sample.tickets import draw_tickets

HEADER = (
    "transferred", "transfer_avoidable", "transfer_type", "escalated", "first_replied_at",
    "first_solved_at", "solved_at", "reopened", "nps", "ces", "resolved_first_time",
)  # fmt: skip
COLD, WARM = 0, 1
TYPES = ("cold", "warm", "")
YES_NO = ("N", "Y", "")  # NOTHING finds the last one


@dataclass(frozen=True, slots=True)
class Followup:
    transferred: np.ndarray
    avoidable: np.ndarray
    type: np.ndarray  # COLD, WARM or NOTHING
    escalated: np.ndarray
    first_replied: np.ndarray  # local seconds since 1970
    first_solved: np.ndarray
    solved: np.ndarray
    reopened: np.ndarray
    nps: np.ndarray  # 0-10 or NOTHING
    ces: np.ndarray  # 1-7, high is easy
    resolved: np.ndarray  # place in RESOLVED

    def __len__(self) -> int:
        return self.nps.size

    def take(self, which) -> "Followup":
        return Followup(*(getattr(self, field.name)[which] for field in fields(self)))


def draw_followup(random, centre, lines: Contacts) -> Followup:
    transferred, avoidable, warm, escalated = draw_routing(random, centre.abilities, lines)
    replied, first_solved, solved, reopened = draw_tickets(random, centre, lines)
    nps, ces, resolved = draw_surveys(random, lines)
    return Followup(
        transferred, avoidable, warm, escalated, replied, first_solved, solved,
        reopened, nps, ces, resolved,
    )  # fmt: skip


def as_columns(part: Followup) -> tuple[list, ...]:
    """Cells in the order of HEADER."""
    return (
        words(part.transferred, YES_NO),
        words(part.avoidable, YES_NO),
        words(part.type, TYPES),
        words(part.escalated, YES_NO),
        some_times(part.first_replied),
        some_times(part.first_solved),
        some_times(part.solved),
        numbers(part.reopened, NOTHING),
        numbers(part.nps, NOTHING),
        numbers(part.ces, 0),
        words(part.resolved, RESOLVED),
    )


def some_times(seconds: np.ndarray) -> list[str]:
    """Empty where it has not happened."""
    cells = [""] * seconds.size
    happened = np.flatnonzero(seconds)
    for at, text in zip(happened.tolist(), times(seconds[happened]), strict=True):
        cells[at] = text
    return cells
