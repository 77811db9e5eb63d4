"""What can be done with people and teams."""

from evenhand.features.people.actions.adjusting import (
    agree_adjustment,
    end_adjustment,
    tell_of_adjustment,
)
from evenhand.features.people.actions.employment import set_employment
from evenhand.features.people.actions.files import bring_in_people
from evenhand.features.people.actions.opening_figures import open_figures
from evenhand.features.people.actions.provisioning import Wanted, provision
from evenhand.features.people.actions.records import (
    add_key,
    add_people_of_file,
    create_person,
    create_team,
    end_leadership,
    erase_person,
    join_team,
    lead_team,
    link_account,
    set_opening_hours,
)

__all__ = [
    "Wanted",
    "add_key",
    "add_people_of_file",
    "agree_adjustment",
    "bring_in_people",
    "create_person",
    "create_team",
    "end_adjustment",
    "end_leadership",
    "erase_person",
    "join_team",
    "lead_team",
    "link_account",
    "open_figures",
    "provision",
    "set_employment",
    "set_opening_hours",
    "tell_of_adjustment",
]
