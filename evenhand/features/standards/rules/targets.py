"""What stands in the way of a target: all of it at once. What the KPI is for, and what it may be asked of whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Better, Family, Kpi, NotYet, Use

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


class Refusal(StrEnum):
    NO_KPI = "no KPI"
    NO_STANDARD = "no standard holds on its first day"
    ENDED = "ended"
    NO_DATA = "no data"
    IN_SHADOW = "the measure is on trial"
    DIAGNOSIS = "for finding causes only"
    NOT_OF_A_PERSON = "not a measure of one person"
    NOT_THEIRS = "not in a person's hands"
    NO_DIRECTION = "no direction"
    CONTRADICTS = "against the KPI's direction"
    NO_THRESHOLD = "no threshold"
    OUT_OF_RANGE = "outside the KPI's range"
    SAYS_NOTHING = "everybody meets it always"
    NO_PLACE = "nothing is named"
    UNKNOWN_PLACE = "something unknown is named"
    ONE_PERSON = "one person alone"
    TOTAL_OF_PEOPLE = "a total of named people"
    WEEKS = "no number of weeks"
    FEW = "minimum volume too small"
    NO_COUNTER = "no counter-measure"
    POOR_COUNTER = "no fit counter-measure"
    COUNTER_WITHOUT_DATA = "the counter-measure has no data"
    NO_DAY = "no first day"
    ENDS_FIRST = "ends before it begins"
    BEFORE_LAST = "not after the version before"
    IN_THE_PAST = "in the past"
    OVERLAPS = "overlaps another target"
    NO_REASON = "no reason"
    REPLY_BY = "no days to read it"


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


def refusals(wanted: Wanted, known: Known) -> list[Refusal]:
    """Everything that is wrong with it."""
    parts = (_kpi, _asked, _place, _counted, _counter, _days, _overlaps, _published)
    return [one for part in parts for one in part(wanted, known)]


def is_of_time(kpi: Kpi) -> bool:
    return kpi.unit in ("seconds", "days")


def is_handling_time(kpi: Kpi) -> bool:
    """How long people work on a contact: theirs, however many of them are counted together."""
    return is_of_time(kpi) and kpi.table == "leg"


def may_be_about(kpi: Kpi, about: About) -> bool:
    """Whether what the KPI says of itself allows a target about persons, or about totals."""
    if about is About.PERSON:
        return kpi.use is Use.PERSON and kpi.controllable
    return kpi.use is not Use.DIAGNOSIS or is_handling_time(kpi)


def needs_counter(kpi: Kpi, about: About) -> bool:
    """Time can be saved at the customer's cost: what a target on people's time gains has to be seen beside it."""
    return is_handling_time(kpi) or (about is About.PERSON and is_of_time(kpi))


def fits_as_counter(counter: Kpi, kpi: Kpi, about: About) -> bool:
    """Another KPI of what the customer gets, with a better end, that may be shown of those who are measured."""
    if counter.better is Better.NEITHER or is_of_time(counter):
        return False
    if counter.family not in (Family.RESOLUTION, Family.SATISFACTION, Family.QUALITY):
        return False
    same = {counter.key, counter.variants_of} & {kpi.key, kpi.variants_of} - {""}
    return not same and (about is About.TOTAL or counter.use is Use.PERSON)


def direction_of(kpi: Kpi) -> Direction | None:
    """The one that the KPI itself says; None where neither end is better."""
    return {Better.HIGHER: Direction.AT_LEAST, Better.LOWER: Direction.AT_MOST}.get(kpi.better)


def typed_in(unit: str) -> float:
    """By what a value is multiplied to stand as people say it: shares and net shares in percent."""
    return 100.0 if unit in _ENDS else 1.0


_ENDS = {"share": (0.0, 1.0), "net": (-1.0, 1.0)}


def ends_of(unit: str) -> tuple[float | None, float | None]:
    """Between what a KPI of this unit can lie, where its facts say nothing closer."""
    return _ENDS.get(unit, (0.0, None))


def _kpi(wanted: Wanted, known: Known):
    kpi = wanted.kpi
    if not known.standard_holds:
        yield Refusal.NO_STANDARD
    if known.ended:
        yield Refusal.ENDED
    if kpi is None:
        yield Refusal.NO_KPI
        return
    if isinstance(kpi, NotYet) or not known.measured.has_data:
        yield Refusal.NO_DATA
    if known.shadow_until and (
        wanted.effective_from is None or wanted.effective_from < known.shadow_until
    ):
        yield Refusal.IN_SHADOW
    if not may_be_about(kpi, wanted.about):
        yield _why_not(kpi, wanted.about)


def _why_not(kpi: Kpi, about: About) -> Refusal:
    if about is About.TOTAL:
        return Refusal.DIAGNOSIS
    return Refusal.NOT_THEIRS if kpi.use is Use.PERSON else Refusal.NOT_OF_A_PERSON


def _asked(wanted: Wanted, known: Known):
    if wanted.direction is None:
        yield Refusal.NO_DIRECTION
    elif wanted.kpi and direction_of(wanted.kpi) not in (None, wanted.direction):
        yield Refusal.CONTRADICTS
    if wanted.threshold is None:
        yield Refusal.NO_THRESHOLD
        return
    low, high = known.measured.low, known.measured.high
    asked = wanted.threshold
    if not is_inside(asked, low, high):
        yield Refusal.OUT_OF_RANGE
    elif asked == (low if wanted.direction is Direction.AT_LEAST else high):
        yield Refusal.SAYS_NOTHING


def is_inside(asked: float, low: float | None, high: float | None) -> bool:
    """Whether a figure can be so."""
    if not abs(asked) < float("inf"):  # nor what is no number
        return False
    return (low is None or asked >= low) and (high is None or asked <= high)


def _place(wanted: Wanted, known: Known):
    if wanted.where is Where.ORGANISATION:
        return
    if not wanted.keys:
        yield Refusal.NO_PLACE
    elif not wanted.keys <= known.places:
        yield Refusal.UNKNOWN_PLACE
    if wanted.where is Where.PEOPLE and wanted.about is About.TOTAL:
        yield Refusal.TOTAL_OF_PEOPLE
    elif wanted.where is Where.PEOPLE and len(wanted.keys) == 1:
        yield Refusal.ONE_PERSON


def _counted(wanted: Wanted, known: Known):
    if wanted.every is Every.ROLLING and not 1 <= (wanted.weeks or 0) <= MOST_WEEKS:
        yield Refusal.WEEKS
    if (wanted.minimum_volume or 0) < ENOUGH:
        yield Refusal.FEW


def _counter(wanted: Wanted, known: Known):
    if wanted.kpi is None:
        return
    if wanted.counter is None:
        if needs_counter(wanted.kpi, wanted.about):
            yield Refusal.NO_COUNTER
    elif not fits_as_counter(wanted.counter, wanted.kpi, wanted.about):
        yield Refusal.POOR_COUNTER
    elif not known.counter_measured.has_data:
        yield Refusal.COUNTER_WITHOUT_DATA


def _days(wanted: Wanted, known: Known):
    first = wanted.effective_from
    if first is None:
        yield Refusal.NO_DAY
        return
    if wanted.effective_to is not None and wanted.effective_to <= first:
        yield Refusal.ENDS_FIRST
    if known.last is not None and first <= known.last:
        yield Refusal.BEFORE_LAST
    elif known.last is not None and first < known.today:
        yield Refusal.IN_THE_PAST


def _overlaps(wanted: Wanted, known: Known):
    if wanted.kpi and wanted.effective_from and any(_both(wanted.spell, one) for one in known.others):  # fmt: skip
        yield Refusal.OVERLAPS


def _both(new: Spell, held: Spell) -> bool:
    """Whether two targets say something of the same figure on the same day."""
    same = (new.kpi_key, new.about, new.where) == (held.kpi_key, held.about, held.where)
    if not same or (new.keys or held.keys) and not new.keys & held.keys:
        return False
    return (held.end is None or new.first < held.end) and (new.end is None or held.first < new.end)


def _published(wanted: Wanted, known: Known):
    if not wanted.reason:
        yield Refusal.NO_REASON
    if wanted.reply_by is None or wanted.reply_by <= known.today:
        yield Refusal.REPLY_BY
