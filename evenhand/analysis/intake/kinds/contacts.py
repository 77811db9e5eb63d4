"""Files of contacts: a line is one contact, with the answers of its customer if it has any."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import ids, rules
from evenhand.analysis.intake.kinds import contact_rows
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged, by_the_clock
from evenhand.analysis.intake.values import content_hash, moments
from evenhand.analysis.intake.zones import utc
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.clocks import local_time

GRAIN = "contact"
NUMBER = "contact_number"
SAME = "same_number"
AGAIN = "start_utc AS moment, agent"


def prepare(connection, store, manifest, mapping: Mapping, staged: Staged) -> Mapping:
    """Contacts stand alone: nothing need be known to read them."""
    return mapping


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    wall, start = _start(staged, mapping)
    return [
        f"SELECT *, {moments(staged, mapping)} FROM {{rows}}",
        f"SELECT *, {wall} AS start_wall, {start} AS start_utc, {content_hash(staged)} AS content_hash,"
        f" {_number(staged)} AS source_id, {_has_time(staged)} AS time_known FROM {{rows}}",
        f"SELECT *, {_end(staged, mapping)} AS end_utc FROM {{rows}}",
        f"SELECT * REPLACE ({_first_of_two(mapping.zone)} AS start_utc) FROM {{rows}}",
    ]


def _first_of_two(zone: str) -> str:
    """When clocks go back an hour comes twice, and its second time is taken; a contact that would then end
    before it starts began in the first."""
    earlier = "(start_utc - INTERVAL 1 HOUR)"
    twice = f"{local_time(earlier, zone)} = {local_time('start_utc', zone)}"
    first = f"CASE WHEN end_utc >= {earlier} AND {twice} THEN {earlier} ELSE start_utc END"
    return f"CASE WHEN end_utc < start_utc THEN {first} ELSE start_utc END"


def _start(staged: Staged, mapping: Mapping) -> tuple[str, str]:
    if "started_at" in staged.read:
        return "NULL::TIMESTAMP", "started_at_utc"
    clock = "coalesce(started_time, 0)" if "started_time" in staged.read else "0"
    wall = f"started_date::TIMESTAMP + to_microseconds(({clock} * 1000000)::BIGINT)"
    return wall, by_the_clock(wall, staged, mapping)


def _has_time(staged: Staged) -> str:
    """Whether a line says at what time of the day it began: midnight is also what a day without a time is read as."""
    if "started_at" in staged.read:
        told = "contains(raw_started_at, ':')"
        return f"CASE WHEN quick_started_at IS NOT NULL THEN true ELSE {told} END"
    return "started_time IS NOT NULL" if "started_time" in staged.read else "false"


def _end(staged: Staged, mapping: Mapping) -> str:
    if "ended_at" in staged.read:
        return "ended_at_utc"
    if "ended_time" not in staged.read or "started_date" not in staged.read:
        return "NULL::TIMESTAMP"
    end = "started_date::TIMESTAMP + to_microseconds((ended_time * 1000000)::BIGINT)"
    # A contact that began in the last hours of a day may end on the next.
    over = f"CASE WHEN hour(start_wall) >= 20 AND ended_time < 14400 THEN {end} + INTERVAL 1 DAY ELSE {end} END"
    return utc(over, mapping.zone)


def _number(staged: Staged) -> str:
    """The source's own number; without one, a number made from what the line says."""
    if "contact_number" in staged.read:
        return "contact_number"
    return f"'line-' || {content_hash(staged)}::VARCHAR"


def line_rules(staged: Staged, mapping: Mapping) -> list[rules.Rule]:
    found = rules.readable(staged)
    start = "started_at" if "started_at" in staged.read else "started_date"
    found.append(rules.rule("no_start", start, "start_utc IS NULL"))
    found.append(rules.rule("future", start, "start_utc >= tomorrow"))
    found.append(rules.rule("too_old", start, "start_utc < TIMESTAMP '1980-01-01'"))
    if "contact_number" in staged.read:
        found.append(rules.rule("no_number", "contact_number", "contact_number IS NULL"))
    for key in ("ended_at", "ended_time"):
        if key in staged.read:
            found.append(_not_before(key, "ends_before", "end_utc", start))
            found.append(rules.rule("not_yet", key, "end_utc >= tomorrow"))
    for key, code in (
        ("first_replied_at", "reply_before"),
        ("first_solved_at", "solved_before"),
        ("solved_at", "solved_before"),
    ):
        if key in staged.read:
            found.append(_not_before(key, code, f"{key}_utc", start))
            found.append(rules.rule("not_yet", key, f"{key}_utc >= tomorrow"))
    return [*found, *rules.amounts(staged), *rules.scales(staged, mapping)]


def _not_before(key: str, code: str, moment: str, start: str) -> rules.Rule:
    wall = "started_at" if start == "started_at" else "start_wall"
    return rules.rule(code, key, f"{moment} < start_utc", f"strftime({wall}, '%H:%M')")


def settle(connection, staged: Staged, found: list[rules.Rule]) -> None:
    """Each line is judged by itself."""


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave contact.parquet; give the accepted lines as SQL (moment, agent, source_version)."""
    target = engine.text(str(folder / "contact.parquet"))
    connection.execute(
        f"COPY ({received_sql(connection, staged, mapping, run, numbered)}) TO {target}"
        f" ({received.WRITTEN})"
    )
    return counted(staged, target)


def counted(staged: Staged, target: str) -> str:
    """SQL of the received lines (`target`: a literal) with what they count for."""
    agent = "agent" if "agent" in staged.read else "NULL::VARCHAR AS agent"
    return f"(SELECT started_at AS moment, {agent}, source_version FROM read_parquet({target}))"


def received_sql(connection, staged: Staged, mapping: Mapping, run: str, numbered: str) -> str:
    """The accepted lines as received rows. Reads `line`, `line_numbers`, `repeats`, `versions`.

    `numbered`: the line's number as SQL, where it follows from the position alone.
    """
    lost = "SELECT count(*), count({wait}), count({agent}) FROM line WHERE NOT {answered}"
    told = {key: key if key in staged.read else "NULL" for key in ("wait", "agent", "answered")}
    told["wait"] = "wait_seconds" if "wait_seconds" in staged.read else "NULL"
    ((*counts,),) = connection.execute(lost.format(**told)).fetchall()
    facts = {**contact_rows.recorded(staged), **contact_rows.abandoned(staged, *counts)}
    columns = {**contact_rows.columns(staged, mapping), **facts}
    return f"""
SELECT {ids.uuid5("digest")} AS contact_id, {engine.text(mapping.source)} AS source, source_id,
  coalesce(version, 0) + 1 AS source_version, {engine.text(run)} AS run, {numbered or "line"} AS line,
  content_hash, {", ".join(f"{sql} AS {name}" for name, sql in columns.items())}
FROM (SELECT *, {ids.digest(mapping.source, "source_id")} AS digest FROM line ANTI JOIN repeats USING (position)
  WHERE problem IS NULL)
LEFT JOIN versions USING (source_id) {"" if numbered else "JOIN line_numbers USING (position)"}
"""
