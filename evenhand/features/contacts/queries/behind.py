"""The contacts behind a figure, and one contact, as far as the viewer may open them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from evenhand.analysis import behind
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import measure
from evenhand.analysis.measure.between import narrowed
from evenhand.analysis.scope import Scope, Where
from evenhand.features.contacts.models import Correction
from evenhand.features.contacts.policy import MAY, Ability, purposes_of, reaches_every
from evenhand.features.contacts.queries.narrowing import Narrowing
from evenhand.features.contacts.queries.records import monitored, open_now
from evenhand.features.contacts.queries.selection import Selection
from evenhand.features.contacts.rules.corrections import State
from evenhand.features.contacts.rules.purposes import Purpose
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.features.people.policy import scope, scope_of_whole, scope_with
from evenhand.foundation.access.policy import may, not_here
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import facts

# The columns of a list that are somebody's value of a measure, whatever figure the list is behind.
VALUES = {"wait_seconds": "asa", "handle_seconds": "aht", "csat_score": "csat", "csat_high": "csat"}  # fmt: skip


@dataclass(frozen=True)
class List:
    """A list behind a figure, narrowed or not; `figure_n` is the figure's own n of it, where it may be told.

    `unused`: the measures that are used about nobody, with the reason. A list of one of them has no rows of one person,
    and names nobody where it is of many.
    """

    chosen: Selection
    kpi: Kpi
    narrowing: Narrowing = field(default_factory=Narrowing)
    page: behind.Page = field(default_factory=lambda: behind.Page([], 1, 0))
    topics: tuple[str, ...] = ()
    figure_n: int | None = None
    unused: Mapping[str, str] = field(default_factory=dict)

    @property
    def why_nobody(self) -> str:
        """Why it may say nothing about anybody, or empty."""
        return self.unused.get(self.kpi.key, "")

    @property
    def is_closed(self) -> bool:
        """Whether every row of it would be one person's."""
        seen = self.chosen.scope
        alone = not seen.every_person and len(seen.people) < 2
        return bool(self.why_nobody) and (self.chosen.person is not None or alone)

    @property
    def blank(self) -> frozenset[str]:
        """Columns that stay empty."""
        return frozenset(column for column, key in VALUES.items() if key in self.unused)

    def blank_of(self, credited: int | None) -> frozenset[str]:
        """And those of a contact that is somebody's: all of them, where the viewer opens it for a part of it only."""
        return self.blank if self.chosen.scope.sees_person(credited) else frozenset(VALUES)

    @property
    def counted_kpi(self) -> Kpi:
        """What counts the rows of the list: of a range of values, a definition of its own."""
        between = self.narrowing.between
        return narrowed(self.kpi, between) if between else self.kpi

    @property
    def where(self) -> tuple[Where, ...]:
        return (*self.chosen.where, *self.narrowing.where)

    @property
    def is_partial(self) -> bool:
        """Whether the figure counted what this viewer may not open."""
        return self.figure_n is not None and self.figure_n > self.page.counted

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing of what this viewer may not open: two ends moved closer and closer would tell how long
        one contact took of somebody whom they lead no more."""
        seen = self.chosen.scope
        others = (seen.organisation or seen.teams) and not (self.chosen.person or seen.every_person)
        return bool(self.narrowing.between and others)

    @property
    def query(self) -> str:
        return self.chosen.query(kpi=self.kpi.key, **self.narrowing.asked)

    def query_without(self, *names: str) -> str:
        """Its address where it is narrowed by less."""
        return self.chosen.query(kpi=self.kpi.key, **self.narrowing.asked | dict.fromkeys(names))


def listed(chosen: Selection, kpi: Kpi, narrowing: Narrowing, *, page: int = 1) -> List:
    """One page of the contacts that a figure counted."""
    asked = {"scope": chosen.scope, "window": chosen.period.window}
    found = List(chosen, kpi, narrowing, unused=monitored(chosen.viewer.today).unused)
    if found.is_closed:
        return found
    any_topic = tuple(one for one in chosen.where if one.column != "topic")
    return replace(
        found,
        page=behind.contacts_behind(
            chosen.facts, found.counted_kpi, where=found.where, page=page, **asked
        ),
        topics=tuple(behind.topics(chosen.facts, where=any_topic, **asked)),
        figure_n=_figure_n(found),
    )


def _figure_n(asked: List) -> int | None:
    """How many the figure counts. Not for those who see totals over many people only: a day is too small a total."""
    if asked.chosen.scope.smallest_cell or asked.is_silent:
        return None
    (figure,) = measure(
        asked.chosen.facts,
        asked.counted_kpi,
        scope=asked.chosen.scope,
        window=asked.chosen.period.window,
        where=asked.where,
    )
    return figure.n or None


def lines(asked: List) -> Iterator[dict]:
    """Every row that the figure counted and the viewer may open."""
    if asked.is_closed:
        return iter(())
    return behind.every_row_behind(
        asked.chosen.facts,
        asked.counted_kpi,
        scope=asked.chosen.scope,
        window=asked.chosen.period.window,
        where=asked.where,
    )


@dataclass(frozen=True)
class Seen:
    """A contact as a viewer sees it: the names of its people whom they may see, and who among them they are."""

    whole: behind.Whole
    scope: Scope
    names: dict[int, Person]
    own: Person | None
    is_closed: bool = False  # until a purpose is given, to whoever reaches every contact by one

    @property
    def contact(self) -> dict:
        return self.whole.contact

    @property
    def is_own(self) -> bool:
        """Whether the viewer has a part in it: then the words are theirs as well."""
        return self.own is not None and self.own.pk in self.whole.people


def contact_of(viewer: Viewer, contact_id: UUID) -> Seen:
    """One contact. Not found when the viewer may see nobody who handled it, and reaches it by no purpose either."""
    seen = _scope_for(viewer, contact_id)
    whole = behind.contact(facts(viewer.today), str(contact_id), scope=seen)
    if whole is None:
        return _by_purpose(viewer, contact_id, seen)
    return _seen(viewer, whole, seen)


def _by_purpose(viewer: Viewer, contact_id: UUID, around: Scope) -> Seen:
    """A contact of people whom the viewer does not see: closed, and whole for as long as it is opened for a purpose."""
    if not reaches_every(viewer):
        not_here()
    seen = scope_of_whole(around)
    whole = behind.contact(facts(viewer.today), str(contact_id), scope=seen, around=around)
    if whole is None:
        not_here()
    if open_now(viewer, contact_id, now=timezone.now()) is None:
        return Seen(whole, around, {}, None, is_closed=True)
    return _seen(viewer, whole, seen)


def _seen(viewer: Viewer, whole: behind.Whole, seen: Scope) -> Seen:
    ids = {*whole.people, *(one["person_id"] for one in whole.nearby)}
    return Seen(whole, seen, names_seen(seen, ids), people.own_person(viewer))


def numbered(viewer: Viewer, number: str) -> list[dict]:
    """The contacts with exactly this number to whose page the viewer comes."""
    if not number.strip():
        return []
    seen = scope(viewer)
    reach = scope_of_whole(seen) if reaches_every(viewer) else seen
    return behind.numbered(facts(viewer.today), number.strip(), scope=reach)


def opens(viewer: Viewer, contact_id: UUID) -> bool:
    """Whether a link to the contact would lead there: it may have gone to somebody else since."""
    seen = _scope_for(viewer, contact_id)
    return bool(behind.openable(facts(viewer.today), [str(contact_id)], scope=seen))


def openable(viewer: Viewer, contact_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these contacts to which a link leads."""
    asked = map(str, contact_ids)
    return {UUID(one) for one in behind.openable(facts(viewer.today), asked, scope=scope(viewer))}


