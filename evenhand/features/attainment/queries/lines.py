"""The last weeks of each person beside their state: lines without scale or value, for whoever sees the figures anyway."""

from datetime import date, timedelta

from evenhand.analysis.measure.mix import by_week
from evenhand.analysis.scope import Where, Window
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.rules.ways import Way, parts_of
from evenhand.features.people.models import Team
from evenhand.features.people.policy import scope
from evenhand.features.standards.rules.targets import Where as Place
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import facts

WEEKS = 12
# A line carries no value: from so many a week it shows at least how much chance there is.
ENOUGH_FOR_A_LINE = 5
# Of reviews there are few a week, and a quantile has no sum.
_LINED = frozenset({Way.SHARE, Way.MEAN, Way.DURATION, Way.NET})

Line = list[float | None]


def lines_of(viewer: Viewer, one: Assessment, team: Team) -> dict[int, Line]:
    """Person id → value of each of the last whole weeks, None where there were too few. Asks once for all people."""
    counted = facts(viewer.today)
    up_to = counted.store.manifest().data_up_to
    if not up_to or one.way not in _LINED or one.version.where in (Place.CHANNELS, Place.TOPICS):
        return {}
    after = min(date.fromisoformat(up_to) + timedelta(days=1), viewer.today)
    end = after - timedelta(days=after.weekday())
    found = by_week(
        counted, one.kpi, scope=scope(viewer), window=Window(end - timedelta(weeks=WEEKS), end),
        where=(Where("team_id", team.pk),),
    )  # fmt: skip
    above, below = _parts(Way(one.way), found.parts)
    return {
        person: [
            float(above[row, week] / below[row, week])
            if below[row, week] >= ENOUGH_FOR_A_LINE
            else None
            for week in range(len(found.columns))
        ]
        for row, person in enumerate(found.people.tolist())
    }


def _parts(way: Way, parts: dict):
    if way is Way.SHARE:
        return parts_of(way, parts)
    n, total, _squares = parts_of(way, parts)
    return total, n
