"""Which periods of a target were judged already: their days, and nothing of anybody."""

from datetime import date

from evenhand.analysis.scope import Window
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.standards.rules.adjusting import Judged


def judged_periods(target_id: int, on: date) -> list[Judged]:
    """The latest first. The last word over the latest of them is renewed by every run until a later one is over."""
    run = latest(on)
    found = Assessment.objects.filter(version__target=target_id, is_final=True)
    days = set(found.values_list("first", "end"))
    again = set(found.filter(reckoning=run).values_list("first", "end"))
    return [Judged(Window(*one), is_renewed=one in again) for one in sorted(days, reverse=True)]
