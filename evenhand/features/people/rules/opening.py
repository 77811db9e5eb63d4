"""Opening hours as they are kept (words) and as they are counted by (seconds after midnight)."""

from datetime import date, time

from evenhand.analysis.calendar import SUBDIVISIONS, OpeningHours

KEY = "opening_hours"  # of the dated setting
NO_NATION = "none"
NATIONS = (*SUBDIVISIONS, NO_NATION)


class Impossible(ValueError):
    """These hours cannot be; the message says why."""


def kept(week: list[tuple[time, time] | None], nation: str) -> dict:
    """What is written down. Impossible unless each day closes after it opens and at least one is open."""
    if nation not in NATIONS:
        raise Impossible("Choose whose bank holidays are kept.")
    if not any(week):
        raise Impossible("A service that never opens has no hours to count: open at least one day.")
    for day in week:
        if day and day[1] <= day[0]:
            raise Impossible(
                "A day must close after it opens. Two shifts over midnight are two days."
            )
    return {"nation": nation, "week": [day and [f"{end:%H:%M}" for end in day] for day in week]}


def counted(value: dict, from_day: date) -> OpeningHours:
    """What publishing counts by. 23:59 is taken for midnight: a day that never closes."""
    week = tuple(tuple(map(_seconds, day)) if day else None for day in value["week"])
    nation = "" if value["nation"] == NO_NATION else value["nation"]
    return OpeningHours(from_day=from_day, week=week, nation=nation)


def _seconds(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    return 86400 if text == "23:59" else hours * 3600 + minutes * 60


def written(hours: OpeningHours) -> list[tuple[str, str] | None]:
    """The hours of each day as a clock shows them."""
    return [day and tuple(_clock(end) for end in day) for day in hours.week]


def _clock(seconds: int) -> str:
    return "23:59" if seconds >= 86400 else f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
