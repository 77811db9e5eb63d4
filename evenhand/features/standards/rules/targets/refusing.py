"""What stands in the way of a target: all of it at once."""

from enum import StrEnum

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Kpi, NotYet, Use
from evenhand.features.standards.rules.days import FirstDay, against_first_day
from evenhand.features.standards.rules.targets.use import (
    direction_of,
    fits_as_counter,
    is_inside,
    may_be_about,
    needs_counter,
)
from evenhand.features.standards.rules.targets.wanted import (
    MOST_WEEKS,
    About,
    Direction,
    Every,
    Known,
    Spell,
    Wanted,
    Where,
)


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
    ENDS_FIRST = "ends before it begins"
    OVERLAPS = "overlaps another target"
    NO_REASON = "no reason"
    REPLY_BY = "no days to read it"


def refusals(wanted: Wanted, known: Known) -> list[Refusal | FirstDay]:
    """Everything that is wrong with it."""
    parts = (_kpi, _asked, _place, _counted, _counter, _days, _overlaps, _published)
    return [one for part in parts for one in part(wanted, known)]


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
    yield from against_first_day(first, last=known.last, today=known.today)
    if first and wanted.effective_to is not None and wanted.effective_to <= first:
        yield Refusal.ENDS_FIRST


def _overlaps(wanted: Wanted, known: Known):
    """Days that end before they begin are mended first: they overlap with nothing that could be named."""
    first, end = wanted.effective_from, wanted.effective_to
    if first is None or (end is not None and end <= first):
        return
    if wanted.kpi and any(_both(wanted.spell, one) for one in known.others):  # fmt: skip
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
