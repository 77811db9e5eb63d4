"""Where people stand, as a viewer may read it: what they may not know is not in what is handed out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import (
    Assessment,
    PersonStanding,
    PlaceStanding,
    Reckoning,
)
from evenhand.features.attainment.policy import (
    MAY,
    Ability,
    knows_adjusted,
    reads,
    relations_to,
)
from evenhand.features.attainment.queries.falling import in_fallen_teams
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.rules.naming import Begins
from evenhand.features.attainment.rules.secrecy import Reads, is_told
from evenhand.features.attainment.rules.ways import Unsaid
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.features.people.policy import SMALLEST_CELL_OF_A_REPRESENTATIVE, scope
from evenhand.features.standards.models import TargetVersion
from evenhand.features.standards.queries import adjusted_between, unused_about_people
from evenhand.foundation.access.policy import may, not_here, require_writable
from evenhand.foundation.access.roles import Relation
from evenhand.foundation.access.viewers import Viewer


@dataclass(frozen=True)
class Figured:
    """The plain figure."""

    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    problem: str


@dataclass(frozen=True)
class Why:
    """What stands behind a state. `p_below`: the smaller of the two answers, which a finding has to be sure of."""

    threshold: float
    expected: float | None
    level: float
    low: float
    high: float
    p_below: float
    p_normal: float
    p_npmle: float
    more: int | None
    months: int | None
    by_reviewers: float | None


@dataclass(frozen=True)
class Seen:
    """A row as one viewer reads it. `figure` and `why` are None where they may not be told. `team_fell`: nobody of their
    team was named, for it fell as a whole. `unsaid`: why nobody is judged, or they are not."""

    ref: str
    person: Person
    assessment: Assessment
    agreed: float | None  # a threshold of their own, for whoever may know of one
    since: date
    begins: Begins | None
    n: int
    state: State | None
    formal_use: bool
    reads: Reads
    holds: frozenset[Relation]
    figure: Figured | None
    why: Why | None
    opens_contacts: bool
    team_fell: bool
    unsaid: Unsaid | None

    @property
    def version(self) -> TargetVersion:
        return self.assessment.version

    @property
    def is_self(self) -> bool:
        return Relation.SELF in self.holds

    @property
    def threshold(self) -> float:
        """What they are held against, as far as it may be known: else everybody's."""
        if self.why:
            return self.why.threshold
        return self.version.threshold if self.agreed is None else self.agreed


_WITH = (
    "assessment__version__target__standard",
    "assessment__version__standard_version__goal_version__policy",
    "assessment__reckoning",
    "person",
)


def rows_of(**chosen):
    """Rows with their secrets open: only for `seen_by`."""
    found = PersonStanding.opened.filter(**chosen).select_related(*_WITH)
    return found.order_by("assessment__version__target__kpi_key", "assessment_id", "id")


def seen_by(viewer: Viewer, rows: Iterable[PersonStanding]) -> list[Seen]:
    """Only what the viewer may read of each; rows that they may not know of are left out."""
    rows = list(rows)
    holds = relations_to(viewer, {row.person for row in rows})
    whose, unused = scope(viewer), unused_about_people(viewer.today)
    fallen = in_fallen_teams(rows)
    secret = _adjusted_since(rows)
    found = []
    for row in rows:
        held = holds[row.person_id]
        much = reads(viewer, held)
        closed = (not row.shared or row.pk in secret) and not knows_adjusted(viewer, held)
        told = much and is_told(_state(row), much, is_final=row.assessment.is_final)
        if told and not closed and row.assessment.version.target.kpi_key not in unused:
            fell = _may_know_of(fallen.get(row.pk), held)
            found.append(_told(row, held, much, whose.sees_person(row.person_id), fell))
    return found


def _adjusted_since(rows: list[PersonStanding]) -> set[int]:
    """Rows of a period for which something is agreed by now, whatever was known when they were reckoned: who reads the
    earlier one beside today's would see that it was."""
    if not rows:
        return set()
    windows = [row.assessment.window for row in rows]
    around = Window(min(one.first for one in windows), max(one.end for one in windows))
    agreed = adjusted_between(around)
    return {
        row.pk
        for row, window in zip(rows, windows, strict=True)
        for one in agreed.get((row.person_id, row.assessment.version.target_id), ())
        if one.starts_on < window.end and (one.ends_on is None or one.ends_on > window.first)
    }


