"""Lines of one person that cannot all hold. Whichever came last would win, and again when the file comes in again."""

from collections.abc import Iterable, Iterator

from evenhand.features.people.rules.matching import same
from evenhand.features.people.rules.people_file import Fault, Line


def contradictions(people: Iterable[list[Line]]) -> list[Fault]:
    """Of the lines of each person."""
    parts = (_leave_twice, _end_twice, _two_teams_now)
    return [fault for lines in people for part in parts for fault in part(lines)]


def _leave_twice(lines: list[Line]) -> Iterator[Fault]:
    said = [line for line in lines if line.leaves_on]
    for line in said:
        if line.leaves_on != said[0].leaves_on:
            yield line.fault("leaves_on", f"Line {said[0].number} says another day")


def _end_twice(lines: list[Line]) -> Iterator[Fault]:
    first: dict[tuple, Line] = {}
    for line in lines:
        if not line.team or line.ends_on is None:
            continue
        spell = (line.leads, same(line.team), line.starts_on if line.dated else None)
        said = first.setdefault(spell, line)
        if line.ends_on != said.ends_on:
            yield line.fault("ends_on", f"Line {said.number} says another last day")


def _two_teams_now(lines: list[Line]) -> Iterator[Fault]:
    """Both would begin today, and tomorrow one of them anew."""
    now = [one for one in lines if one.team and not (one.leads or one.dated or one.ends_on)]
    for line in now:
        if same(line.team) != same(now[0].team):
            why = f"Line {now[0].number} names another team: say in starts_on from which day they are in each"
            yield line.fault("team", why)
