"""What is read of the audit, and what is said of whether it is whole."""

from evenhand.foundation.audit.queries.comparing import (
    highest_id_given_out,
    kept_seal,
    seals_after,
    verdict,
)
from evenhand.foundation.audit.queries.reading import (
    COLUMNS,
    COLUMNS_ABOUT,
    Filter,
    about,
    about_person,
    entries,
    known,
    last_export,
    lines_about,
    lines_before,
    looked_at,
    named,
    names,
    rows,
    seals,
    unsealed,
)

__all__ = [
    "COLUMNS",
    "COLUMNS_ABOUT",
    "Filter",
    "about",
    "about_person",
    "entries",
    "highest_id_given_out",
    "kept_seal",
    "known",
    "last_export",
    "lines_about",
    "lines_before",
    "looked_at",
    "named",
    "names",
    "rows",
    "seals",
    "seals_after",
    "unsealed",
    "verdict",
]
