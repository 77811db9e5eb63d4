"""What stands in the way of publishing a service standard, or of ending one: all of it at once."""

from datetime import date
from enum import StrEnum

from evenhand.features.standards.rules.days import FirstDay, against_first_day


class Refusal(StrEnum):
    NO_TEXT = "no text"
    NO_GOAL = "no goal"
    GOAL_UNKNOWN = "a goal that the charter does not say then"
    NO_REASON = "no reason"
    REPLY_BY = "no days to read it"
    WITHDRAWN = "withdrawn"
    ENDS_IN_THE_PAST = "ends in the past"
    NOTHING_TO_END = "nothing was published"


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
) -> list[Refusal | FirstDay]:
    """`goal_is_said`: whether the charter that holds on the first day has that section. `last`: first day of the latest."""
    found: list[Refusal | FirstDay] = []
    if not text:
        found.append(Refusal.NO_TEXT)
    if not goal:
        found.append(Refusal.NO_GOAL)
    elif not goal_is_said:
        found.append(Refusal.GOAL_UNKNOWN)
    found += against_first_day(effective_from, last=last, today=today)
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
    """Of a standard or a target whose latest version holds from `first`. What was in force on a past day stays so;
    what is still to come may be called off before it begins."""
    found = []
    if ended:
        found.append(Refusal.WITHDRAWN)
    if first is None:
        found.append(Refusal.NOTHING_TO_END)
    elif ends_on < today:
        found.append(Refusal.ENDS_IN_THE_PAST)
    if not reason:
        found.append(Refusal.NO_REASON)
    return found