def _state(row: PersonStanding) -> State | None:
    return State(row.state) if row.state else None


def _may_know_of(place: PlaceStanding | None, holds: frozenset[Relation]) -> bool:
    """An agent is told of a total that says nothing of one colleague; whoever leads the team of any."""
    large = place is not None and (place.people or 0) >= SMALLEST_CELL_OF_A_REPRESENTATIVE
    return large or (place is not None and Relation.LEADER in holds)


def _told(row: PersonStanding, holds, much: Reads, sees_figures: bool, fell: bool) -> Seen:
    state = _state(row)
    figure = sees_figures or state is State.FINDING
    return Seen(
        ref=row.ref,
        person=row.person,
        assessment=row.assessment,
        agreed=None if row.shared else row.threshold,  # read by nobody who may not know of it
        since=row.since,
        begins=Begins(row.begins) if row.begins else None,
        n=row.n,
        state=state,
        formal_use=row.formal_use,
        reads=much,
        holds=holds,
        figure=_figure(row) if figure else None,
        why=_why(row) if figure and state else None,
        opens_contacts=sees_figures,
        team_fell=fell,
        unsaid=row.assessment.why_unsaid or (Unsaid(row.unsaid) if row.unsaid else None),
    )


def _figure(row: PersonStanding) -> Figured:
    return Figured(row.value, row.low, row.high, row.numerator, row.denominator, row.problem)


def _why(row: PersonStanding) -> Why:
    return Why(
        threshold=row.threshold,
        expected=row.expected,
        level=row.level,
        low=row.level_low,
        high=row.level_high,
        p_below=min(row.p_normal, row.p_npmle),
        p_normal=row.p_normal,
        p_npmle=row.p_npmle,
        more=row.more,
        months=row.months,
        by_reviewers=row.by_reviewers,
    )


@dataclass(frozen=True)
class Stand:
    """One target of one person: the period that is over, and the running one, provisional."""

    over: Seen | None
    running: Seen | None

    @property
    def either(self) -> Seen:
        return self.over or self.running


@dataclass(frozen=True)
class OfPerson:
    person: Person
    run: Reckoning | None
    stands: tuple[Stand, ...]
    holds: frozenset[Relation]
    reads: Reads


def of_person(viewer: Viewer, ref: str, *, on: date | None = None) -> OfPerson:
    """Everything that is said of somebody, as it was said on a day. Not found for whoever reads nothing of them."""
    require_writable(ref)
    person = people.persons([ref]).get(ref)
    holds = relations_to(viewer, [person])[person.pk] if person else frozenset()
    much = reads(viewer, holds)
    if person is None or much is None:
        not_here()
    run = latest(min(on or viewer.today, viewer.today))
    rows = seen_by(viewer, rows_of(person=person, assessment__reckoning=run)) if run else []
    return OfPerson(person, run, tuple(_stands(rows)), holds, much)


def _stands(rows: list[Seen]) -> Iterable[Stand]:
    by_target: dict[int, dict[bool, Seen]] = {}
    for one in rows:
        by_target.setdefault(one.version.target_id, {})[one.assessment.is_final] = one
    return (Stand(two.get(True), two.get(False)) for two in by_target.values())


def of_people(viewer: Viewer, ids: Collection[int], run: Reckoning) -> list[Seen]:
    """Of these people, by name: as everybody reads them who may read them, never sorted by what is said."""
    found = seen_by(viewer, rows_of(person__in=ids, assessment__reckoning=run))
    return sorted(found, key=lambda one: (one.person.name.casefold(), one.person.pk))


def reads_of(viewer: Viewer, person: Person) -> bool:
    """Whether there is a page about this person for the viewer."""
    return reads(viewer, relations_to(viewer, [person])[person.pk]) is not None


def own_in(viewer: Viewer, one: Assessment) -> Person | None:
    """The viewer's own person, where it is among those who are measured."""
    own = people.own_person(viewer)
    return own if own and one.persons.filter(person=own).exists() else None


def may_reckon(viewer: Viewer) -> bool:
    return may(viewer, Ability.RECKON, MAY)


def run_of(ref: str) -> Reckoning:
    require_writable(ref)
    return get_object_or_404(Reckoning, ref=ref)
