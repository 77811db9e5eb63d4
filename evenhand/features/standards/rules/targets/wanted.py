"""A target as somebody wants it, and what is known of the place where it is to stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from evenhand.analysis.kpis.definition import Kpi

MOST_WEEKS = 52


class About(StrEnum):
    """Whose figure is held against the threshold."""

    PERSON = "person"  # each person in the scope, one by one
    TOTAL = "total"  # each named team, channel or topic as a whole, or the organisation


class Where(StrEnum):
    """Which contacts and people it is about. What is named stands in `keys`."""

    ORGANISATION = "organisation"
    TEAMS = "teams"
    CHANNELS = "channels"
    TOPICS = "topics"
    PEOPLE = "people"


class Direction(StrEnum):
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Every(StrEnum):
    """Over which days one figure is counted."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    ROLLING = "rolling"


@dataclass(frozen=True)
class Measured:
    """What the published facts can say of a KPI. `low`, `high`: the ends of what it can be, None without one."""

    has_data: bool = True
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Spell:
    """A target that holds on the days [first, end)."""

    kpi_key: str
    about: About
    where: Where
    keys: frozenset = frozenset()
    first: date = date.min
    end: date | None = None


@dataclass(frozen=True)
class Wanted:
    """A target as somebody wants it; None for what is not said."""

    kpi: Kpi | None = None
    about: About = About.TOTAL
    where: Where = Where.ORGANISATION
    keys: frozenset = frozenset()
    direction: Direction | None = None
    threshold: float | None = None
    every: Every = Every.MONTH
    weeks: int | None = None
    minimum_volume: int | None = None
    counter: Kpi | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    reason: str = ""
    reply_by: date | None = None

    @property
    def spell(self) -> Spell:
        key = self.kpi.key if self.kpi else ""
        return Spell(key, self.about, self.where, self.keys, self.effective_from, self.effective_to)


@dataclass(frozen=True)
class Known:
    """What is known of the place where the target is to stand."""

    today: date
    standard_holds: bool = True  # on its first day
    ended: bool = False
    measured: Measured = Measured()
    counter_measured: Measured = Measured()
    shadow_until: date | None = None
    places: frozenset = frozenset()  # that may be named
    others: Sequence[Spell] = field(default_factory=tuple)
    last: date | None = None  # first day of the version that it follows
