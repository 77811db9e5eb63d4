"""What can be done with people and teams."""

from evenhand.features.people.actions.adjusting import (
    agree_adjustment,
    end_adjustment,
    tell_of_adjustment,
)
from evenhand.features.people.actions.employment import set_employment
from evenhand.features.people.actions.files import BroughtIn, bring_in_people
from evenhand.features.people.actions.opening_figures import open_figures
from evenhand.features.people.actions.provisioning import Wanted, provision
from evenhand.features.people.actions.records import (
    add_key,
    create_person,
    erase_person,
    link_account,
    set_opening_hours,
)
from evenhand.features.people.actions.teams import (
    add_people_of_file,
    create_team,
    end_leadership,
    join_team,
    lead_team,
    set_last_day,
)

__all__ = [
    "BroughtIn",
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
    "set_last_day",
    "set_opening_hours",
    "tell_of_adjustment",
]
