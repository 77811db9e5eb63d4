"""May this viewer do this? A slice keeps its own `MAY` table; here is how one is read.

class Ability(StrEnum):
    SEE_ALL = "see all"
MAY: May = {Ability.SEE_ALL: frozenset({Role.ADMINISTRATOR})}
"""

from collections.abc import Mapping
from enum import StrEnum

import structlog
from django.http import Http404

from evenhand.foundation.access.roles import Relation, Role
from evenhand.foundation.access.viewers import Viewer

log = structlog.get_logger(__name__)

type May = Mapping[StrEnum, frozenset[Role | Relation]]


class Ability(StrEnum):
    MANAGE_ACCOUNTS = "manage accounts"
    MANAGE_API_TOKENS = "let other systems in"
    BREAK_GLASS = "open a break-glass session"
    RESET_SECOND_FACTOR = "reset somebody's second step"
    END_EVERY_SESSION = "end everybody's sessions"


MAY: May = {
    Ability.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Ability.MANAGE_API_TOKENS: frozenset({Role.ADMINISTRATOR}),
    Ability.BREAK_GLASS: frozenset({Role.ADMINISTRATOR}),
    Ability.RESET_SECOND_FACTOR: frozenset({Relation.BREAK_GLASS}),
    Ability.END_EVERY_SESSION: frozenset({Relation.BREAK_GLASS}),
}


def may(
    viewer: Viewer, ability: StrEnum, table: May, *, holds: frozenset[Relation] = frozenset()
) -> bool:
    """By a role, or by what the viewer `holds` to this record today."""
    if not (viewer.roles | holds).isdisjoint(table[ability]):
        return True
    if viewer.break_glass is None or Relation.BREAK_GLASS not in table[ability]:
        return False
    viewer.break_glass.used.append(str(ability))  # the page is written down by the middleware
    return True


def require(
    viewer: Viewer, ability: StrEnum, table: May, *, holds: frozenset[Relation] = frozenset()
) -> None:
    if not may(viewer, ability, table, holds=holds):
        not_here()


def require_writable(ref: str) -> None:
    """PostgreSQL refuses to look for a zero byte; on any database nothing is called so."""
    if "\0" in ref:
        not_here()


def not_here() -> None:
    """The one answer to what is absent and to what is closed: a guess learns nothing.

    Who asked and for what stands in the log, by the id of the request."""
    log.warning("refused")
    raise Http404
