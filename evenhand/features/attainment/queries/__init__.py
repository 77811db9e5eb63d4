"""Reading where everyone stands, always as somebody."""

from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.reading import (
    Figured,
    OfPerson,
    Seen,
    Stand,
    Why,
    assessment_of,
    earlier_of,
    lately_of,
    may_reckon,
    of_people,
    of_person,
    standing_of,
)
from evenhand.features.attainment.queries.totals import (  # fmt: skip
    Met,
    OfTarget,
    OfTeam,
    Total,
    of_all,
    of_team,
    who_met,
)

__all__ = [
    "Figured", "Met", "OfPerson", "OfTarget", "OfTeam", "Seen", "Stand", "Total", "Why", "assessment_of", "earlier_of",
    "lately_of", "latest", "may_reckon", "of_all", "of_people", "of_person", "of_team", "standing_of", "who_met",
]  # fmt: skip
