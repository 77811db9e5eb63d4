"""What a run has to reckon: which targets, over which days, of whom and since when. Asks once for all targets."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from evenhand.analysis.measure.sources import days_of_sources
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import (
    Assessment,
    PersonStanding,
    PlaceStanding,
    Reckoning,
)
from evenhand.features.attainment.rules import windows
from evenhand.features.attainment.rules.judging import METHOD
from evenhand.features.attainment.rules.naming import threshold_of
from evenhand.features.people.models import Membership
from evenhand.features.people.policy import holding
from evenhand.features.standards import queries as standards
from evenhand.features.standards.queries import Held
from evenhand.features.standards.rules.targets import About, Direction
from evenhand.foundation.facts import store

# Where a target was ended, its last period is still told for so long.
STILL_TOLD = timedelta(days=60)


@dataclass(frozen=True)
class FirstLook:
    """What came of the one look at which findings are made: whom it named, and else why nobody could be."""

    named: frozenset[int]
    unnamed: str = ""
    fell: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Asked:
    """One assessment that is to be made. `since`: measured person → the first day that counts for them.

    `own`: who has a threshold of their own; `unshared`: of whom anything was adjusted on any day of the window.
    `teams`: in which team each was on the last day. `looked`: the first look at these days (None: this is it, or the
    period is not over). `unused`: whether the measure is used about nobody today, or was on the last day.
    """

    held: Held
    window: Window
    is_final: bool
    since: dict[int, date]
    own: dict[int, float]
    unshared: frozenset[int]
    teams: dict[int, int]
    unused: bool
    looked: FirstLook | None

    @property
    def version(self):
        return self.held.version

    @property
    def at_least(self) -> bool:
        return self.version.direction == Direction.AT_LEAST

    def said(self) -> list:
        """All that decides its outcome besides the facts, so that the same again is known."""
        return [
            self.version.pk, self.window.first, self.window.end, self.is_final, sorted(self.since.items()),
            sorted(self.own.items()), sorted(self.unshared), sorted(self.teams.items()), self.unused,
        ]  # fmt: skip


@dataclass(frozen=True)
class ToDo:
    generation: int
    zone: str
    asked: tuple[Asked, ...]

    @property
    def fingerprint(self) -> str:
        said = [METHOD, self.generation, [one.said() for one in self.asked]]
        return sha256(json.dumps(said, default=str).encode()).hexdigest()


def to_do(today: date) -> ToDo:
    """Every target of the day, each over its last period and the running one."""
    manifest = store().manifest()
    if not manifest.data_up_to:
        return ToDo(manifest.generation, manifest.zone, ())
    held = standards.all_held()
    looks = _looks(held)
    sources = days_of_sources(store(), manifest) if held else {}
    known = {"on": today, "data_up_to": date.fromisoformat(manifest.data_up_to)}

    def is_in(one: Held, window: Window) -> bool:
        # What was looked at once is looked at again, whatever came since.
        looked = (one.version.pk, window) in looks
        return looked or windows.is_in(window, sources.values(), today)

    chosen = list(_chosen(held, is_in, **known))
    return ToDo(manifest.generation, manifest.zone, tuple(_asked(held, chosen, looks, today)))


def _chosen(held: Iterable[Held], is_in, *, on: date, data_up_to: date):
    """(held, window, final): of each target the latest period that is over, and the running one."""
    over: dict[int, tuple[Held, Window]] = {}
    for one in held:
        days = {"first": one.first, "until": one.until, "on": on, "data_up_to": data_up_to}
        window = windows.last_over(
            one.version.period, **days, is_in=lambda window, one=one: is_in(one, window)
        )
        known = over.get(one.version.target_id)
        if window and (known is None or window.end > known[1].end):
            over[one.version.target_id] = one, window
        running = one.holds(on) and windows.so_far(one.version.period, **days)
        if running:
            yield one, running, False
    for one, window in over.values():
        if one.until is None or one.until > on - STILL_TOLD:
            yield one, window, True


class _Days:
    """What held on the days of one window, each asked once for all targets."""

    def __init__(self, window: Window, held: list[Held]):
        self.window, self.held = window, held

    @cached_property
    def under(self) -> dict[int, dict[int, date]]:
        """Version → person → since when it measured them without a break."""
        found: dict[int, dict[int, date]] = defaultdict(dict)
        for (version, person), day in standards.under_since(self.window, self.held).items():
            found[version][person] = day
        return found

    @cached_property
    def agreed(self):
        return standards.adjusted_between(self.window)

    @cached_property
    def usable(self) -> dict[str, date]:
        return standards.usable_since(self.window)

    @cached_property
    def teams(self) -> dict[int, int]:
        members = Membership.objects.filter(holding(self.window.last))
        return dict(members.values_list("person_id", "team_id"))


def _asked(held: list[Held], chosen: list[tuple[Held, Window, bool]], looks, today: date):
    days = {window: _Days(window, held) for window in {window for _one, window, _final in chosen}}
    measured = standards.measured_from({one.version.pk: one for one, *_ in chosen}.values())
    unused = standards.unused_about_people(today)
    for one, window, is_final in chosen:
        since, own, unshared = _of_persons(one, days[window], measured)
        teams = days[window].teams
        yield Asked(
            held=one,
            window=window,
            is_final=is_final,
            since=since,
            own=own,
            unshared=unshared,
            teams={person: teams[person] for person in since if person in teams},
            unused=one.kpi_key in unused
            or days[window].usable.get(one.kpi_key, window.first) >= window.end,
            looked=looks.get((one.version.pk, window)) if is_final else None,
        )


def _of_persons(one: Held, days: _Days, measured):
    """(since, own thresholds, unshared) of those whom it measures on the last day and who are not left out."""
    pk, target, window = one.version.pk, one.version.target_id, days.window
    at_least = one.version.direction == Direction.AT_LEAST
    usable = days.usable.get(one.kpi_key, window.first)
    since: dict[int, date] = {}
    own: dict[int, float] = {}
    unshared = set()
    for person, under in sorted(days.under.get(pk, {}).items()):
        if (pk, person) not in measured:
            continue
        first = max(under, usable, measured[pk, person])
        if first > window.last:
            continue
        agreed = days.agreed.get((person, target), [])
        asked = threshold_of(agreed, one.version.threshold, window, at_least=at_least)
        if asked is None:
            continue
        since[person] = first
        if agreed:
            own[person] = asked
            unshared.add(person)
    return since, own, frozenset(unshared)


def _looks(held: Iterable[Held]) -> dict[tuple[int, Window], FirstLook]:
    """By version and days; nothing for days that were never looked at."""
    versions = [one.version.pk for one in held]
    looks: dict[tuple[int, Window], Assessment] = {}
    for one in Assessment.objects.filter(version__in=versions, is_final=True).order_by("-id"):
        looks[one.version_id, one.window] = one  # the first one is the last to be written
    kept = [one.pk for one in looks.values()]
    named = PersonStanding.objects.filter(assessment__in=kept, said=State.FINDING)
    people = _grouped(named.values_list("assessment_id", "person_id"))
    fell = PlaceStanding.objects.filter(assessment__in=kept, fell=True)
    teams = _grouped(fell.values_list("assessment_id", "team_id"))
    return {
        key: FirstLook(people[one.pk], one.unnamed, teams[one.pk]) for key, one in looks.items()
    }


def looked_at(assessments: Iterable[Assessment]) -> set[tuple[int, Window]]:
    """(version, days) of these versions at which a look was made already."""
    versions = [one.version_id for one in assessments]
    found = Assessment.objects.filter(version__in=versions, is_first_look=True)
    return {(one.version_id, one.window) for one in found}


def _grouped(pairs) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    for key, one in pairs:
        found[key] |= {one}
    return found


def is_about_persons(asked: Asked) -> bool:
    return asked.held.about is About.PERSON


def latest(on: date) -> Reckoning | None:
    """The run that holds on a day."""
    return Reckoning.objects.filter(day__lte=on).first()
