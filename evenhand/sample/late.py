"""Survey answers that come days later by mail, in a file of their own: `surveys.csv`."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts, number_of, times, writer
from evenhand.sample.followup import Followup
from evenhand.sample.reasons import REASON_NAMES
from evenhand.sample.shifts import OPENS
from evenhand.sample.surveys import RESOLVED

HEADER = (
    "survey_id", "contact_id", "answered_at", "csat", "nps", "resolved_first_time", "comment",
)  # fmt: skip
SHARE = 0.05  # of all answers
DAYS = 12  # the latest
COMMENTED = 0.7

COMMENTS = (
    (  # 1 and 2
        "Still not sorted, and I have explained it {times} times now.",
        "I was told it would be done in a week. It was not.",
        "Kept waiting, then passed around. Poor.",
        "Nobody could tell me why the {reason} matter took so long.",
        "The person was polite but could not help.",
    ),
    (  # 3
        "It was all right, though it took longer than it should.",
        "Help was fine, the wait was not.",
        "Half of my question about {reason} was answered.",
        "Neither good nor bad.",
    ),
    (  # 4 and 5
        "Very helpful, thank you.",
        "Sorted at once, and explained so that I understood it.",
        "Friendly and quick. The {reason} matter is settled.",
        "I did not expect it to be that easy.",
        "Please pass on my thanks.",
    ),
)


@dataclass(frozen=True, slots=True)
class Late:
    """Lines of the contacts whose answers come later, and when (local seconds since 1970)."""

    lines: np.ndarray
    answered: np.ndarray


def draw_late(random, centre, contacts: Contacts, faulty: dict[int, str]) -> Late:
    """Only of contacts that are in order, and only what came before the export was made."""
    rated = np.setdiff1d(np.flatnonzero(contacts.csat > 0), list(faulty))
    chosen = np.sort(random.choice(rated, size=round(rated.size * SHARE), replace=False))
    after = random.integers(86_400, DAYS * 86_400, chosen.size)
    answered = contacts.ended[chosen] + after
    end = centre.opening + centre.days * 86_400 - OPENS * 3600
    return Late(chosen[answered < end], answered[answered < end])


def write_late(random, path: Path, late: Late, contacts: Contacts, told: Followup) -> None:
    """Write what they answer, and take it off the contacts: an answer stands in one file only."""
    part, answers = contacts.take(late.lines), told.take(late.lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = writer(file)
        out.writerow(HEADER)
        for at, when in enumerate(times(late.answered)):
            nps = int(answers.nps[at])
            rating = int(part.csat[at])
            out.writerow(
                (
                    f"S-{at + 1:06d}",
                    number_of(int(late.lines[at])),
                    when,
                    rating,
                    "" if nps == NOTHING else nps,
                    RESOLVED[answers.resolved[at]],
                    _comment(random, rating, REASON_NAMES[part.reason[at]]),
                )
            )
    contacts.csat[late.lines] = 0
    told.nps[late.lines] = NOTHING
    told.ces[late.lines] = 0
    told.resolved[late.lines] = 0


def _comment(random, rating: int, reason: str) -> str:
    if random.random() >= COMMENTED:
        return ""
    said = COMMENTS[(rating > 2) + (rating > 3)]
    words = said[random.integers(len(said))]
    return words.format(times=random.integers(2, 5), reason=reason.lower())
