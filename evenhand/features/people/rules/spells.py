"""Spells in a team, or at its head: which one a line of a people file means, and what is left to do about it.

A spell is anything with `starts_on` and `ends_on`, the first day on which it no longer holds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from evenhand.features.people.rules.people_file import END_FIRST, Fault, Line


@dataclass(frozen=True)
class Step:
    """Begin a spell (`held` is None), or end that one on another day."""

    held: object | None
    ends_on: date | None


def is_over(spell, day: date) -> bool:
    return spell.ends_on is not None and spell.ends_on <= day


def overlapping(held: Iterable, starts_on: date, ends_on: date | None):
    """The first that shares a day with [starts_on, ends_on), or None."""
    later = (one for one in held if not is_over(one, starts_on))
    return next((one for one in later if ends_on is None or one.starts_on < ends_on), None)


def step(
    line: Line, held: list, *, leaves: date | None = None, begins: Collection[date] = ()
) -> Step | Fault | None:
    """None: it is as the line says. `held`: their spells in that team, the earliest first.

    `leaves`: when employment ends. `begins`: days on which they are in a team, by dated lines of the file.
    """
    until = min((day for day in (line.ends_on, leaves) if day), default=None)
    found = _meant(line, held, until)
    if found is not None:
        if line.ends_on is None or found.ends_on == until:
            return None
        if until <= found.starts_on:
            return line.fault("ends_on", END_FIRST)
        return Step(found, until)
    if leaves and leaves <= line.starts_on:
        return _gone(line, leaves)
    if not line.dated and held:
        return _again(line, held[-1], begins)
    if until and until <= line.starts_on:
        return line.fault("ends_on", END_FIRST)
    return Step(None, until)


def _meant(line: Line, held: list, until: date | None):
    """Without a first day: the spell that ends when the line says, or else the last that is not over."""
    if line.dated:
        return next((one for one in held if one.starts_on == line.starts_on), None)
    if line.ends_on:
        for one in held:
            if one.ends_on == until:
                return one
    return next((one for one in reversed(held) if not is_over(one, line.starts_on)), None)


def _gone(line: Line, leaves: date) -> Fault | None:
    """Whoever has left begins nothing; without a day the line is of the time when they were here."""
    if not line.dated:
        return None
    why = f"They are no longer employed from {_said(leaves)}: set the dates of employment on their record first"
    return line.fault("starts_on", why)


def _again(line: Line, before, begins: Collection[date]) -> Fault | None:
    """In the team once, and no longer: that may be the time that is meant, or a return. Only the file's own next
    line makes it clear."""
    if before.ends_on in begins:
        return None
    why = f"They were in this team until {_said(before.ends_on)}: say from which day they are there again"
    return line.fault("starts_on", why)


def _said(day: date) -> str:
    return f"{day:%-d %b %Y}"
