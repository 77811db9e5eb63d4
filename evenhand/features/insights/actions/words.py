"""Adding one's words to a figure of a person: theirs, or those of whoever leads them today."""

from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries import OBJECT, figure_pin, figure_ref, may_speak
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.remarks import actions as remarks
from evenhand.foundation.remarks.models import Remark


def say_of_figure(*, by: Viewer, chosen: Selection, kpi: Kpi, words: str) -> Remark:
    """ValidationError where there are none, or too many."""
    if chosen.person is None or not may_speak(chosen):
        not_here()
    return remarks.remark(
        by=by,
        object_type=OBJECT,
        object_ref=figure_ref(chosen, kpi),
        subject_ref=chosen.person.ref,
        pin=figure_pin(chosen, kpi),
        words=words,
    )
