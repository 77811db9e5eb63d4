"""The periods that a page can be asked for, as windows that end where the data end, and what they are compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.analysis.scope import Window
from evenhand.analysis.texts import gettext_noop as _

WEEKS = {"4w": 4, "12w": 12, "26w": 26, "52w": 52}
DEFAULT = "12w"
COMPARISONS = ("before", "year", "none")
COMPARE = "before"

# What is wrong with days that somebody typed.
UNREADABLE = _("This is not a day: write it as 2026-11-22.")
OUT_OF_REACH = _("Choose a day between 1980 and 2200.")
BACKWARDS = _("The last day is before the first.")
TOO_LONG = _("Ten years is the longest period that can be shown.")
WHOLE_WEEKS = _(
    "Totals are shown to you in whole weeks, so that two of them never differ by one person's day."
)

_EARLIEST, _LATEST, _MOST_DAYS = date(1980, 1, 1), date(2200, 1, 1), 3660
_YEAR_OF_WEEKS = timedelta(weeks=52)  # the same weekdays a year ago


@dataclass(frozen=True)
class Period:
    """`key` is what stands in the query string; a period of one's own has "own".

    `typed` are the days as they were asked for, `wrong` says what is wrong with "first" or "last", and the window
    is then the default one.
    """

    key: str
    window: Window
    compare: str = COMPARE
    typed: tuple[str, str] = ("", "")
    wrong: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def compared(self) -> Window | None:
        """The earlier window that figures are compared with, if any."""
        if self.compare == "year":
            return Window(self.window.first - _YEAR_OF_WEEKS, self.window.end - _YEAR_OF_WEEKS)
        return self.window.before() if self.compare == "before" else None


def period(
    key: str,
    first: str,
    last: str,
    *,
    data_up_to: date,
    whole_weeks: bool = False,
    compare: str = "",
) -> Period:
    """What a query string asks for. Days that cannot be read give the default and are named in `wrong`.

    `first` and `last` are ISO days, both included; weeks are counted back from the last day with data.
    `whole_weeks`: no days of one's own, and the last week is a whole one, so that two periods never differ by a day.
    """
    compare = compare if compare in COMPARISONS else COMPARE
    wrong, note = (), ""
    if key == "own" and (first or last):
        if whole_weeks:
            note = WHOLE_WEEKS
        else:
            wrong = _wrong(first, last)
            if not wrong:
                window = Window(date.fromisoformat(first), _day_after(last))
                return Period("own", window, compare)
    key = key if key in WEEKS else DEFAULT
    end = data_up_to + timedelta(days=1)
    if whole_weeks:
        end -= timedelta(days=end.weekday())
    window = Window(end - timedelta(weeks=WEEKS[key]), end)
    return Period(key, window, compare, (first, last) if wrong else ("", ""), wrong, note)


def _day_after(day: str) -> date:
    return date.fromisoformat(day) + timedelta(days=1)


def _wrong(first: str, last: str) -> tuple[tuple[str, str], ...]:
    """(field, what is wrong with it) for days of one's own; nothing where they make a window."""
    days, found = {}, []
    for name, text in (("first", first), ("last", last)):
        try:
            days[name] = date.fromisoformat(text)
        except ValueError:
            found.append((name, UNREADABLE))
            continue
        if not _EARLIEST <= days[name] <= _LATEST:
            found.append((name, OUT_OF_REACH))
    if not found and days["last"] < days["first"]:
        found.append(("last", BACKWARDS))
    elif not found and (days["last"] - days["first"]).days > _MOST_DAYS:
        found.append(("last", TOO_LONG))
    return tuple(found)
