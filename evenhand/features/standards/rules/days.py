"""From which day the next version of anything may hold."""

from datetime import date
from enum import StrEnum


class FirstDay(StrEnum):
    """What is wrong with it."""

    MISSING = "no day from which it holds"
    BEFORE_LAST = "not after the version before"
    IN_THE_PAST = "in the past"


def against_first_day(first: date | None, *, last: date | None, today: date) -> list[FirstDay]:
    """`last`: from when the latest version holds, published or still to come; None: there is none.

    The first version may hold from a day in the past, as it did on paper; every later one from today on at the
    earliest, so that nobody's past is judged by what was written after it.
    """
    if first is None:
        return [FirstDay.MISSING]
    if last is not None and first <= last:
        return [FirstDay.BEFORE_LAST]
    if last is not None and first < today:
        return [FirstDay.IN_THE_PAST]
    return []
