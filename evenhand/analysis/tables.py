"""The published fact tables as unbound Ibis tables: names, types and grain, with no engine chosen."""

from functools import cache

# What every fact carries, whatever its grain: where it is counted and to whom.
DIMENSIONS = {
    "local_date": "date",
    "half_hour": "int32",
    "team_id": "int64",
    "person_id": "int64",
    "channel": "string",
    "topic": "string",
}

# One row per customer transaction. Durations in seconds; None where the source does not say.
CONTACT = DIMENSIONS | {
    "contact_id": "uuid",
    "source": "string",
    "source_id": "string",
    "source_version": "int32",
    "run": "string",
    "line": "int64",
    "content_hash": "uint64",
    "attribution": "string",
    "direction": "string",
    "started_at": "timestamp",
    "ended_at": "timestamp",
    "answered": "boolean",
    "abandons_recorded": "boolean",
    "abandon_waits_recorded": "boolean",
    "abandons_credited": "boolean",
    "wait_seconds": "float64",
    "handle_seconds": "float64",
    "resolved": "boolean",
    "customer": "string",
    "csat_score": "float64",
    "csat_low": "float64",
    "csat_high": "float64",
}

# One row per person on a contact. `parts_known` is a bit set: 1 talk, 2 hold, 4 wrap, 8 given whole.
LEG = DIMENSIONS | {
    "contact_id": "uuid",
    "leg": "int32",
    "started_at": "timestamp",
    "talk_seconds": "float64",
    "hold_seconds": "float64",
    "wrap_seconds": "float64",
    "handle_seconds": "float64",
    "parts_known": "int32",
}

# One row per answer to a customer survey. `credited` marks the one copied onto the contact.
RESPONSE = DIMENSIONS | {
    "contact_id": "uuid",
    "response": "int32",
    "answered_at": "timestamp",
    "question": "string",
    "score": "float64",
    "low": "float64",
    "high": "float64",
    "credited": "boolean",
}

SCHEMAS = {"contact": CONTACT, "leg": LEG, "response": RESPONSE}

# What a rollup keeps apart. Questions about anything else go to the rows themselves.
ROLLED_UP_BY = ("local_date", "team_id", "person_id", "channel")


@cache
def table(name: str):
    """The unbound Ibis table of this grain."""
    import ibis  # half a second: imported where it is used

    return ibis.table(SCHEMAS[name], name=name)
