"""Pages of people and teams."""

from evenhand.features.people.views.private import (
    adjustment_end,
    adjustments,
    guest_end,
    guests,
)
from evenhand.features.people.views.records import (
    account,
    bring_in,
    employment,
    end_leadership,
    membership,
    new_person,
    opening_hours,
    person_list,
    person_record,
    source_key,
    team_list,
)

__all__ = [
    "account",
    "adjustment_end",
    "adjustments",
    "bring_in",
    "employment",
    "end_leadership",
    "guest_end",
    "guests",
    "membership",
    "new_person",
    "opening_hours",
    "person_list",
    "person_record",
    "source_key",
    "team_list",
]
