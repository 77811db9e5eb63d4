"""What a run has to reckon: which targets, over which days, of whom and since when. Asks once for all targets."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.rules import windows
from evenhand.features.attainment.rules.judging import METHOD
from evenhand.features.standards import queries as standards
from evenhand.features.standards.queries import Held
from evenhand.features.standards.rules.targets import About
from evenhand.foundation.facts import store

# Where a target was ended, its last period is still told for so long.
STILL_TOLD = timedelta(days=60)


@dataclass(frozen=True)
class Asked:
    """One assessment that is to be made. `since`: measured person → the first day that counts for them.

    `own`: who has a threshold of their own; `unshared`: of whom anything was adjusted. `found_before`: whom the first
    look at these days named (None: this is it). `unused`: why the measure is used about nobody today.
    """

    held: Held
    window: Window
    is_final: bool
    since: dict[int, date]
    own: dict[int, float]
    unshared: frozenset[int]
    unused: str
    found_before: frozenset[int] | None

    @property
    def version(self):
        return self.held.version

    def said(self) -> list:
        """All that decides its outcome besides the facts, so that the same again is known."""
        return [
            self.version.pk, self.window.first, self.window.end, self.is_final, sorted(self.since.items()),
            sorted(self.own.items()), sorted(self.unshared), self.unused,
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
    data_up_to = date.fromisoformat(manifest.data_up_to)
    chosen = list(_chosen(standards.all_held(), today, data_up_to))
    return ToDo(manifest.generation, manifest.zone, tuple(_asked(chosen, today)))


def _chosen(held: Iterable[Held], today: date, data_up_to: date):
    """(held, window, final): of each target the latest period that is over, and the running one."""
    over: dict[int, tuple[Held, Window]] = {}
    for one in held:
        days = {"first": one.first, "until": one.until, "on": today, "data_up_to": data_up_to}
        window = windows.last_over(one.version.period, **days)
        known = over.get(one.version.target_id)
        if window and (known is None or window.end > known[1].end):
            over[one.version.target_id] = one, window
        running = one.holds(today) and windows.so_far(one.version.period, **days)
        if running:
            yield one, running, False
    for one, window in over.values():
        if one.until is None or one.until > today - STILL_TOLD:
            yield one, window, True


def _asked(chosen: list[tuple[Held, Window, bool]], today: date):
    under, own = _under(chosen), _adjusted(chosen)
    measured = standards.measured_from({held.version.pk: held for held, *_ in chosen}.values())
    unused = standards.unused_about_people(today)
    before = _found_before(chosen)
    for held, window, is_final in chosen:
        pk, target = held.version.pk, held.version.target_id
        adjusted = own[window.last]
        since = {
            person: max(window.first, measured[pk, person])
            for person in sorted(under[window.last].get(pk, ()))
            if (pk, person) in measured
            and measured[pk, person] <= window.last
            and adjusted.get((person, target), 0.0) is not None
        }
        thresholds = {one: adjusted[one, target] for one in since if (one, target) in adjusted}
        yield Asked(
            held=held,
            window=window,
            is_final=is_final,
            since=since,
            own=thresholds,
            unshared=frozenset(thresholds),
            unused=unused.get(held.kpi_key, ""),
            found_before=before.get((pk, window)) if is_final else None,
        )


def _under(chosen) -> dict[date, dict[int, frozenset[int]]]:
    """Day → version → whom it measures: on the last day of each window."""
    found = {}
    for day in {window.last for _held, window, _final in chosen}:
        on_the_day = {held.version.pk: held for held in standards.targets_in_force(day)}
        found[day] = standards.people_under(on_the_day.values(), day)
    return found


def _adjusted(chosen) -> dict[date, dict[tuple[int, int], float | None]]:
    days = {window.last for _held, window, _final in chosen}
    return {day: standards.adjusted_thresholds(day) for day in days}


def _found_before(chosen) -> dict[tuple[int, Window], frozenset[int]]:
    """Whom the first look at the same days named; nothing for days that were never looked at."""
    versions = [held.version.pk for held, _window, is_final in chosen if is_final]
    looks: dict[tuple[int, Window], int] = {}
    for one in Assessment.objects.filter(version__in=versions, is_final=True).order_by("-id"):
        looks[one.version_id, one.window] = one.pk  # the first one is the last to be written
    named = defaultdict(set)
    found = PersonStanding.objects.filter(assessment__in=looks.values(), said=State.FINDING)
    for assessment, person in found.values_list("assessment_id", "person_id"):
        named[assessment].add(person)
    return {key: frozenset(named[pk]) for key, pk in looks.items()}


def is_about_persons(asked: Asked) -> bool:
    return asked.held.about is About.PERSON


def latest(on: date) -> Reckoning | None:
    """The run that holds on a day."""
    return Reckoning.objects.filter(day__lte=on).first()
