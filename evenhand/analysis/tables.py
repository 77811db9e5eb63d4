"""The published fact tables as unbound Ibis tables: names, types and grain, with no engine chosen."""

import hashlib
import json
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
# `…_recorded`: the source has a column for it, so that an empty cell means "not yet", not "not said".
# `…_open_seconds`: on the clock that runs in opening hours only. `followed_seconds`: from its start to the end of what
# its source has brought: what has not happened by then is not known. `since_previous_seconds`, `until_next_seconds`:
# to the nearest other answered inbound contact of the same customer for the same reason, within LINKED_DAYS;
# `…_same_day`: whether that one is of the same day in the organisation's zone, `followed_whole_day`: whether its source
# reaches beyond that day. `transfer_type`: warm or cold.
# `survey_answered`: whether its customer answered any question, or wrote a comment. `…_messages`: how many each side
# said, null where no transcript is here.
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
    "transferred": "boolean",
    "escalated": "boolean",
    "transfer_avoidable": "boolean",
    "transfer_type": "string",
    "in_deadline": "boolean",
    "reopened": "int32",
    "first_replies_recorded": "boolean",
    "first_response_seconds": "float64",
    "first_response_open_seconds": "float64",
    "solves_recorded": "boolean",
    "solved_at": "timestamp",
    "first_resolution_seconds": "float64",
    "first_resolution_open_seconds": "float64",
    "resolution_seconds": "float64",
    "resolution_open_seconds": "float64",
    "followed_seconds": "float64",
    "followed_open_seconds": "float64",
    "since_previous_seconds": "float64",
    "until_next_seconds": "float64",
    "followed_whole_day": "boolean",
    "previous_same_day": "boolean",
    "next_same_day": "boolean",
    "csat_score": "float64",
    "csat_low": "float64",
    "csat_high": "float64",
    "survey_answered": "boolean",
    "customer_messages": "int32",
    "agent_messages": "int32",
    "evaluation_share": "float64",
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

# One row per answer to a question of a customer survey. `credited` marks the one that counts for its contact.
# Questions: csat, nps (0 to 10), ces (high is easy: version 2), ces1 (low is easy), resolved (1 yes, 0 no, null not sure).
RESPONSE = DIMENSIONS | {
    "contact_id": "uuid",
    "response": "int32",
    "answered_at": "timestamp",
    "question": "string",
    "score": "float64",
    "low": "float64",
    "high": "float64",
    "credited": "boolean",
    "comment": "string",
}

# One row per thing said or written. `speaker`: customer, agent or system.
MESSAGE = DIMENSIONS | {
    "contact_id": "uuid",
    "message": "int32",
    "said_at": "timestamp",
    "speaker": "string",
    "text": "string",
}

# One row per scored contact or observation. `purpose`: random (drawn by a plan) or targeted; only random ones enter a
# rate. `…_critical`: how many critical errors of that class, null where the scorecard has none of it.
EVALUATION = DIMENSIONS | {
    "contact_id": "uuid",
    "evaluation_id": "uuid",
    "source": "string",
    "source_id": "string",
    "run": "string",
    "line": "int64",
    "evaluated_at": "timestamp",
    "evaluator": "string",
    "scorecard": "string",
    "purpose": "string",
    "inclusion_probability": "float64",
    "earned": "float64",
    "possible": "float64",
    "auto_fail": "boolean",
    "customer_critical": "int32",
    "business_critical": "int32",
    "compliance_critical": "int32",
    "credited": "boolean",
    "comment": "string",
}

# One row per criterion of an evaluation, as earned and possible points; what does not apply is in neither.
CRITERION_SCORE = DIMENSIONS | {
    "contact_id": "uuid",
    "evaluation_id": "uuid",
    "criterion": "string",
    "section": "string",
    "purpose": "string",
    "earned": "float64",
    "possible": "float64",
    "not_applicable": "boolean",
    "critical": "string",
}

SCHEMAS = {
    "contact": CONTACT,
    "leg": LEG,
    "response": RESPONSE,
    "message": MESSAGE,
    "evaluation": EVALUATION,
    "criterion_score": CRITERION_SCORE,
}

# Which columns published files have, and what these mean: those of another one are built anew before anything is
# counted from them. The number is raised when a column means something else than before.
LAYOUT = hashlib.sha256(json.dumps([2, SCHEMAS]).encode()).hexdigest()[:16]

# How far a contact's neighbours are looked for: no window for repeat contacts may be longer.
LINKED_DAYS = 31

# What a rollup keeps apart. Questions about anything else go to the rows themselves.
ROLLED_UP_BY = ("local_date", "team_id", "person_id", "channel")


@cache
def table(name: str):
    """The unbound Ibis table of this grain."""
    import ibis  # half a second: imported where it is used

    return ibis.table(SCHEMAS[name], name=name)
