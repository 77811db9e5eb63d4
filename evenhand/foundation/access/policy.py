"""May this viewer do this? A slice keeps its own `MAY` table; here is how one is read.

class Ability(StrEnum):
    SEE_ALL = "see all"
MAY: May = {Ability.SEE_ALL: frozenset({Role.ADMINISTRATOR})}
"""

from collections.abc import Mapping
from enum import StrEnum

from django.http import Http404

from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Viewer

type May = Mapping[StrEnum, frozenset[Role]]


class Ability(StrEnum):
    MANAGE_ACCOUNTS = "manage accounts"
    MANAGE_API_TOKENS = "let other systems in"


MAY: May = {
    Ability.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Ability.MANAGE_API_TOKENS: frozenset({Role.ADMINISTRATOR}),
}


def may(viewer: Viewer, ability: StrEnum, table: May) -> bool:
    return not viewer.roles.isdisjoint(table[ability])


def require(viewer: Viewer, ability: StrEnum, table: May) -> None:
    if not may(viewer, ability, table):
        not_here()


def not_here() -> None:
    """The one answer to what is absent and to what is closed: a guess learns nothing."""
    raise Http404
