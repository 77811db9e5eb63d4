"""Of whom a finding may be made at all, whatever the figures say, and at which threshold. Decision record 21."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from evenhand.analysis.scope import Window

# With fewer days somebody's weeks are too few to tell a bad one from the usual.
LEAST_DAYS = timedelta(weeks=4)
# Fewer people do not say how much people differ: up to 12% of those named were wrong in simulation.
FEWEST_COMPARED = 10
# Below so many, pages say that findings are less sure than where many are compared.
SURE_FROM = 15


class Unnamed(StrEnum):
    """Why a look at a period that is over made no finding about anybody."""

    SHORT = "fewer than four weeks were counted"
    FEW = "fewer than ten people are compared"
    ALL_FELL = "everybody together did worse than in the two periods before"


class Begins(StrEnum):
    """Why only a part of a period counts for somebody: what came last."""

    READ = "read"  # they had read the target, or had the time to
    JOINED = "joined"  # it measures them without a break
    USED = "used"  # the measure is used about people again


def first_day(*, read: date, joined: date, used: date) -> tuple[date, Begins]:
    """The first day that counts for somebody, and what it waited for."""
    first = max(read, joined, used)
    days = {Begins.JOINED: joined, Begins.USED: used, Begins.READ: read}
    return first, next(why for why, day in days.items() if day == first)


class Agreed(Protocol):
    """Something that was agreed for the days [starts_on, ends_on); without a threshold they are left out."""

    threshold: float | None
    starts_on: date
    ends_on: date | None


def threshold_of(agreed: Iterable[Agreed], common: float, days: Window, *, at_least: bool):
    """The threshold most favourable to a person of all that held for them on the days; None: left out on one of them.

    The common one is among them unless something was agreed for every day.
    """
    agreed = list(agreed)
    asked = [one.threshold for one in agreed]
    if None in asked:
        return None
    if not any(_covers(one, days) for one in agreed):
        asked.append(common)
    return min(asked) if at_least else max(asked)


def _covers(one: Agreed, days: Window) -> bool:
    return one.starts_on <= days.first and (one.ends_on is None or one.ends_on >= days.end)


def long_enough(since: Mapping[int, date], days: Window) -> frozenset[int]:
    """Of whom four weeks or more count."""
    return frozenset(one for one, day in since.items() if days.end - day >= LEAST_DAYS)
