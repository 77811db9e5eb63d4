"""What stands in the way of publishing a service standard, or of ending one: all of it at once."""

from datetime import date
from enum import StrEnum


class Refusal(StrEnum):
    NO_TEXT = "no text"
    NO_GOAL = "no goal"
    GOAL_UNKNOWN = "a goal that the charter does not say then"
    NO_DAY = "no day from which it holds"
    BEFORE_LAST = "not after the version before"
    IN_THE_PAST = "in the past"
    NO_REASON = "no reason"
    REPLY_BY = "no days to read it"
    WITHDRAWN = "withdrawn"
    ENDS_IN_THE_PAST = "ends in the past"
    ENDS_FIRST = "ends before it begins"


def refusals(
    *,
    text: str,
    goal: str,
    goal_is_said: bool,
    effective_from: date | None,
    last: date | None,
    withdrawn: bool,
    reason: str,
    reply_by: date,
    today: date,
) -> list[Refusal]:
    """`goal_is_said`: whether the charter that holds on the first day has that section. `last`: first day of the latest.

    The first version may hold from a day in the past, as it did on paper; every later one from today on.
    """
    found = []
    if not text:
        found.append(Refusal.NO_TEXT)
    if not goal:
        found.append(Refusal.NO_GOAL)
    elif not goal_is_said:
        found.append(Refusal.GOAL_UNKNOWN)
    if effective_from is None:
        found.append(Refusal.NO_DAY)
    elif last is not None and effective_from <= last:
        found.append(Refusal.BEFORE_LAST)
    elif last is not None and effective_from < today:
        found.append(Refusal.IN_THE_PAST)
    if not reason:
        found.append(Refusal.NO_REASON)
    if reply_by <= today:
        found.append(Refusal.REPLY_BY)
    if withdrawn:
        found.append(Refusal.WITHDRAWN)
    return found


def against_ending(
    *, ends_on: date, first: date | None, ended: bool, reason: str, today: date
) -> list[Refusal]:
    """Of a standard or a target whose latest version holds from `first`. What was in force on a past day stays so."""
    found = []
    if ended:
        found.append(Refusal.WITHDRAWN)
    if ends_on < today:
        found.append(Refusal.ENDS_IN_THE_PAST)
    elif first is None or ends_on < first:
        found.append(Refusal.ENDS_FIRST)
    if not reason:
        found.append(Refusal.NO_REASON)
    return found
