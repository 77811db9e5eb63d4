"""Who may read the audit."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import Relation, Role


class Ability(StrEnum):
    READ_AUDIT = "read the audit"


MAY: May = {Ability.READ_AUDIT: frozenset({Role.PRIVACY_OFFICER, Relation.BREAK_GLASS})}
