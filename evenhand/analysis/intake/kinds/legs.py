"""Files of legs: a line is one person's part of a contact. The lines of a contact come in together or not at all."""

from pathlib import Path

from evenhand.analysis.intake import rules
from evenhand.analysis.intake.kinds import apart
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.repeats import TOGETHER
from evenhand.analysis.intake.stage import Staged
from evenhand.analysis.intake.values import content_hash, given

GRAIN = "leg"
NUMBER = "contact_number"
SAME = "same_line"
AGAIN = "contact_start AS moment, agent"

prepare = apart.know_contacts


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    # Whether its contact is here belongs to what a line says: once it is, the same line says more.
    told = content_hash(staged, "coalesce(contact_id::VARCHAR, '')")
    return [
        apart.first_layer(staged, mapping, "leg_started_at"),
        f"SELECT *, contact_number AS group_id, {told} AS content_hash FROM {{rows}}",
        f"SELECT *, group_id || '/' || {_number(staged)} AS source_id FROM {{rows}}",
    ]


def _number(staged: Staged) -> str:
    """The leg's own number; without one who began it when; without these what the line says."""
    own, agent = given(staged, "leg", "INTEGER"), given(staged, "agent", "VARCHAR")
    begun = f"'@' || epoch_us(said_utc)::VARCHAR || '/' || coalesce({agent}, '')"
    return f"coalesce({own}::VARCHAR, {begun}, content_hash::VARCHAR)"


def line_rules(staged: Staged, mapping: Mapping) -> list[rules.Rule]:
    found = [
        *rules.readable(staged),
        rules.rule("no_number", "contact_number", "contact_number IS NULL"),
        rules.rule("no_contact", "contact_number", "contact_id IS NULL"),
        *rules.amounts(staged),
    ]
    for key in ("leg_started_at", "leg_ended_at"):
        if key in staged.read:
            found.append(rules.rule("not_yet", key, f"{key}_utc >= tomorrow"))
            found.append(rules.rule("too_old", key, f"{key}_utc < TIMESTAMP '1980-01-01'"))
    if "leg_ended_at" in staged.read:
        begun = given(staged, "leg_started_at", "TIMESTAMP")
        found.append(rules.rule("ends_before", "leg_ended_at", f"leg_ended_at_utc < {begun}"))
    return [*found, rules.rule("leg_refused", "contact_number", "false")]


def settle(connection, staged: Staged, found: list[rules.Rule]) -> None:
    """The legs that are told stand for the whole contact: without one of them it would look shorter than it was."""
    apart.refuse_groups(connection, found, "leg_refused")


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave leg.parquet; give the accepted lines as SQL."""
    apart.accept(connection, mapping, run, "group_id")
    agent = given(staged, "agent", "VARCHAR")
    apart.copy(connection, _RECEIVED.format(**_columns(staged, agent)), folder / "leg.parquet")
    return f"(SELECT contact_start AS moment, {agent} AS agent, source_version FROM accepted)"


# In the order that the source numbers them, else in that of time, else in that of the file.
_RECEIVED = """
SELECT contact_id, source, group_id AS source_id, source_version, run, line, w.content_hash,
  row_number() OVER (PARTITION BY group_id ORDER BY {number}, said_utc, line)::INTEGER AS leg,
  {agent} AS agent, said_utc AS started_at, {talk} AS talk_seconds, {hold} AS hold_seconds, {wrap} AS wrap_seconds,
  coalesce({whole}, {summed}, {spent}) AS handle_seconds,
  (({talk} IS NOT NULL)::INTEGER + 2 * ({hold} IS NOT NULL)::INTEGER + 4 * ({wrap} IS NOT NULL)::INTEGER
    + 8 * ({whole} IS NOT NULL OR ({summed} IS NULL AND {spent} IS NOT NULL))::INTEGER) AS parts_known,
  {passed_on} AS passed_on
FROM accepted a JOIN (SELECT group_id, {together} AS content_hash FROM accepted GROUP BY group_id) w USING (group_id)
ORDER BY line
"""


def _columns(staged: Staged, agent: str) -> dict[str, str]:
    talk, hold, wrap, whole = (
        given(staged, f"{part}_seconds", "DOUBLE") for part in ("talk", "hold", "wrap", "handle")
    )
    begun, ended = (given(staged, key, "TIMESTAMP") for key in ("leg_started_at", "leg_ended_at"))
    told = f"coalesce({talk}, 0) + coalesce({hold}, 0) + coalesce({wrap}, 0)"
    others = [key for key in ("passed_to", "passed_from") if key in staged.read]
    return {
        "number": given(staged, "leg", "INTEGER"),
        "agent": agent,
        "talk": talk,
        "hold": hold,
        "wrap": wrap,
        "whole": whole,
        "summed": f"CASE WHEN coalesce({talk}, {hold}, {wrap}) IS NOT NULL THEN {told} END",
        "spent": f"epoch({ended} - {begun})::DOUBLE",
        "passed_on": " OR ".join(f"{key} IS NOT NULL" for key in others) or "NULL::BOOLEAN",
        "together": TOGETHER,
    }
