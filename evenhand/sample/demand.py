"""When customers get in touch and who they are: seasons, weekdays, hours, people who come back."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from evenhand.sample.shifts import CLOSES, HOURS, OPENS, open_days

WEEKDAYS = np.array([1.22, 1.06, 1.00, 0.99, 1.01, 0.48, 0.0])
BY_HOUR = np.array([0.75, 1.12, 1.28, 1.22, 1.10, 1.08, 1.10, 1.02, 0.78, 0.58, 0.44, 0.33])
LAST_SECOND = (CLOSES - OPENS) * 3600 - 1


@dataclass(frozen=True, slots=True)
class Demand:
    """How many contacts to expect in each hour of each day, relative to the others."""

    expected: np.ndarray  # [day, hour], sums to 1
    opens: np.ndarray  # [day] bool
    next_open: np.ndarray  # [day] the first open day on or after it; `days` when there is none


def draw_demand(random: np.random.Generator, first: date, days: int) -> Demand:
    opens = open_days(first, days)
    day = np.arange(days)
    of_year = (np.datetime64(first) + day).astype("datetime64[D]").astype(int) % 365.25
    season = 1 + 0.10 * np.cos(2 * np.pi * (of_year - 25) / 365.25)
    noise = np.exp(random.normal(0, 0.07, days))
    by_day = WEEKDAYS[(day + first.weekday()) % 7] * season * noise * opens
    expected = by_day[:, None] * BY_HOUR * np.exp(random.normal(0, 0.10, (days, HOURS)))
    next_open = np.full(days + 1, days)
    for at in reversed(range(days)):
        next_open[at] = at if opens[at] else next_open[at + 1]
    return Demand(expected / expected.sum(), opens, next_open)


def draw_arrivals(random, demand: Demand, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Day numbers and seconds since opening."""
    slot = random.choice(demand.expected.size, size=size, p=demand.expected.ravel())
    day, hour = np.divmod(slot, HOURS)
    second = hour * 3600 + random.integers(0, 3600, size)
    return day.astype(np.int32), second.astype(np.int32)


def draw_returns(random, demand: Demand, day, second, waited_in_vain):
    """When the unsettled come back: who gave up waiting within hours, the others within days.

    Returns the day, the second and which of them still fall inside the window."""
    size = day.size
    gap = 1 + np.minimum(random.geometric(0.38, size) - 1, 12)
    soon = second + random.integers(300, 3 * 3600, size)
    today = waited_in_vain & (soon <= LAST_SECOND)
    later_day = demand.next_open[np.minimum(day + gap, demand.opens.size)]
    _, hour_second = draw_arrivals(random, demand, size)
    day = np.where(today, day, later_day).astype(np.int32)
    second = np.where(today, soon, hour_second).astype(np.int32)
    return day, second, day < demand.opens.size


def draw_customers(random: np.random.Generator, size: int, pool: int) -> np.ndarray:
    """Most are seen once or twice; a few are seen often."""
    often = np.cumsum(random.gamma(0.9, size=pool))
    found = np.searchsorted(often, random.random(size) * often[-1], side="right")
    return np.minimum(found, pool - 1).astype(np.int32)
