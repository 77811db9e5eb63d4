"""Every line of a file of conversations: a contact with its moments and answers, and the messages in it."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from evenhand.analysis.intake.conversations.lines import flat, lines_of, loaded
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged, reading
from evenhand.analysis.intake.turns import pairs

BATCH = 1000
# A pause longer than this is no work on the conversation: of a longer one only so much counts.
PAUSE_SECONDS = 300


class _Refused(Exception):
    """(code, column, value): why a line is no conversation."""


@dataclass
class Read:
    """What is waiting to go into the engine."""

    names: list[str]
    rows: list[tuple] = field(default_factory=list)
    said: list[tuple] = field(default_factory=list)
    lines: list[tuple] = field(default_factory=list)
    broken: list[tuple] = field(default_factory=list)


def stage(connection, path: Path, mapping: Mapping) -> Staged:
    """Fill `staged` (fields of contacts as text), `said` (its messages), `line_numbers` and `broken_lines`."""
    read = Read(_names(mapping))
    columns = ", ".join(f"{name} VARCHAR" for name in read.names)
    connection.execute(
        f"CREATE OR REPLACE TABLE staged ({columns});"
        " CREATE OR REPLACE TABLE said (position BIGINT, message INTEGER, said_at TIMESTAMP, speaker VARCHAR, text VARCHAR);"
        " CREATE OR REPLACE TABLE line_numbers (position BIGINT, line BIGINT);"
        ' CREATE OR REPLACE TABLE broken_lines (line BIGINT, "column" VARCHAR, value VARCHAR, code VARCHAR, text VARCHAR,'
        " swallowed BIGINT)"
    )
    position = 0
    for number, raw in lines_of(path):
        try:
            row, said = conversation(raw, mapping)
        except _Refused as refused:
            code, column, value = refused.args
            text = raw[:2000].decode(errors="replace")
            read.broken.append((number, column, str(value)[:200], code, text, None))
            continue
        read.rows.append(tuple(row.get(name) for name in read.names))
        read.said += [(position, at, *turn) for at, turn in enumerate(said, 1)]
        read.lines.append((position, number))
        position += 1
        if len(read.rows) >= BATCH:
            _pour(connection, read)
    _pour(connection, read)
    return Staged({name: reading(name, mapping) for name in read.names})


def _names(mapping: Mapping) -> list[str]:
    names = [key for key in mapping.columns.values() if key != "questionnaire"] + [
        "answered",
        "said",
    ]
    if mapping.spoken.time:
        names += ["started_at", "ended_at", "first_replied_at", "handle_seconds"]
    if mapping.has("questionnaire"):
        names += [_ANSWER[meant] for meant in mapping.questions.values() if meant]
    return list(dict.fromkeys(names))


_ANSWER = {"csat": "csat", "nps": "nps", "ces": "ces", "resolved": "resolved_answer"}


def _pour(connection, read: Read) -> None:
    import pyarrow as pa

    text, when, whole = pa.string(), pa.timestamp("us"), pa.int64()
    for table, rows, kinds in (
        ("staged", read.rows, [text] * len(read.names)),
        ("said", read.said, [whole, pa.int32(), when, text, text]),
        ("line_numbers", read.lines, [whole, whole]),
        ("broken_lines", read.broken, [whole, text, text, text, text, whole]),
    ):
        if rows:
            columns = [pa.array(c, k) for c, k in zip(zip(*rows, strict=True), kinds, strict=True)]
            connection.register(
                "poured", pa.table(columns, names=[str(n) for n in range(len(kinds))])
            )
            connection.execute(f"INSERT INTO {table} SELECT * FROM poured")
            connection.unregister("poured")
            rows.clear()


def conversation(raw: bytes, mapping: Mapping) -> tuple[dict, list[tuple]]:
    """A line as fields of a contact, and as messages (moment in UTC or None, speaker, text)."""
    try:
        given = loaded(raw)
        cells = flat(given)
    except ValueError as error:
        raise _Refused("not_json", "", "") from error
    turns = given.get(mapping.spoken.key)
    if not isinstance(turns, list) or not turns:
        raise _Refused("no_turns", mapping.spoken.key, "")
    events = [_event(turn, mapping) for turn in turns]
    said = [(at, who, text) for at, who, text, shown in events if shown and text]
    row = {key: cells.get(column, "") for column, key in mapping.columns.items()}
    row |= _answers(given.get(mapping.column("questionnaire") or ""), mapping)
    row["answered"] = "yes" if any(who == "agent" for _, who, _ in said) else "no"
    row["said"] = hashlib.sha256(repr(said).encode()).hexdigest()[:32]
    return _times(events, said) | {key: value for key, value in row.items() if value}, said


def _event(turn, mapping: Mapping) -> tuple:
    """(moment, who, text, whether others could see it) of a turn."""
    keys = mapping.spoken
    if not isinstance(turn, dict):
        raise _Refused("turn", keys.key, turn)
    name = str(turn.get(keys.speaker) or "")
    who = keys.speakers.get(name, "" if name else "system")
    if not who:
        raise _Refused("speaker", keys.key, name)
    at = turn.get(keys.time) if keys.time else None
    text = turn.get(keys.text)
    shown = not (keys.act and str(turn.get(keys.act) or "") in keys.unsaid)
    return _moment(at, mapping), who, "" if text is None else str(text), shown


def _moment(value, mapping: Mapping) -> datetime | None:
    """In UTC without a zone: from seconds or thousandths since 1970, or from ISO 8601 by the clock of the zone."""
    if value in (None, ""):
        return None
    try:
        if isinstance(value, int | float) or str(value).replace(".", "", 1).isdigit():
            seconds = float(value)
            seconds = seconds / 1000 if abs(seconds) > 1e11 else seconds
            return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        at = datetime.fromisoformat(str(value).strip())
        at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(mapping.zone))
        return at.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError) as error:
        raise _Refused("turn", mapping.spoken.key, value) from error


def _times(events: list[tuple], said: list[tuple]) -> dict[str, str]:
    """When it started and ended, when it was first answered, and how long somebody worked on it.

    It starts with the first turn of the customer or the person: what a system says before is not yet a contact.
    """
    timed = [at for at, who, *_ in said if at and who != "system"] or [
        at for at, *_ in events if at
    ]
    if not timed:
        return {}
    asked = min((at for at, who, _ in said if at and who == "customer"), default=min(timed))
    replies = [at for at, who, _ in said if at and who == "agent" and at >= asked]
    found = {
        "started_at": _written(min(timed)),
        "ended_at": _written(max(timed)),
        "first_replied_at": _written(min(replies)) if replies else "",
    }
    work = active_seconds([(at, who) for at, who, *_ in events if at])
    return {**found, "handle_seconds": f"{work:.6f}" if work else ""}


def active_seconds(events: list[tuple[datetime, str]]) -> float:
    """From the person's first act to the last turn; of every pause at most PAUSE_SECONDS."""
    began = min((at for at, who in events if who == "agent"), default=None)
    if began is None:
        return 0.0
    during = sorted(at for at, _ in events if at >= began)
    gaps = [(b - a).total_seconds() for a, b in zip(during, during[1:], strict=False)]
    return sum(min(gap, PAUSE_SECONDS) for gap in gaps)


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}Z"


def _answers(answers, mapping: Mapping) -> dict[str, str]:
    """The customer's answers to the questions that are matched. One “no” to several of “resolved?” is a no."""
    found: dict[str, str] = {}
    for text, value in pairs(answers):
        meant = mapping.questions.get(text)
        if not meant:
            continue
        key, cell = _ANSWER[meant], _cell(value)
        refuses = key == "resolved_answer" and cell.lower() in ("no", "false", "n", "0")
        if key not in found or refuses:
            found[key] = cell
    return found


def _cell(value) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
