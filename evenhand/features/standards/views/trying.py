"""A threshold tried out beside the form, in words: who reaches it today, who would, and whether most could not."""

from math import nan

from django.utils.translation import gettext as _

from evenhand.analysis import wording
from evenhand.features.people.policy import scope
from evenhand.features.standards import queries
from evenhand.features.standards.queries import Here
from evenhand.features.standards.rules.targets import Direction, direction_of, typed_in
from evenhand.foundation.access.viewers import Viewer


def tried(viewer: Viewer, here: Here, typed: str) -> dict:
    """What the panel needs. `typed`: as people say it, in percent; what is no number is tried out on nobody."""
    if not (queries.can_be_tried(here) and scope(viewer).every_person):
        return {"tries": False}
    threshold = _number(typed) / typed_in(here.kpi.unit)
    if not 0 < threshold < 1:
        why = _("Choose a value between 0 and 100.") if typed.strip() else ""
        return {"tries": True, "tried": "", "untold": why}
    direction = direction_of(here.kpi) or Direction.AT_LEAST
    found = queries.what_if(viewer, here, threshold, direction)
    untold = _("Nothing can be said: fewer than %(n)s people have enough of them lately.")
    return {
        "tries": True,
        "tried": f"{float(typed):g}",
        "what_if": _in_words(found, here) if found else None,
        "untold": untold % {"n": queries.FEWEST},
    }


def _number(typed: str) -> float:
    """What is no number is none that can be tried."""
    try:
        return float(typed)
    except ValueError:
        return nan


def _in_words(found: queries.WhatIf, here: Here) -> dict:
    unit = here.kpi.unit
    levels = ["".join(wording.value_text(one.level, unit, found.people * 100)) for one in found.starts]  # fmt: skip
    return {
        "weeks": queries.WEEKS,
        "reach": found.reach,
        "people": found.people,
        "asked": f"{queries.DIRECTIONS[found.direction]} {queries.threshold_text(found.threshold, unit)}",
        "low": levels[0],
        "high": levels[2],
        "per_week": wording.count_text(found.per_week),
        "counted": _(here.kpi.counted),
        "starts": [(level, _in_a_hundred(one.chance)) for level, one in zip(levels, found.starts, strict=True)],
        "out_of_reach": found.is_out_of_reach,
    }  # fmt: skip


def _in_a_hundred(chance: float) -> str:
    """What is simulated is never said to be sure."""
    if chance < 0.01:
        return _("fewer than 1")
    if chance > 0.99:
        return _("more than 99")
    return _("about %(n)s") % {"n": round(100 * chance)}
