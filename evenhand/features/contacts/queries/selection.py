"""What is asked about, read from a query string."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404

from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import Facts, channels
from evenhand.analysis.periods import COMPARE, Period, period
from evenhand.analysis.scope import Scope, Where
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person, Team
from evenhand.features.people.policy import scope
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import definition, facts, store

LONGEST = 500  # letters of a channel or a topic in an address


@dataclass(frozen=True)
class Selection:
    """What a page is about: whom, when, which channel. Every figure has the address that this makes."""

    viewer: Viewer
    scope: Scope
    period: Period
    data_up_to: date | None
    team: Team | None = None
    person: Person | None = None
    channel: str = ""
    topic: str = ""
    # Answers of the records that hold for the whole page, by whoever needs them for every figure of it.
    asked_once: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def facts(self) -> Facts:
        """The facts, with the definitions in force: looked up once for a page."""
        return facts(self.viewer.today)

    def kpi(self, key: str) -> Kpi:
        return next(kpi for kpi in self.facts.kpis if kpi.key == key)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that there are, with the one that is asked for."""
        known = channels(self.facts)
        asked = (self.channel,) if self.channel and self.channel not in known else ()
        return (*known, *asked)

    @property
    def where(self) -> tuple[Where, ...]:
        found = []
        if self.team:
            found.append(Where("team_id", self.team.pk))
        if self.person:
            found.append(Where("person_id", self.person.pk))
        if self.channel:
            found.append(Where("channel", self.channel))
        if self.topic:
            found.append(Where("topic", self.topic))
        return tuple(found)

    @property
    def period_query(self) -> str:
        """The query string without whom it is about, for a page about somebody else."""
        return urlencode(self._when())

    def _when(self) -> dict:
        asked = {"period": self.period.key}
        if self.period.key == "own":
            asked |= {"first": self.period.window.first, "last": self.period.window.last}
        if self.period.compare != COMPARE:
            asked["compare"] = self.period.compare
        cut = {"channel": self.channel, "topic": self.topic}
        return asked | {name: value for name, value in cut.items() if value}

    def query(self, **more) -> str:
        """The query string of this selection, with something added, or taken out where it is empty."""
        asked = self._when()
        if self.team:
            asked["team"] = self.team.ref
        if self.person:
            asked["person"] = self.person.ref
        return urlencode({name: value for name, value in (asked | more).items() if value})


def selection(viewer: Viewer, asked, *, team: str = "", person: str = "") -> Selection:
    """Read what a request asks for. Not found for anybody or any team that the viewer may not see."""
    seen = scope(viewer)
    up_to = store().manifest().data_up_to
    last = date.fromisoformat(up_to) if up_to else None
    when = period(
        asked.get("period", ""),
        asked.get("first", ""),
        asked.get("last", ""),
        data_up_to=last or viewer.today,
        # Totals of overlapping days could be subtracted until one person is left.
        whole_weeks=bool(seen.smallest_cell) and not (person or asked.get("person")),
        compare=asked.get("compare", ""),
    )
    return Selection(
        viewer=viewer,
        scope=seen,
        period=when,
        data_up_to=last,
        team=_team(viewer, seen, team or asked.get("team", "")),
        person=_person(viewer, seen, person or asked.get("person", "")),
        channel=_name(asked.get("channel", "")),
        topic=_name(asked.get("topic", "")),
    )


def _name(given: str) -> str:
    """Of a channel or a topic; of one that nobody uses there is nothing to count."""
    return given.replace("\0", "")[:LONGEST]


def _team(viewer: Viewer, seen: Scope, ref: str) -> Team | None:
    if not ref:
        return None
    team = people.team_of(viewer, ref)
    if not seen.sees_team(team.pk):
        raise Http404
    return team


def _person(viewer: Viewer, seen: Scope, ref: str) -> Person | None:
    if not ref:
        return None
    person = people.person_with_figures(viewer, ref)
    if not seen.sees_person(person.pk):
        raise Http404
    return person


def kpi_of(viewer: Viewer, key: str) -> Kpi:
    try:
        return definition(key, viewer.today)
    except KeyError as unknown:
        raise Http404 from unknown
