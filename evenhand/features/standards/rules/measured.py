"""From which day somebody is measured against a target, and on which days a version of it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Asked:
    """What came of asking somebody to read a target. Questions are those that were asked by the day to reply by."""

    reply_by: date
    acknowledged_on: date | None = None
    open_question_on: date | None = None  # the first without an answer
    question_answered_on: date | None = None  # the last of them

    @property
    def read_by(self) -> date:
        """The day on which they have read it, or have had the time to."""
        run_out = max(self.reply_by, self.question_answered_on or date.min)
        return min(run_out, self.acknowledged_on or date.max)


def measured_from(effective_from: date, *, asked: Asked | None, copy_read_by: date | None = None):
    """The later of its first day and the day by which they have read it, here or on paper; None: not yet.

    Nobody who was neither asked nor handed a copy is ever measured. A question that waits for an answer holds off what
    had not begun on its day; what had begun goes on: asking takes nothing back, neither what was said well nor ill.
    """
    days = [day for day in (asked and asked.read_by, copy_read_by) if day]
    first = max(effective_from, min(days)) if days else None
    waits = asked and asked.open_question_on
    return None if first and waits and waits <= first else first


def until(first: date, ends: Iterable[date | None]) -> date | None:
    """The day before which it holds: the first of what ends it. None: it goes on. `first` itself: it never held."""
    found = min((one for one in ends if one), default=None)
    return None if found is None else max(first, found)
