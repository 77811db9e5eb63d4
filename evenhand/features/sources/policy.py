"""Who may bring in facts: administrators. The rows of a file may name anybody, so nobody else sees them here."""

from enum import StrEnum

from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    BRING_IN = "bring in, check and take back files of contacts"


MAY: May = {Ability.BRING_IN: frozenset({Role.ADMINISTRATOR})}


def may_open_file(viewer: Viewer, owner_ref: str) -> bool:
    """The file behind an import run."""
    return may(viewer, Ability.BRING_IN, MAY)