def contact_of_own(viewer: Viewer, contact_id: UUID) -> Seen:
    """A contact in which the viewer had a part; not found otherwise."""
    seen = contact_of(viewer, contact_id)
    if not seen.is_own:
        not_here()
    return seen


def _scope_for(viewer: Viewer, contact_id: UUID) -> Scope:
    """A claim that waits for an answer opens its contact to those who look after second looks."""
    seen = scope(viewer)
    looks_after = may(viewer, Ability.SEE_EVERY, MAY) and Purpose.SECOND_LOOK in purposes_of(viewer)
    if seen.every_person or not looks_after:
        return seen
    asked = Correction.objects.filter(contact_id=contact_id, state=State.ASKED)
    return scope_with(seen, asked.values_list("person_id", flat=True))


def names_in(asked: List, rows: Iterable[dict]) -> dict[int, Person]:
    """Whose the rows are, as far as the viewer may see them one by one and the figure is used about people."""
    if asked.why_nobody:
        return {}
    return names_seen(asked.chosen.scope, {row["person_id"] for row in rows})


def names_seen(seen: Scope, person_ids) -> dict[int, Person]:
    """Persons by id, as far as the viewer may see them one by one."""
    return people.names({one for one in person_ids if one is not None and seen.sees_person(one)})


def words_of(viewer: Viewer, contact_id: UUID) -> behind.Words:
    """What was said. Whoever calls has checked that the viewer may read it now."""
    return behind.words(facts(viewer.today), str(contact_id))


def month_of(contact_id: UUID, *, otherwise: date) -> str:
    """The month in which a contact counts now, as `YYYY-MM`."""
    day = behind.day_of(facts(otherwise), str(contact_id)) or otherwise
    return f"{day:%Y-%m}"


def team_name(team_id: int | None) -> str:
    return people.team_names([team_id])[team_id].name if team_id else ""
