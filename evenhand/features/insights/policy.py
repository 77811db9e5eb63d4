"""Who may read definitions, and who may set what a definition leaves open or what is expected."""

from enum import StrEnum

from evenhand.foundation.access.policy import May
from evenhand.foundation.access.roles import EVERY_ROLE, Role


class Ability(StrEnum):
    READ_DEFINITIONS = "read how figures are counted"
    SET_DEFINITIONS = "set what a definition leaves open"
    SET_EXPECTATIONS = "set what we expect of a figure"


MAY: May = {
    # How one is counted is nobody's secret, nor what is expected.
    Ability.READ_DEFINITIONS: EVERY_ROLE - {Role.GUEST},
    Ability.SET_DEFINITIONS: frozenset({Role.ADMINISTRATOR, Role.SERVICE_MANAGER}),
    Ability.SET_EXPECTATIONS: frozenset({Role.SERVICE_MANAGER}),
}
