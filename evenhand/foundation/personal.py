"""How a slice declares what its fields hold about people; a test walks all models.

Each app has a `personal_data.py` with
`PERSONAL = {Model: {field: Personal(...)}}` and `NOT_PERSONAL = {Model: {field, ...}}`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Keep(StrEnum):
    """For how long; the number of days behind each is a dated setting, not a constant."""

    ACCOUNT = "while the account exists"
    EMPLOYMENT = "while employed, then the leaver period"
    RECORD = "as long as the record it stands on"
    AUDIT = "the audit period"
    SHORT = "90 days"


class Erase(StrEnum):
    DELETE = "row deleted"
    BLANK = "value blanked"
    REPLACE = "value replaced by a tombstone"
    KEEP = "kept: the law or someone else's record needs it"


@dataclass(frozen=True, kw_only=True)
class Personal:
    purpose: str
    keep: Keep
    export: bool  # goes into a subject-access export
    erase: Erase
