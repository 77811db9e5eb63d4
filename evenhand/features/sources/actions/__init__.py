"""What can be done with an import run. Each verb checks, writes and leaves its audit line at once."""

from evenhand.features.sources.actions.bringing import (
    bring_in,
    check,
    confirm_taking_back,
    is_out_of_date,
    republish,
    take_back,
)
from evenhand.features.sources.actions.correcting import bring_back, hand_out
from evenhand.features.sources.actions.deciding import (
    LEAVE,
    NEW,
    add_people,
    confirm,
    discard,
    unknown_people,
)
from evenhand.features.sources.actions.erasing import empty_old_files, erase_from_runs
from evenhand.features.sources.actions.moving import belongs_to_job, fail
from evenhand.features.sources.actions.naming import same_by_name
from evenhand.features.sources.actions.resuming import alone_with, settle_interrupted
from evenhand.features.sources.actions.starting import choose_sheet, match_columns, start

__all__ = [
    "LEAVE",
    "NEW",
    "add_people",
    "alone_with",
    "belongs_to_job",
    "bring_back",
    "bring_in",
    "check",
    "choose_sheet",
    "confirm",
    "confirm_taking_back",
    "discard",
    "empty_old_files",
    "erase_from_runs",
    "fail",
    "hand_out",
    "is_out_of_date",
    "match_columns",
    "republish",
    "same_by_name",
    "settle_interrupted",
    "start",
    "take_back",
    "unknown_people",
]
