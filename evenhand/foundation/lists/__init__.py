"""Every list: what narrows it stands in its address, and it leaves as a file with the rows that its page shows."""

from evenhand.foundation.lists.filters import Choice, Day, Filters, Words
from evenhand.foundation.lists.listing import FORMATS, Listing, as_page, audited

__all__ = ["FORMATS", "Choice", "Day", "Filters", "Listing", "Words", "as_page", "audited"]
