"""For what somebody may open another person's words, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    DRAWN = "drawn"
    COMPLAINT = "complaint"
    SECOND_LOOK = "second look"
    SUBJECT_ACCESS = "subject access"


# What these rest on is kept elsewhere: whoever opens writes down which complaint or request it is.
BY_REFERENCE = frozenset({Purpose.COMPLAINT, Purpose.SUBJECT_ACCESS})


class Closed(StrEnum):
    """Why a purpose does not apply."""

    NOT_YOURS = "not within the viewer's role"
    NOTHING_OPEN = "nothing of the kind on this contact"


@dataclass(frozen=True)
class Choice:
    """A purpose as it is offered. `occasion`: what it rests on, in words ("" where its reference says so);
    `closed`: why it does not apply."""

    purpose: Purpose
    occasion: str = ""
    closed: Closed | None = None


def choices(allowed: frozenset[Purpose], occasions: Mapping[Purpose, str]) -> list[Choice]:
    """Every purpose in a fixed order. One applies when the role has it and something calls for it: on the contact, or
    a complaint or request whose reference is given.

    What somebody may not use says nothing about whether there is an occasion.
    """
    found = []
    for purpose in Purpose:
        if purpose not in allowed:
            found.append(Choice(purpose, closed=Closed.NOT_YOURS))
        elif purpose in BY_REFERENCE or purpose in occasions:
            found.append(Choice(purpose, occasion=occasions.get(purpose, "")))
        else:
            found.append(Choice(purpose, closed=Closed.NOTHING_OPEN))
    return found


def is_sought(purpose: Purpose) -> bool:
    """Only what chance has drawn may enter a rate; whatever else is found was looked for."""
    return purpose != Purpose.DRAWN


def is_used_up(opened: int, limit: int | None) -> bool:
    """Whether as many transcripts were opened this month as the policy allows; None: it sets no limit."""
    return limit is not None and opened >= limit
