"""Files of conversations: a line is one contact with everything that was said in it."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.kinds import apart, contacts
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

GRAIN = contacts.GRAIN
NUMBER = contacts.NUMBER
SAME = contacts.SAME
AGAIN = contacts.AGAIN

prepare = contacts.prepare
layers = contacts.layers
line_rules = contacts.line_rules
settle = contacts.settle

_MESSAGES = """
SELECT c.contact_id, c.source, c.run, c.line, c.source_version, s.message, s.said_at, s.speaker, s.text
FROM read_parquet({contacts}) c JOIN line_numbers n USING (line) JOIN said s USING (position)
ORDER BY c.line, s.message
"""


def write(
    connection, folder: Path, staged: Staged, mapping: Mapping, run: str, numbered: str
) -> str:
    """Leave contact.parquet and message.parquet; give the accepted lines as SQL."""
    accepted = contacts.write(connection, folder, staged, mapping, run, numbered)
    target = engine.text(str(folder / "contact.parquet"))
    apart.copy(connection, _MESSAGES.format(contacts=target), folder / "message.parquet")
    return accepted
