"""Conversations about contacts that another file brought: only what was said comes, and nothing of the contact changes."""

from pathlib import Path

from evenhand.analysis.intake import rules
from evenhand.analysis.intake.kinds import apart
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

GRAIN = "message"
NUMBER = "contact_number"
SAME = "same_number"
AGAIN = "contact_start AS moment, NULL::VARCHAR AS agent"

# Messages have no hash of their own: what was said is compared as a whole.
_TOLD = (
    "md5_number_lower(string_agg(concat_ws(chr(31), epoch_us(said_at)::VARCHAR, speaker, text), chr(30)"
    " ORDER BY message))"
)


def prepare(connection, store, manifest, mapping: Mapping, staged: Staged) -> Mapping:
    connection.execute(
        f"CREATE OR REPLACE TABLE told AS SELECT position, {_TOLD} AS content_hash FROM said GROUP BY position"
    )
    return apart.know_contacts(connection, store, manifest, mapping, staged)


def layers(staged: Staged, mapping: Mapping) -> list[str]:
    return [
        "SELECT l.*, k.contact_id, k.contact_start, t.content_hash, l.contact_number AS source_id"
        " FROM {rows} l LEFT JOIN known k ON k.number = l.contact_number LEFT JOIN told t USING (position)"
    ]


def line_rules(staged: Staged, mapping: Mapping) -> list[rules.Rule]:
    return [
        rules.rule(
            "formula", "contact_number", "contact_number LIKE '=%' OR contact_number LIKE '@%'"
        ),
        rules.rule("no_number", "contact_number", "contact_number IS NULL"),
        rules.rule("no_contact", "contact_number", "contact_id IS NULL"),
        rules.rule("no_turns", "contact_number", "content_hash IS NULL"),
    ]


def settle(connection, staged: Staged, found: list[rules.Rule]) -> None:
    """Each line is judged by itself."""


def here(received: str) -> str:
    """What was said about each contact in the received messages, as rows with a number and a hash."""
    return (
        f"(SELECT k.number AS source_id, m.source_version, m.run, {_TOLD} AS content_hash"
        f" FROM {received} m JOIN known k USING (contact_id) GROUP BY ALL)"
    )


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave message.parquet; give the accepted lines as SQL."""
    apart.accept(connection, mapping, run)
    apart.copy(
        connection,
        "SELECT a.contact_id, a.source, a.run, a.line, a.source_version, s.message, s.said_at, s.speaker, s.text"
        " FROM accepted a JOIN said s USING (position) ORDER BY a.line, s.message",
        folder / "message.parquet",
    )
    return "(SELECT contact_start AS moment, NULL::VARCHAR AS agent, source_version FROM accepted)"
