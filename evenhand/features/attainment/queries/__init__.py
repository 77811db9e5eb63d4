"""Reading where everyone stands, always as somebody."""

from evenhand.features.attainment.queries.after import After, after_of
from evenhand.features.attainment.queries.drift import Weeks, has_weeks, weeks_of
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.judged import judged_periods
from evenhand.features.attainment.queries.keeping import old_rows, spare_rows, standings_kept
from evenhand.features.attainment.queries.one import earlier_of, lately_of, standing_of
from evenhand.features.attainment.queries.reading import (
    Figured,
    OfPerson,
    Seen,
    Stand,
    Why,
    may_reckon,
    of_people,
    of_person,
    own_in,
    reads_of,
)
from evenhand.features.attainment.queries.totals import (  # fmt: skip
    Met,
    OfTarget,
    OfTeam,
    Total,
    first_day,
    of_all,
    of_target,
    of_team,
    team_misses,
)
from evenhand.features.attainment.queries.waiting import findings_to_look_at, own_new_figures
from evenhand.features.attainment.queries.weekly import rule_on, rules_before

__all__ = [
    "After", "Figured", "Met", "OfPerson", "OfTarget", "OfTeam", "Seen", "Stand", "Total", "Weeks", "Why", "after_of", "earlier_of", "first_day", "findings_to_look_at", "has_weeks", "judged_periods",
    "lately_of", "latest", "may_reckon", "of_all", "of_people", "of_person", "of_target", "of_team", "old_rows", "own_in", "own_new_figures", "reads_of", "rule_on", "rules_before",
    "spare_rows", "standing_of", "standings_kept", "team_misses", "weeks_of",
]  # fmt: skip
