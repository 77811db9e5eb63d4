"""Whether somebody's share has moved away from their own past, like for like: for them and whoever leads them, and
nobody else."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from evenhand.analysis.measure.mix import by_kind, by_week, of_one
from evenhand.analysis.scope import Window
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.reading import Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.people.policy import scope, scope_of_everybody
from evenhand.features.standards.rules.targets import Where
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import facts

if TYPE_CHECKING:
    from evenhand.analysis.statistics.standing.drift import Drift

WEEKS = 26


@dataclass(frozen=True)
class Weeks:
    """The last whole weeks of one person. `drift`: None with too few weeks that have enough contacts (`enough`)."""

    mondays: tuple[date, ...]
    n: tuple[int, ...]  # contacts of each week
    enough: int
    drift: "Drift | None"


def has_weeks(viewer: Viewer, seen: Seen) -> bool:
    """Whether there is a card: beside what is said today of a share, for whoever reads all of it and sees the figures.

    Of a target for some channels or topics there is none: the weeks are of all contacts.
    """
    one = seen.assessment
    return (
        seen.reads is Reads.ALL
        and seen.opens_contacts
        and one.way == Way.SHARE
        and one.version.where not in (Where.CHANNELS, Where.TOPICS)
        and one.reckoning == latest(viewer.today)
    )


def weeks_of(viewer: Viewer, seen: Seen) -> Weeks:
    """Ask `has_weeks` first. Three questions to the engine, however many people there are.

    How hard each kind of contact is, is told from everybody's contacts in the same weeks, as in an assessment.
    """
    from evenhand.analysis.statistics.standing import drift, shares_mix

    counted, kpi = facts(viewer.today), seen.assessment.kpi
    window = _last_weeks(counted.store.manifest().data_up_to, viewer.today)
    everybody = {"scope": scope_of_everybody(), "window": window}
    usual = by_kind(counted, kpi, **everybody)
    own = of_one(
        counted, kpi, seen.person.pk, kinds=usual.columns, scope=scope(viewer), window=window
    )
    earned, possible = own["numerator"], own["denominator"]
    enough = drift.weeks_enough(possible)
    found = None
    if len(enough) >= drift.FEWEST_WEEKS:
        weeks = by_week(counted, kpi, **everybody).parts
        mix = shares_mix(
            usual.parts["numerator"], usual.parts["denominator"],
            weeks=(weeks["numerator"], weeks["denominator"]),
        )  # fmt: skip
        found = drift.of_shares(earned, possible, mix)
    mondays = tuple(window.first + timedelta(weeks=at) for at in range(WEEKS))
    return Weeks(mondays, tuple(int(n) for n in possible.sum(1)), len(enough), found)


def _last_weeks(up_to: str, today: date) -> Window:
    """Whole weeks that are over, up to the last day of the facts. A run has judged, so that there are facts."""
    after = min(date.fromisoformat(up_to) + timedelta(days=1), today)
    end = after - timedelta(days=after.weekday())
    return Window(end - timedelta(weeks=WEEKS), end)
