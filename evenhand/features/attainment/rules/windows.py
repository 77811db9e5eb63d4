"""Over which days somebody is judged, and when: once for each period, after it is over. Decision record 21.

Looking every night and believing the worst one would name people by chance. So a finding is made at one fixed look for
each period, and periods follow each other without overlap; what is said in between is provisional.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta

from evenhand.analysis.scope import Window
from evenhand.features.standards.rules.periods import Period
from evenhand.features.standards.rules.targets import Every

# Answers come late, and contacts of the last days may still come back: a period is judged so long after its end.
SETTLES = timedelta(days=7)
# A source that told of the weeks before a period's end is awaited for so long after it.
_AWAITED_OF, GRACE = timedelta(weeks=8), timedelta(days=28)


def is_in(window: Window, days_of_sources: Iterable[Collection[date]], on: date) -> bool:
    """Whether every source that fed the window tells of a day after it, or has been awaited long enough."""
    if on >= window.end + GRACE:
        return True
    fed = [
        days
        for days in days_of_sources
        if any(window.end - _AWAITED_OF <= day < window.end for day in days)
    ]
    return all(max(days) >= window.end for days in fed)


def last_over(
    period: Period,
    *,
    first: date,
    until: date | None,
    on: date,
    data_up_to: date,
    is_in: Callable[[Window], bool],
) -> Window | None:
    """The days of the latest period that is over, settled and in the facts, cut to those on which the target held.

    `first`, `until`: the days [first, until) on which the version holds. None: no such period yet. `is_in`: whether all
    of the facts of these days have come.
    """
    for whole in _over(period, first, on - SETTLES):
        if whole.end <= first:
            return None
        if data_up_to < whole.last:
            continue
        end = min(whole.end, until or whole.end)
        if end > whole.first:
            window = Window(max(whole.first, first), end) if end > first else None
            if window is None or is_in(window):
                return window
    return None


def so_far(
    period: Period, *, first: date, until: date | None, on: date, data_up_to: date
) -> Window | None:
    """The days of the running period, as far as the facts go; of a rolling one, the last whole weeks."""
    if period.every is Every.ROLLING:
        whole = period.last_whole(min(on, data_up_to + timedelta(days=1)))
    else:
        running = period.running(on)
        end = min(running.end, on, data_up_to + timedelta(days=1))
        if end <= running.first:
            return None
        whole = Window(running.first, end)
    begin, end = max(whole.first, first), min(whole.end, until or whole.end)
    return Window(begin, end) if begin < end else None


def _over(period: Period, first: date, on: date) -> Iterator[Window]:
    """Periods that are over on a day, the latest first, none overlapping another."""
    if period.every is not Every.ROLLING:
        yield from period.back(on)
        return
    # Blocks of so many weeks from the first Monday on which the target holds.
    long = timedelta(weeks=period.weeks or 1)
    anchor = first + timedelta(days=-first.weekday() % 7)
    for number in range((on - anchor) // long, 0, -1):
        end = anchor + number * long
        yield Window(end - long, end)
