"""Working days by nation: Monday to Friday, without the bank holidays that hold there."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SUBDIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
COMPANION_DAYS = 5  # Employment Relations Act 1999, s.10(5)
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, nation: str) -> bool:
    return day.weekday() < 5 and day not in _holidays(nation, day.year)


def add_working_days(day: date, n: int, nation: str) -> date:
    """The n-th working day after `day` (before it, when n is negative); `day` is not counted."""
    step = ONE_DAY if n >= 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, nation)
    return day


def companion_deadline(day: date, nation: str) -> date:
    """The last day to which a hearing on `day` may have to move, so that a companion can come.

    The five working days begin with the first one after the day that was proposed.
    """
    return add_working_days(day, COMPANION_DAYS, nation)


@dataclass(frozen=True)
class OpeningHours:
    """When a service is open, from a day on: for Monday to Sunday (opens, closes) in seconds after midnight, or None.

    `nation` says whose bank holidays it keeps; "" keeps none.
    """

    from_day: date = date.min
    week: tuple[tuple[int, int] | None, ...] = ((9 * 3600, 17 * 3600),) * 5 + (None, None)
    nation: str = "england-and-wales"

    def on(self, day: date) -> tuple[int, int] | None:
        if self.nation and day in _holidays(self.nation, day.year):
            return None
        return self.week[day.weekday()]


def opening_days(hours: tuple[OpeningHours, ...], first: date, last: date):
    """(day, opens, closes) for every day from first to last on which it is open, by the hours in force that day."""
    kept = sorted(hours, key=lambda one: one.from_day)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        in_force = [one for one in kept if one.from_day <= day]
        if in_force and (found := in_force[-1].on(day)):
            yield day, *found


@lru_cache(maxsize=64)
def _holidays(nation: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # slow to import: only where a day is asked for

    return frozenset(country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))
