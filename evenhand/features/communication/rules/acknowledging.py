"""What somebody may answer who is asked to acknowledge a version, and where that stands."""

from datetime import date
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"


# To which state from which. Who declined may still acknowledge; what was seen cannot be unseen.
MOVES = {
    State.ACKNOWLEDGED: frozenset({State.WAITING, State.DECLINED}),
    State.DECLINED: frozenset({State.WAITING}),
}


class Ended(Protocol):
    """Who ended what people were asked to read, the first day on which it holds no more, and why."""

    by_id: int
    ends_on: date
    reason: str


class Standing(StrEnum):
    """Where a request stands on a day. All of them are answers; nobody is compelled."""

    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    ASKS = "asks a question"
    WAITING = "waiting"
    NO_REPLY = "no reply by the date"
    WITHDRAWN = "needs no reading any more"


def standing(
    state: State, *, open_questions: int, reply_by: date, today: date, withdrawn: bool = False
) -> Standing:
    """A question that waits for its answer keeps the date from running out: it is not they who are late.

    `withdrawn`: the thing has ended, and nobody need read it any more. What was answered stays an answer.
    """
    if state != State.WAITING:
        return Standing(state)
    if withdrawn:
        return Standing.WITHDRAWN
    if open_questions:
        return Standing.ASKS
    return Standing.WAITING if today <= reply_by else Standing.NO_REPLY
