"""Where totals stand, and how many met a target: as far as a total may be shown without showing a person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min

from evenhand.analysis.scope import Scope, Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import (
    Assessment,
    PersonStanding,
    PlaceStanding,
    Reckoning,
)
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.lines import Line, lines_of
from evenhand.features.attainment.queries.reading import Seen, of_people
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.rules.ways import Unsaid
from evenhand.features.people import queries as people
from evenhand.features.people.models import Team
from evenhand.features.people.policy import SMALLEST_CELL_OF_A_REPRESENTATIVE, scope
from evenhand.features.standards.queries import people_under, targets_in_force
from evenhand.features.standards.rules.targets import About
from evenhand.foundation.access.policy import may, not_here, require
from evenhand.foundation.access.viewers import Viewer


@dataclass(frozen=True)
class Total:
    """A total as a viewer may see it; `team`: whose it is. `few`: nothing is told, for it would be of too few people.
    `figure` and `n` are None where they are withheld."""

    name: str
    lies: Lies
    n: int | None
    figure: PlaceStanding | None
    team: Team | None
    few: bool = False

    @property
    def fell(self) -> bool:
        """Whether nobody of the team was named for that; as far as the total is told."""
        return self.figure is not None and self.figure.fell


@dataclass(frozen=True)
class Met:
    """How many are shown to meet it, `of` all for whom it was set on the last day: also those not measured yet, or with something adjusted.

    No interval: of the others it is not known, which is not the same as that they miss it."""

    met: int
    of: int


@dataclass(frozen=True)
class OfTarget:
    """One target on a page of a team or of all: over the period that is over, else the running one."""

    assessment: Assessment
    totals: tuple[Total, ...]
    met: Met | None
    rows: tuple[Seen, ...] = ()
    without: tuple = ()  # members of the team without a row that the viewer may read
    lines: dict[int, Line] = field(default_factory=dict)  # of people, the last weeks

    @property
    def is_about_persons(self) -> bool:
        return self.assessment.version.about is About.PERSON


@dataclass(frozen=True)
class OfTeam:
    team: Team
    run: Reckoning | None
    targets: tuple[OfTarget, ...]
    names_people: bool


def of_team(viewer: Viewer, ref: str, *, on: date | None = None) -> OfTeam:
    """Where a team stands. People by name for whoever reads where they stand; for everybody else the totals alone."""
    require(viewer, Ability.READ_TOTALS, MAY)
    team, seen = people.team_of(viewer, ref), scope(viewer)
    if not seen.sees_team(team.pk):
        not_here()
    run = latest(min(on or viewer.today, viewer.today))
    led = team.pk in seen.teams
    names_people = led or may(viewer, Ability.READ_SAID, MAY)
    if run is None:
        return OfTeam(team, None, (), names_people)
    members = list(people.members(viewer, team, day=viewer.today)) if names_people else []
    rows = of_people(viewer, [one.pk for one in members], run)
    told = _told(run)
    about = _about(told)
    found = [
        _of_team(
            viewer,
            one,
            tuple(_totals(viewer, one, seen, team)),
            [row for row in rows if row.assessment.pk == one.pk],
            [member for member in members if member.pk in about[one.pk]],
            None if on else team,
        )
        for one in told
    ]
    return OfTeam(
        team,
        run,
        tuple(one for one in found if one.rows or one.without or one.totals),
        names_people,
    )


def _of_team(
    viewer: Viewer,
    one: Assessment,
    totals: tuple[Total, ...],
    rows: list[Seen],
    members,
    lined: Team | None,
) -> OfTarget:
    """Whoever the target is about is in the list, with a row or without: it is as long for every reader."""
    known = {row.person.pk for row in rows}
    without = tuple(m for m in members if m.pk not in known) if rows or not one.unsaid else ()
    lines = (
        lines_of(viewer, one, lined) if rows and lined else {}
    )  # of today, beside no earlier day
    return OfTarget(one, totals, None, tuple(rows), without, lines)


def first_day() -> date | None:
    """On which day where people stand was reckoned for the first time, as far as it is kept."""
    return Reckoning.objects.aggregate(first=Min("day"))["first"]


def of_all(viewer: Viewer, *, on: date | None = None) -> tuple[Reckoning | None, list[OfTarget]]:
    """Every target with its totals, and how many met it, as it was said on a day."""
    require(viewer, Ability.READ_TOTALS, MAY)
    run, seen = latest(min(on or viewer.today, viewer.today)), scope(viewer)
    if run is None:
        return None, []
    told = _told(run)
    about = _about(told)
    return run, [
        OfTarget(one, tuple(_totals(viewer, one, seen, None)), _who_met(viewer, one, about[one.pk]))
        for one in told
    ]


def of_target(viewer: Viewer, target: int, *, on: date | None = None) -> OfTarget | None:
    """One target, for whoever may read targets: totals and how many met it only as far as they may be told."""
    run, seen = latest(min(on or viewer.today, viewer.today)), scope(viewer)
    told = _told(run) if run else []
    one = next((one for one in told if one.version.target_id == target), None)
    if one is None:
        return None
    met = _who_met(viewer, one, _about([one])[one.pk])
    return OfTarget(one, tuple(_totals(viewer, one, seen, None)), met)


def team_misses(viewer: Viewer, seen: Seen) -> bool:
    """Whether the team in which the person works today misses it as a whole, in the same run and days.

    Whoever is told of the team's total is told this; and the person themselves, where it is over so many people that it
    says nothing of one colleague: it speaks for them.
    """
    team = people.team_on(seen.person, viewer.today)
    if team is None:
        return False
    place = seen.assessment.places.filter(team=team).first()
    if seen.is_self and place and (place.people or 0) >= SMALLEST_CELL_OF_A_REPRESENTATIVE:
        return Lies(place.lies) is Lies.MISSED
    found = _totals(viewer, seen.assessment, scope(viewer), team)
    return any(one.lies is Lies.MISSED for one in found if one.name == team.name)


def _told(run: Reckoning) -> list[Assessment]:
    """One for each target: over the period that is over where there is one."""
    rows = run.assessments.select_related(
        "version__target__standard", "version__standard_version__goal_version__policy", "reckoning"
    )
    found: dict[int, Assessment] = {}
    for one in rows.order_by("version__target__kpi_key", "version__target_id", "is_final"):
        if one.why_unsaid is not Unsaid.GONE:  # without a definition there are no words for it
            found[one.version.target_id] = one
    return list(found.values())


def _totals(viewer: Viewer, one: Assessment, seen: Scope, team: Team | None) -> list[Total]:
    """Of one team, and the totals that are nobody's in particular; of all teams where none is asked for."""
    guarded = bool(seen.smallest_cell)
    found = []
    for place in one.places.select_related("team").order_by("team__name", "name"):
        whose = place.team_id
        led = whose is not None and whose in seen.teams
        if team and whose is not None and whose != team.pk:
            continue
        if not led and not seen.organisation:
            continue
        if guarded and not led and not _is_over_enough(place, seen):
            found.append(Total(_name(place), Lies.UNSAID, None, None, place.team, few=True))
            continue
        withheld = guarded and not led and not _is_in_whole_weeks(one.window)
        shown = None if withheld else place
        found.append(Total(_name(place), Lies(place.lies), shown and shown.n, shown, place.team))
    return found


