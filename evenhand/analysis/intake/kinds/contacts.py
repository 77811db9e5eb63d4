"""Files of contacts: a line is one contact, with the answers of its customer if it has any."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import ids, rules
from evenhand.analysis.intake.kinds import channels
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged, utc
from evenhand.analysis.intake.values import content_hash, given, moments
from evenhand.analysis.warehouse.clocks import local_time

GRAIN = "contact"
NUMBER = "contact_number"
SAME = "same_number"


def prepare(connection, store, manifest, mapping: Mapping, staged: Staged) -> Mapping:
    """Contacts stand alone: nothing need be known to read them."""
    return mapping


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    wall, start = _start(staged, mapping)
    return [
        f"SELECT *, {moments(staged, mapping.zone)} FROM {{rows}}",
        f"SELECT *, {wall} AS start_wall, {start} AS start_utc, {content_hash(staged)} AS content_hash,"
        f" {_number(staged)} AS source_id FROM {{rows}}",
        f"SELECT *, {_end(staged, mapping)} AS end_utc FROM {{rows}}",
        f"SELECT * REPLACE ({_first_of_two(mapping.zone)} AS start_utc) FROM {{rows}}",
    ]


def _first_of_two(zone: str) -> str:
    """When clocks go back an hour comes twice, and its second time is taken; a contact that would then end
    before it starts began in the first."""
    earlier = "(start_utc - INTERVAL 1 HOUR)"
    twice = f"{local_time(earlier, zone)} = {local_time('start_utc', zone)}"
    return f"CASE WHEN end_utc < start_utc AND end_utc >= {earlier} AND {twice} THEN {earlier} ELSE start_utc END"


def _start(staged: Staged, mapping: Mapping) -> tuple[str, str]:
    if "started_at" in staged.read:
        return "NULL::TIMESTAMP", "started_at_utc"
    clock = "coalesce(started_time, 0)" if "started_time" in staged.read else "0"
    wall = f"started_date::TIMESTAMP + to_microseconds(({clock} * 1000000)::BIGINT)"
    return wall, utc(wall, mapping.zone)


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
        " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
    )
    return f"(SELECT started_at AS moment, agent, source_version FROM read_parquet({target}))"


def received_sql(connection, staged: Staged, mapping: Mapping, run: str, numbered: str) -> str:
    """The accepted lines as canonical rows. Reads `line`, `line_numbers`, `repeats`, `versions`.

    `numbered`: the line's number as SQL, where it follows from the position alone.
    """
    value = lambda key, kind: given(staged, key, kind)  # noqa: E731
    text, number, yes = ({key: value(key, kind) for key in keys} for kind, keys in _TYPES.items())
    talk, hold, wrap, whole = (number[f"{part}_seconds"] for part in _PARTS)
    answered = _answered(staged)
    abandons = "answered" in staged.read
    waits = abandons and _abandoned_have_waits(connection, staged)
    credited = abandons and _most_abandoned_have_agents(connection, staged)
    replies = bool({"first_replied_at", "first_reply_seconds"} & staged.read.keys())
    solves = bool(
        {"first_solved_at", "first_solve_seconds", "solved_at", "solve_seconds"}
        & staged.read.keys()
    )
    plain = ", ".join(
        f"{sql} AS {key}" for key, sql in {**yes, "customer": text["customer"]}.items()
    )
    return f"""
