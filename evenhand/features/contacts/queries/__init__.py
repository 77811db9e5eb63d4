"""Reading contacts: what is asked about, the contacts behind a figure, one contact, and the records about it."""

from evenhand.features.contacts.queries.behind import (
    VALUES,
    List,
    Seen,
    contact_of,
    contact_of_own,
    lines,
    listed,
    month_of,
    names_in,
    numbered,
    openable,
    opens,
    team_name,
    words_of,
)
from evenhand.features.contacts.queries.masked import (
    masked,
    masked_query,
    masked_reason,
    masked_reviews,
)
from evenhand.features.contacts.queries.naming import Names, called, has_number
from evenhand.features.contacts.queries.narrowing import (
    Narrowing,
    address_of,
    cell_query,
    range_text,
    values_text,
)
from evenhand.features.contacts.queries.records import (
    Used,
    claims_of,
    correction_of,
    correction_to_answer,
    corrections,
    corrections_of,
    credits,
    monitored,
    occasions,
    open_now,
    opened_of,
    openings_about,
    own_correction,
    to_answer,
    used,
    whom_to_tell,
)
from evenhand.features.contacts.queries.selection import Selection, kpi_of, selection

__all__ = [
    "VALUES",
    "List", "Names", "Narrowing", "Seen", "Selection", "Used", "address_of", "called", "cell_query", "claims_of", "contact_of", "contact_of_own", "correction_of",
    "correction_to_answer", "corrections", "corrections_of", "credits", "has_number", "kpi_of", "lines", "listed", "masked", "masked_query", "masked_reason", "masked_reviews", "monitored", "month_of",
    "names_in", "numbered", "occasions", "open_now", "opened_of", "openable", "openings_about", "opens", "own_correction", "range_text", "selection", "team_name",
    "to_answer", "used", "values_text", "whom_to_tell", "words_of",
]  # fmt: skip
