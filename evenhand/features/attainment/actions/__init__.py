"""Everything that is done about standings."""

from evenhand.features.attainment.actions.alerting import set_look_rule, tell_leaders
from evenhand.features.attainment.actions.reckoning import reckon
from evenhand.features.attainment.actions.removing import (
    erase_standings,
    remove_runs,
    thin_runs,
)
from evenhand.features.attainment.actions.words import add_words

__all__ = [
    "add_words",
    "erase_standings",
    "reckon",
    "remove_runs",
    "set_look_rule",
    "tell_leaders",
    "thin_runs",
]
