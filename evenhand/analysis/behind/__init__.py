"""The way from a number down to what happened: the rows that made a figure, and one contact whole."""

from evenhand.analysis.behind.counted import Counted
from evenhand.analysis.behind.listing import PAGE, Page, contacts_behind, every_row_behind, topics
from evenhand.analysis.behind.whole import (
    Whole,
    Words,
    contact,
    day_of,
    numbered,
    openable,
    words,
)

__all__ = [
    "PAGE", "Counted", "Page", "Whole", "Words", "contact", "contacts_behind", "day_of", "every_row_behind", "numbered",
    "openable", "topics", "words",
]  # fmt: skip
