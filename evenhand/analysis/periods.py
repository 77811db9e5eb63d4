"""The periods that a page can be asked for, as windows that end where the data end."""

from dataclasses import dataclass
from datetime import date, timedelta

from evenhand.analysis.scope import Window

WEEKS = {"4w": 4, "12w": 12, "26w": 26, "52w": 52}
DEFAULT = "12w"


@dataclass(frozen=True)
class Period:
    """`key` is what stands in the query string; a period of one's own has "own"."""

    key: str
    window: Window


def period(
    key: str, first: str, last: str, *, data_up_to: date, whole_weeks: bool = False
) -> Period:
    """What a query string asks for. Whatever cannot be read gives the default: a page is never refused for it.

    `first` and `last` are ISO days, both included; weeks are counted back from the last day with data.
    `whole_weeks`: no days of one's own, and the last week is a whole one, so that two periods never differ by a day.
    """
    own = _own(first, last)
    if key == "own" and own and not whole_weeks:
        return Period("own", own)
    key = key if key in WEEKS else DEFAULT
    end = data_up_to + timedelta(days=1)
    if whole_weeks:
        end -= timedelta(days=end.weekday())
    return Period(key, Window(end - timedelta(weeks=WEEKS[key]), end))


def _own(first: str, last: str) -> Window | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if not (date(1980, 1, 1) <= start <= end <= date(2200, 1, 1)) or (end - start).days > 3660:
        return None
    return Window(start, end + timedelta(days=1))
