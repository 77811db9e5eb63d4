"""What held on every day of a window: since when a version measured somebody without a break."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from evenhand.analysis.scope import Window
from evenhand.features.people.models import Membership
from evenhand.features.standards.queries.targets import Held, by_version
from evenhand.features.standards.rules.targets import About


def under_since(window: Window, found: Sequence[Held]) -> dict[tuple[int, int], date]:
    """(id of the version, id of the person) → the first day of the window from which it measured them, each day, up to
    the last. Whoever came into a team, or out of a narrower target, begins on that day. `found`: all that ever held."""
    held = [one for one in found if one.about is About.PERSON and _touches(one, window)]
    members = _members(window)
    since: dict[tuple[int, int], date] = {}
    lasting: dict[int, set[int]] = {}
    later = window.end
    for day in sorted(_changes(window, held, members), reverse=True):
        now = by_version([one for one in held if one.holds(day)], _teams(members, day))
        if later == window.end:
            lasting = {pk: set(people) for pk, people in now.items()}
        for pk, people in lasting.items():
            gone = people - now.get(pk, frozenset())
            since |= {(pk, person): later for person in gone}
            people -= gone
        later = day
    return since | {(pk, one): window.first for pk, people in lasting.items() for one in people}


def _touches(one: Held, window: Window) -> bool:
    return one.first < window.end and (one.until is None or one.until > window.first)


def _members(window: Window) -> list[tuple]:
    found = Membership.objects.filter(starts_on__lt=window.end)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=window.first))
    return list(found.values_list("team_id", "person_id", "starts_on", "ends_on"))


def _changes(window: Window, held: Sequence[Held], members: Sequence[tuple]) -> set[date]:
    """The days on which it may measure others than the day before, the first of the window among them."""
    days = {day for one in held for day in (one.first, one.until)}
    days |= {day for _team, _person, first, end in members for day in (first, end)}
    return {window.first} | {day for day in days if day and window.first < day < window.end}


def _teams(members: Sequence[tuple], day: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for team, person, first, end in members:
        if first <= day and (end is None or day < end):
            found[team].add(person)
    return found
