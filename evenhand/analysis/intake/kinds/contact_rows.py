"""What an accepted line of contacts becomes: the columns of a received contact, as SQL over the values of the line."""

from functools import partial

from evenhand.analysis.intake.kinds import channels
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged
from evenhand.analysis.intake.values import given

_PARTS = ("talk", "hold", "wrap", "handle")
_DIRECTIONS = {
    "inbound": ("in", "inbound", "incoming"),
    "outbound": ("out", "outbound", "outgoing"),
}


def columns(staged: Staged, mapping: Mapping) -> dict[str, str]:
    """Of each column that a line of this file can fill its SQL, in the order of `received.CONTACT`. Where a file has
    nothing to say, the column is left out: what reads received files takes it for null."""
    value = partial(given, staged)
    parts = {part: value(f"{part}_seconds", "DOUBLE") for part in _PARTS}
    found = {
        "agent": value("agent", "VARCHAR"),
        "channel": channels.channel(staged, mapping),
        "topic": value("topic", "VARCHAR"),
        "direction": _direction(staged),
        "started_at": "start_utc",
        "time_known": "time_known",
        "ended_at": "end_utc" if {"ended_at", "ended_time"} & staged.read.keys() else _NOTHING,
        "answered": _answered(staged),
        "wait_seconds": value("wait_seconds", "DOUBLE"),
        **{f"{part}_seconds": parts[part] for part in _PARTS[:3]},
        "handle_seconds": _handled(staged, parts),
        "parts_known": _known(parts),
        "resolved": value("resolved", "BOOLEAN"),
        "customer": value("customer", "VARCHAR"),
        **{key: value(key, "BOOLEAN") for key in _FLAGS},
        "transfer_type": value("transfer_type", "VARCHAR"),
        "reopened": value("reopened", "INTEGER"),
        "first_replied_at": _after(staged, "first_replied_at", "first_reply_seconds"),
        "first_solved_at": _after(staged, "first_solved_at", "first_solve_seconds"),
        "solved_at": _after(staged, "solved_at", "solve_seconds"),
        **_answers(staged, mapping),
        "resolved_answer": value("resolved_answer", "VARCHAR"),
    }
    return {name: sql for name, sql in found.items() if not sql.startswith(_NOTHING)}


_NOTHING = "NULL::"
_FLAGS = ("transferred", "escalated", "transfer_avoidable", "in_deadline")


# What `recorded` and `abandoned` tell.
OF_THE_FILE = (
    "abandons_recorded", "abandon_waits_recorded", "abandons_credited", "first_replies_recorded", "solves_recorded",
)  # fmt: skip


def recorded(staged: Staged) -> dict[str, bool]:
    """What the source records at all: the same for every line of a file."""
    replies = {"first_replied_at", "first_reply_seconds"}
    solves = {"first_solved_at", "first_solve_seconds", "solved_at", "solve_seconds"}
    return {
        "abandons_recorded": "answered" in staged.read,
        "first_replies_recorded": bool(replies & staged.read.keys()),
        "solves_recorded": bool(solves & staged.read.keys()),
    }


# A person who is named on more of the abandoned contacts than this is named on purpose.
MOST = 0.9


def abandoned(staged: Staged, lost: int, waits: int, named: int) -> dict[str, bool]:
    """What is recorded of abandoned contacts, of which there are so many, so many with a wait and with a person.

    Where they name no person, no team can be held to them, or praised without them. A file in which nobody gave up,
    such as that of a quiet day, leaves nothing out."""
    known = "answered" in staged.read
    credited = known and "agent" in staged.read and (not lost or named > MOST * lost)
    timed = known and (waits > 0 or not lost)
    return {"abandon_waits_recorded": timed, "abandons_credited": credited}


def _handled(staged: Staged, parts: dict[str, str]) -> str:
    known = [sql for sql in parts.values() if not sql.startswith(_NOTHING)]
    if not known:
        return f"{_NOTHING}DOUBLE"
    *pieces, whole = parts.values()
    told = [sql for sql in pieces if not sql.startswith(_NOTHING)]
    total = f"CASE WHEN coalesce({', '.join(told)}) IS NOT NULL THEN {' + '.join(f'coalesce({sql}, 0)' for sql in told)} END"
    spent = [whole] if not whole.startswith(_NOTHING) else []
    spent += [total] if told else []
    return f"CASE WHEN {_answered(staged)} THEN coalesce({', '.join(spent)}) END"


def _known(parts: dict[str, str]) -> str:
    bits = [
        f"CASE WHEN {sql} IS NOT NULL THEN {1 << at} ELSE 0 END"
        for at, sql in enumerate(parts.values())
        if not sql.startswith(_NOTHING)
    ]
    return f"({' + '.join(bits or ['0'])})::INTEGER"


def _answers(staged: Staged, mapping: Mapping) -> dict[str, str]:
    """The customer's answers, each with its scale where there is one."""
    scales = {
        "csat": {"low": mapping.csat_low, "high": mapping.csat_high},
        "nps": {},
        "ces": {"low": mapping.ces_low, "high": mapping.ces_high, "version": mapping.ces_version},
    }
    found = {}
    for key, scale in scales.items():
        found[f"{key}_score"] = given(staged, key, "DOUBLE")
        for name, number in scale.items():
            kind = "INTEGER" if name == "version" else "DOUBLE"
            told = f"CASE WHEN {key} IS NOT NULL THEN {number}::{kind} END"
            found[f"{key}_{name}"] = told if key in staged.read else f"{_NOTHING}{kind}"
    return found


def _after(staged: Staged, moment: str, seconds: str) -> str:
    """A moment as the source gives it, or so many seconds after the start."""
    told = [f"{moment}_utc"] if moment in staged.read else []
    if seconds in staged.read:
        told.append(f"start_utc + to_microseconds(({seconds} * 1000000)::BIGINT)")
    return f"coalesce({', '.join(told)})" if told else f"{_NOTHING}TIMESTAMP"


def _answered(staged: Staged) -> str:
    """What the source says; where it says nothing, a contact with a person was answered."""
    has_agent = "agent IS NOT NULL" if "agent" in staged.read else "true"
    return f"coalesce(answered, {has_agent})" if "answered" in staged.read else has_agent


def _direction(staged: Staged) -> str:
    if "direction" not in staged.read:
        return f"{_NOTHING}VARCHAR"
    cases = " ".join(
        f"WHEN lower(direction) IN ({', '.join(map(repr, called))}) THEN '{name}'"
        for name, called in _DIRECTIONS.items()
    )
    known = "WHEN direction IN ('inbound', 'outbound') THEN direction"
    return f"CASE {known} {cases} ELSE lower(direction) END"
