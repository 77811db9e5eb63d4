"""What came after a finding, as far as its reader may know it: no finding stands alone once there are later days."""

from dataclasses import dataclass
from datetime import date

from evenhand.analysis.scope import Window
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries.one import last_words
from evenhand.features.attainment.queries.reading import Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import store


@dataclass(frozen=True)
class After:
    """`periods`: judged since, the latest first, and the row where the reader has one. `up_to`: the last day of the
    facts, None where it is no later one."""

    periods: tuple[tuple[Window, Seen | None], ...]
    up_to: date | None


def after_of(viewer: Viewer, seen: Seen) -> After:
    """Which periods there are is told by the target and never by the person: a period without a row that the reader may
    know of reads like any other of which nothing is said."""
    end = seen.assessment.end
    later = Assessment.objects.filter(
        version__target=seen.version.target_id, is_final=True, first__gte=end
    )
    windows = {Window(*days) for days in later.values_list("first", "end")}
    said = last_words(viewer, seen, assessment__first__gte=end)
    if seen.reads is Reads.ALL:  # who reads every row knows of days without one
        windows &= set(said)
    found = sorted(windows, key=lambda one: one.end, reverse=True)
    last = store().manifest().data_up_to
    up_to = date.fromisoformat(last) if last else end
    return After(tuple((one, said.get(one)) for one in found), up_to if up_to >= end else None)
