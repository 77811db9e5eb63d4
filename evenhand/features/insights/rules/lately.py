"""Whether a figure differs from what it was before: beyond what its weeks do anyway, and lately only where its trend page
would not deny it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from evenhand.analysis.figure import Change, Figure, State, change
from evenhand.analysis.kpis.definition.additive import Summed
from evenhand.analysis.statistics.signals import signals
from evenhand.features.insights.rules.limits import limits_of, times_chance

# What needs no weeks: chance alone explains it, or nothing can be said.
SILENT = (Change.NO_CLEAR, Change.UNKNOWN)


def since_before(now: Figure, before: Figure, times: float | None) -> Change:
    """`now` and `before`: one period and an earlier one; `times`: the `spread_of` weeks around them.

    Weeks differ by more than the chance of single contacts, so the gap is held against the spread between them. Where
    too few of them are known for that, nothing is said: whoever sees less would else be told more.
    """
    found = change(now, before)
    if found in SILENT:
        return found
    return Change.UNKNOWN if times is None else change(now, before, times=times)


def spread_of(weeks: Sequence[Figure]) -> float | None:
    """How many times as far as by chance alone these weeks lie apart; None where too few of them are known."""
    return times_chance([one for one in map(_known, weeks) if one])


def _known(week: Figure) -> Figure | None:
    """Also of a week too small to be shown: here it is one of many, and no value of its own."""
    if week.value is not None:
        return week
    if week.state is not State.FEW or not isinstance(week.kpi, Summed):
        return None
    told = week.kpi.result(week.parts)
    if told.value is None or told.low is None:
        return None
    return replace(
        week, value=told.value, low=told.low, high=told.high,
        numerator=told.numerator, denominator=told.denominator,
    )  # fmt: skip


def lately(now: Figure, before: Figure, through: Sequence[Figure], step: str) -> Change:
    """`now`: the end of a period; `before`: what came before it; `through`: all of the period, step by step.

    Weeks differ by more than the chance of single contacts: a week of storms, a week of bills. The end of a period
    would then nearly always differ "more than chance", while the limits of the trend page are wider by that much and
    mark nothing. So the gap is held against the spread between the steps; and one of them must stand out there on the
    same side. A difference of means alone is sharper than the four rules, but weeks are no independent trials: where
    they wander, the spread from one to the next is too small for it.
    """
    points = [one for one in through if one.value is not None and _is_whole(one, before, now, step)]
    times = times_chance(points)
    if times is None:
        return Change.UNKNOWN
    found = change(now, before, times=times)
    if found in SILENT:
        return found
    side = 1 if now.value > before.value else -1
    return found if _stands_out(points, step, now.window.first, side) else Change.NO_CLEAR


def _is_whole(one: Figure, before: Figure, now: Figure, step: str) -> bool:
    """A part of a week is no point of the trend page either."""
    first = one.by[step]
    return before.window.first <= first and _after(first, step) <= now.window.end


def _after(first: date, step: str) -> date:
    if step == "month":
        return (first + timedelta(days=32)).replace(day=1)
    return first + timedelta(days={"day": 1, "week": 7}[step])


def _stands_out(points: Sequence[Figure], step: str, since: date, side: int) -> bool:
    """Whether one of the four rules marks a point that begins since that day, on that side."""
    return any(
        one.side == side and any(points[place].by[step] >= since for place in one.at)
        for one in signals(limits_of(points))
    )
