"""Over which days somebody is judged, and when: once for each period, after it is over. Decision record 21.

Looking every night and believing the worst one would name people by chance. So a finding is made at one fixed look for
each period, and periods follow each other without overlap; what is said in between is provisional.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from evenhand.analysis.scope import Window
from evenhand.features.standards.rules.periods import Period
from evenhand.features.standards.rules.targets import Every

# Answers come late, and contacts of the last days may still come back: a period is judged so long after its end.
SETTLES = timedelta(days=7)


def last_over(
    period: Period, *, first: date, until: date | None, on: date, data_up_to: date
) -> Window | None:
    """The days of the latest period that is over, settled and in the facts, cut to those on which the target held.

    `first`, `until`: the days [first, until) on which the version holds. None: no such period yet.
    """
    for whole in _over(period, first, on - SETTLES):
        if whole.end <= first:
            return None
        if data_up_to < whole.last:
            continue
        end = min(whole.end, until or whole.end)
        if end > whole.first:
            return Window(max(whole.first, first), end) if end > first else None
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
