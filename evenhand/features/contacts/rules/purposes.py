"""For what somebody may open another person's words, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    NO_POLICY = "no monitoring policy is in force"
    NOT_IN_POLICY = "the monitoring policy in force does not include it"


# What watches somebody, and therefore waits for a policy. The others serve the customer who complains or the person
# whose words they are: refusing those would take a right from somebody, and watch nobody less.
MONITORING = frozenset({Purpose.DRAWN})


@dataclass(frozen=True)
class Monitored:
    """What the monitoring policy in force allows on a day; as it stands here, what holds while there is none."""

    has_begun: bool = False
    starts_on: date | None = None  # of a policy that is published and starts later
    reads_words: bool = False
    openings_a_month: int | None = 40  # by one viewer, for whatever purpose; None: no limit
    # By key, the measures of which nothing is shown about any one person, with the reason.
    unused: Mapping[str, str] = field(default_factory=dict)

    @property
    def closes(self) -> Closed | None:
        """Why nothing may be opened for monitoring."""
        if not self.has_begun:
            return Closed.NO_POLICY
        return None if self.reads_words else Closed.NOT_IN_POLICY


@dataclass(frozen=True)
class Choice:
    """A purpose as it is offered. `occasion`: what it rests on, in words ("" where its reference says so);
    `closed`: why it does not apply."""

    purpose: Purpose
    occasion: str = ""
    closed: Closed | None = None


def choices(
    allowed: frozenset[Purpose], occasions: Mapping[Purpose, str], monitored: Monitored
) -> list[Choice]:
    """Every purpose in a fixed order. One applies when the role has it and something calls for it: on the contact, or
    a complaint or request whose reference is given; one of monitoring, when the policy in force has it.

    What somebody may not use says nothing about whether there is an occasion.
    """
    found = []
    for purpose in Purpose:
        if purpose not in allowed:
            found.append(Choice(purpose, closed=Closed.NOT_YOURS))
        elif purpose in MONITORING and monitored.closes:
            found.append(Choice(purpose, closed=monitored.closes))
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