def _is_over_enough(place: PlaceStanding, seen: Scope) -> bool:
    """Over enough people, and so is every other cell of the same split: else the one that is not would follow."""
    return (place.people or 0) >= seen.smallest_cell


def _is_in_whole_weeks(window: Window) -> bool:
    """Totals of overlapping days could be subtracted until one person is left."""
    return window.first.weekday() == 0 and window.end.weekday() == 0


def _name(place: PlaceStanding) -> str:
    return place.team.name if place.team_id else place.name


def _who_met(viewer: Viewer, one: Assessment, about: Collection[int]) -> Met | None:
    """How many are shown to meet it, of all whom it is `about`. Never how many did not.

    Whoever has something adjusted is not among the first and is among the second, as is whoever has no finding for any
    other reason: no two counts differ by them. Shown to whoever sees totals of the organisation, and only where those who met it and all others are both at least
    as many as a total needs: else the count would say of each who is meant.
    """
    seen = scope(viewer)
    if not seen.organisation or one.version.about is not About.PERSON or not one.is_final:
        return None
    if one.unsaid:
        return None
    found = PersonStanding.objects.filter(assessment=one, shared=True, said=State.MEETS)
    of, met = len(about), found.count()
    least = max(seen.smallest_cell, 1)
    if of < 2 * least or (seen.smallest_cell and min(met, of - met) < least):
        return None
    return Met(met, of)


def _about(found: Iterable[Assessment]) -> dict[int, frozenset[int]]:
    """By id of the assessment, whom its target was about on its last day: by teams and names alone, whatever was
    agreed with anybody."""
    found = list(found)
    under = {day: people_under(targets_in_force(day), day) for day in {one.window.last for one in found}}  # fmt: skip
    return {one.pk: under[one.window.last].get(one.version_id, frozenset()) for one in found}
