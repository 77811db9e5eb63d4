"""Who may watch over how the organisation treats what it knows about people."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import Role


class Ability(StrEnum):
    READ_LOOKS_OF_OTHERS = "read who looked at what about somebody else"


MAY: May = {Ability.READ_LOOKS_OF_OTHERS: frozenset({Role.PRIVACY_OFFICER})}
