"""A threshold tried out on the form before it is set, in words: who reaches it today, who would, whether most could not."""

from math import nan

from django.http import QueryDict
from django.utils.translation import gettext as _

from evenhand.features.people.policy import scope
from evenhand.features.standards import queries
from evenhand.features.standards.forms import TargetForm
from evenhand.features.standards.queries import Here
from evenhand.features.standards.rules.targets import Direction, direction_of, typed_in
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Viewer


def as_typed(form: TargetForm, sent: QueryDict) -> TargetForm:
    """The form as it was sent, with every word that was typed, and nothing of it judged: something is tried out first."""
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(sent, {}, name)
    return form


def tried(viewer: Viewer, here: Here, form: TargetForm) -> dict:
    """What the panel needs. The threshold is tried as it stands in the form; what is no number is tried on nobody."""
    if not (queries.can_be_tried(here) and scope(viewer).every_person):
        return {"tries": False}
    typed = form["threshold"].value()  # None: nothing was asked yet
    threshold = _number(typed) / typed_in(here.kpi.unit)
    if not 0 < threshold < 1:
        why = _("Choose a value between 0 and 100.") if typed is not None else ""
        return {"tries": True, "untold": why}
    lower = form["direction"].value() == Direction.AT_MOST
    direction = direction_of(here.kpi) or (Direction.AT_MOST if lower else Direction.AT_LEAST)
    found = queries.what_if(viewer, here, threshold, direction)
    untold = _("Nothing can be said: fewer than %(n)s people have enough of them lately.")
    return {
        "tries": True,
        "what_if": _in_words(found, here) if found else None,
        "untold": untold % {"n": queries.FEWEST},
    }


def _number(typed) -> float:
    """What is no number is none that can be tried."""
    try:
        return float(typed)
    except (TypeError, ValueError):
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
        "counted": wording.said(here.kpi.counted),
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
