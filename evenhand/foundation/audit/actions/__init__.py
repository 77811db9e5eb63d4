"""Writing the audit, sealing it, and removing what must go."""

from evenhand.foundation.audit.actions.recording import canonical, export, look, record, searched
from evenhand.foundation.audit.actions.removing import remove_contents
from evenhand.foundation.audit.actions.sealing import export_seals, seal, seal_at_once

__all__ = [
    "canonical",
    "export",
    "export_seals",
    "look",
    "record",
    "remove_contents",
    "seal",
    "seal_at_once",
    "searched",
]
