"""Who may watch over how the organisation treats what it knows about people."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import Role


class Ability(StrEnum):
    READ_LOOKS_OF_OTHERS = "read who looked at what about somebody else"
    SET_RETENTION = "set how long records are kept"
    ERASE_PEOPLE = "erase what is known about somebody"


_PRIVACY_OFFICER = frozenset({Role.PRIVACY_OFFICER})
MAY: May = {
    Ability.READ_LOOKS_OF_OTHERS: _PRIVACY_OFFICER,
    Ability.SET_RETENTION: _PRIVACY_OFFICER,
    Ability.ERASE_PEOPLE: _PRIVACY_OFFICER,
}