SELECT {ids.uuid5("digest")} AS contact_id, {engine.text(mapping.source)} AS source, source_id,
  coalesce(version, 0) + 1 AS source_version, {engine.text(run)} AS run, {numbered or "line"} AS line, content_hash,
  {text["agent"]} AS agent, {channels.channel(staged, mapping)} AS channel, {text["topic"]} AS topic,
  {_direction(staged)} AS direction, start_utc AS started_at, end_utc AS ended_at,
  {answered} AS answered, {abandons} AS abandons_recorded, {waits} AS abandon_waits_recorded,
  {credited} AS abandons_credited,
  {number["wait_seconds"]} AS wait_seconds, {talk} AS talk_seconds, {hold} AS hold_seconds, {wrap} AS wrap_seconds,
  CASE WHEN {answered} THEN coalesce({whole}, CASE WHEN coalesce({talk}, {hold}, {wrap}) IS NOT NULL
    THEN coalesce({talk}, 0) + coalesce({hold}, 0) + coalesce({wrap}, 0) END) END AS handle_seconds,
  (({talk} IS NOT NULL)::INTEGER + 2 * ({hold} IS NOT NULL)::INTEGER + 4 * ({wrap} IS NOT NULL)::INTEGER
    + 8 * ({whole} IS NOT NULL)::INTEGER) AS parts_known,
  {plain}, {value("reopened", "INTEGER")} AS reopened,
  {replies} AS first_replies_recorded, {_after(staged, "first_replied_at", "first_reply_seconds")} AS first_replied_at,
  {solves} AS solves_recorded, {_after(staged, "first_solved_at", "first_solve_seconds")} AS first_solved_at,
  {_after(staged, "solved_at", "solve_seconds")} AS solved_at,
  {_answers(number, mapping)}, {text["resolved_answer"]} AS resolved_answer
FROM (SELECT *, {ids.digest(mapping.source, "source_id")} AS digest FROM line ANTI JOIN repeats USING (position)
  WHERE problem IS NULL)
LEFT JOIN versions USING (source_id) {"" if numbered else "JOIN line_numbers USING (position)"}
"""


_PARTS = ("talk", "hold", "wrap", "handle")
_TYPES = {
    "VARCHAR": ("agent", "topic", "customer", "resolved_answer"),
    "DOUBLE": ("wait_seconds", *(f"{part}_seconds" for part in _PARTS), "csat", "nps", "ces"),
    "BOOLEAN": ("resolved", "transferred", "escalated", "transfer_avoidable", "in_deadline"),
}


def _answers(number: dict[str, str], mapping: Mapping) -> str:
    """The customer's answers, each with its scale where there is one."""
    csat, ces = number["csat"], number["ces"]
    return f"""{csat} AS csat_score,
  CASE WHEN {csat} IS NOT NULL THEN {mapping.csat_low}::DOUBLE END AS csat_low,
  CASE WHEN {csat} IS NOT NULL THEN {mapping.csat_high}::DOUBLE END AS csat_high,
  {number["nps"]} AS nps_score, {ces} AS ces_score,
  CASE WHEN {ces} IS NOT NULL THEN {mapping.ces_low}::DOUBLE END AS ces_low,
  CASE WHEN {ces} IS NOT NULL THEN {mapping.ces_high}::DOUBLE END AS ces_high,
  CASE WHEN {ces} IS NOT NULL THEN {mapping.ces_version}::INTEGER END AS ces_version"""


def _after(staged: Staged, moment: str, seconds: str) -> str:
    """A moment as the source gives it, or so many seconds after the start."""
    later = f"start_utc + to_microseconds(({given(staged, seconds, 'DOUBLE')} * 1000000)::BIGINT)"
    return f"coalesce({given(staged, moment, 'TIMESTAMP')}, {later})"


def _answered(staged: Staged) -> str:
    """What the source says; where it says nothing, a contact with a person was answered."""
    has_agent = "agent IS NOT NULL" if "agent" in staged.read else "true"
    return f"coalesce(answered, {has_agent})" if "answered" in staged.read else has_agent


def _abandoned_have_waits(connection, staged: Staged) -> bool:
    if "wait_seconds" not in staged.read:
        return False
    sql = "SELECT count(*) > 0 FROM line WHERE NOT answered AND wait_seconds IS NOT NULL"
    return bool(connection.execute(sql).fetchone()[0])


def _most_abandoned_have_agents(connection, staged: Staged) -> bool:
    """Whether an abandoned contact names a person; if not, no team can be held to it, or praised without it."""
    if "agent" not in staged.read:
        return False
    sql = "SELECT count(*) = 0 OR avg((agent IS NOT NULL)::INTEGER) > 0.9 FROM line WHERE NOT answered"
    return bool(connection.execute(sql).fetchone()[0])


def _direction(staged: Staged) -> str:
    if "direction" not in staged.read:
        return "NULL::VARCHAR"
    return (
        "CASE WHEN lower(direction) IN ('in', 'inbound', 'incoming') THEN 'inbound'"
        " WHEN lower(direction) IN ('out', 'outbound', 'outgoing') THEN 'outbound' ELSE lower(direction) END"
    )
