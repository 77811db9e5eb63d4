"""The received level: what an import run leaves, by grain. Immutable, uncredited, as the source said it.

A run has a file for each grain that it brings; columns of which its source says nothing are left out of it. A contact's own survey columns stay on its row and become responses
when it is published; a survey or an evaluation that came apart from its contact is a row of its own.
"""

# Received contacts say in which way their content was hashed: what was hashed otherwise cannot be compared with it.
MARK = {"evenhand_hash": "2"}
_FORMAT = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
WRITTEN = f"{_FORMAT}, KV_METADATA {{evenhand_hash: '2'}}"

# What every received row says about where it comes from.
ORIGIN = {
    "source": "VARCHAR",
    "source_id": "VARCHAR",
    "source_version": "INTEGER",
    "run": "VARCHAR",
    "line": "BIGINT",
    "content_hash": "UBIGINT",
}

CONTACT = {
    "contact_id": "UUID",
    **ORIGIN,
    "agent": "VARCHAR",
    "channel": "VARCHAR",
    "topic": "VARCHAR",
    "direction": "VARCHAR",
    "started_at": "TIMESTAMP",
    "time_known": "BOOLEAN",  # whether the source says at what time of the day it began
    "ended_at": "TIMESTAMP",
    "answered": "BOOLEAN",
    "abandons_recorded": "BOOLEAN",
    "abandon_waits_recorded": "BOOLEAN",
    "abandons_credited": "BOOLEAN",
    "wait_seconds": "DOUBLE",
    "talk_seconds": "DOUBLE",
    "hold_seconds": "DOUBLE",
    "wrap_seconds": "DOUBLE",
    "handle_seconds": "DOUBLE",
    "parts_known": "INTEGER",
    "resolved": "BOOLEAN",
    "customer": "VARCHAR",
    "transferred": "BOOLEAN",
    "escalated": "BOOLEAN",
    "transfer_avoidable": "BOOLEAN",
    "transfer_type": "VARCHAR",  # warm or cold
    "in_deadline": "BOOLEAN",
    "reopened": "INTEGER",
    "first_replies_recorded": "BOOLEAN",
    "first_replied_at": "TIMESTAMP",
    "solves_recorded": "BOOLEAN",
    "first_solved_at": "TIMESTAMP",
    "solved_at": "TIMESTAMP",
    "csat_score": "DOUBLE",
    "csat_low": "DOUBLE",
    "csat_high": "DOUBLE",
    "nps_score": "DOUBLE",
    "ces_score": "DOUBLE",  # version 2 when high is easy, version 1 when low is
    "ces_low": "DOUBLE",
    "ces_high": "DOUBLE",
    "ces_version": "INTEGER",
    "resolved_answer": "VARCHAR",  # the customer's: yes, no, not sure
}

# One person's part of a contact, for sources that tell the parts; without it a contact is one leg of its agent.
LEG = {
    "contact_id": "UUID",
    **ORIGIN,
    "leg": "INTEGER",
    "agent": "VARCHAR",
    "started_at": "TIMESTAMP",
    "talk_seconds": "DOUBLE",
    "hold_seconds": "DOUBLE",
    "wrap_seconds": "DOUBLE",
    "handle_seconds": "DOUBLE",
    "parts_known": "INTEGER",
    "passed_on": "BOOLEAN",  # to or from somebody else; null where the source does not say
}

# `contact_id` is null for an answer that names no contact; it then has an agent and a time of its own.
RESPONSE = {
    "response_id": "UUID",
    **ORIGIN,
    "contact_id": "UUID",
    "agent": "VARCHAR",
    "channel": "VARCHAR",
    "topic": "VARCHAR",
    "answered_at": "TIMESTAMP",
    "question": "VARCHAR",
    "score": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "comment": "VARCHAR",
}

MESSAGE = {
    "contact_id": "UUID",
    "source": "VARCHAR",
    "run": "VARCHAR",
    "line": "BIGINT",
    "source_version": "INTEGER",  # of its contact: an updated contact brings all its messages anew
    "message": "INTEGER",
    "said_at": "TIMESTAMP",
    "speaker": "VARCHAR",
    "text": "VARCHAR",
}

EVALUATION = {
    "evaluation_id": "UUID",
    **ORIGIN,
    "contact_id": "UUID",
    "agent": "VARCHAR",
    "channel": "VARCHAR",
    "topic": "VARCHAR",
    "evaluated_at": "TIMESTAMP",
    "evaluator": "VARCHAR",
    "scorecard": "VARCHAR",
    "purpose": "VARCHAR",
    "inclusion_probability": "DOUBLE",
    "earned": "DOUBLE",
    "possible": "DOUBLE",
    "auto_fail": "BOOLEAN",
    "customer_critical": "INTEGER",
    "business_critical": "INTEGER",
    "compliance_critical": "INTEGER",
    "comment": "VARCHAR",
}

CRITERION_SCORE = {
    "evaluation_id": "UUID",
    "source": "VARCHAR",
    "run": "VARCHAR",
    "line": "BIGINT",
    "source_version": "INTEGER",  # of its evaluation
    "criterion": "VARCHAR",
    "section": "VARCHAR",
    "earned": "DOUBLE",
    "possible": "DOUBLE",
    "not_applicable": "BOOLEAN",
    "critical": "VARCHAR",  # customer, business, compliance or null
}

SCHEMAS = {
    "contact": CONTACT,
    "leg": LEG,
    "response": RESPONSE,
    "message": MESSAGE,
    "evaluation": EVALUATION,
    "criterion_score": CRITERION_SCORE,
}


def as_written(connection, file: str) -> str:
    """How to write a received file anew: it says of its hashes what the old one said."""
    sql = "SELECT count(*) FROM parquet_kv_metadata(?) WHERE key = 'evenhand_hash'::BLOB AND value = '2'::BLOB"
    ((marked,),) = connection.execute(sql, [file]).fetchall()
    return WRITTEN if marked else _FORMAT
