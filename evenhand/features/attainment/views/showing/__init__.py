"""From what a viewer may read to what a page shows: words, shapes, places on an axis. Decides nothing."""

from evenhand.features.attainment.views.showing.after import since_sentence
from evenhand.features.attainment.views.showing.drift import DriftSaid, drift_said
from evenhand.features.attainment.views.showing.evidence import (
    Bar,
    bars,
    contacts_address,
    lede,
    line_of,
    sure_of_100,
    sure_sentence,
    too_few,
)
from evenhand.features.attainment.views.showing.explaining import explains
from evenhand.features.attainment.views.showing.naming import naming_text
from evenhand.features.attainment.views.showing.reading import since_when
from evenhand.features.attainment.views.showing.states import (
    Said,
    more_sentence,
    no_finding,
    said_of,
    unsaid_text,
)
from evenhand.features.attainment.views.showing.totals import TotalSaid, met_text, total_said
from evenhand.features.attainment.views.showing.values import (
    counted_text,
    days_text,
    held_value_of,
    window_days,
)

__all__ = [
    "Bar",
    "DriftSaid",
    "Said",
    "TotalSaid",
    "bars",
    "contacts_address",
    "counted_text",
    "days_text",
    "drift_said",
    "explains",
    "held_value_of",
    "lede",
    "line_of",
    "met_text",
    "more_sentence",
    "naming_text",
    "no_finding",
    "said_of",
    "since_sentence",
    "since_when",
    "sure_of_100",
    "sure_sentence",
    "too_few",
    "total_said",
    "unsaid_text",
    "window_days",
]
