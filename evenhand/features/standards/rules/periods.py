"""The days over which one figure of a target is counted: whole weeks, months, quarters, or the last weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.analysis.scope import Window
from evenhand.features.standards.rules.targets import Every

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}


@dataclass(frozen=True)
class Period:
    """`weeks`: how many, of a rolling period only. Weeks begin on Monday, quarters in January, April, July, October."""

    every: Every
    weeks: int | None = None

    def last_whole(self, on: date) -> Window:
        """The latest one that is over when the day `on` begins. A rolling one ends with the last whole week."""
        end = self._start(on)
        return Window(self._earlier(end), end)

    def running(self, on: date) -> Window:
        """The one that the day lies in."""
        start = self._start(on)
        return Window(start, self._later(start))

    def back(self, on: date) -> Iterator[Window]:
        """The whole ones that are over, the latest first, without end. Those of a rolling period overlap by all weeks
        but one."""
        end = self._start(on)
        while True:
            yield Window(self._earlier(end), end)
            end = self._step_before(end)

    def _start(self, on: date) -> date:
        months = _MONTHS.get(self.every)
        if months is None:
            return on - timedelta(days=on.weekday())
        return date(on.year, (on.month - 1) // months * months + 1, 1)

    def _earlier(self, day: date) -> date:
        if self.every is Every.ROLLING:
            return day - timedelta(weeks=self.weeks or 1)
        return self._step_before(day)

    def _later(self, start: date) -> date:
        months = _MONTHS.get(self.every)
        return _moved(start, months) if months else start + timedelta(weeks=1)

    def _step_before(self, day: date) -> date:
        months = _MONTHS.get(self.every)
        return _moved(day, -months) if months else day - timedelta(weeks=1)


def _moved(day: date, months: int) -> date:
    """The first of the month so many months on."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
