"""Pages of contacts: the list behind a figure, one contact, who opened it, what is said to be wrong with it."""

from evenhand.features.contacts.views.contact import contact
from evenhand.features.contacts.views.corrections import (
    answer,
    ask,
    correction,
    correction_list,
    withdrawal,
)
from evenhand.features.contacts.views.listing import (
    contact_list,
    contact_list_file,
    contact_list_workbook,
)
from evenhand.features.contacts.views.openings import opened, opening, originals
from evenhand.features.contacts.views.search import contact_search

__all__ = [
    "answer", "ask", "contact", "contact_list", "contact_list_file", "contact_list_workbook", "contact_search", "correction", "correction_list", "opened",
    "opening", "originals", "withdrawal",
]  # fmt: skip
