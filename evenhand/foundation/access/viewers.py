"""Who looks, and who acts: one small frozen value instead of a request or a user row."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from evenhand.foundation.access.roles import Role


class Actor(Protocol):
    """What every action asks of its `by`: a `User`, a `Viewer` and `SYSTEM` all have it."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def ref(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Opened:
    """A break-glass session that holds now, and what this request was given only because of it."""

    ref: str
    reason: str
    until: datetime
    used: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Viewer:
    user_id: int | None
    name: str
    roles: frozenset[Role]
    today: date
    ref: str
    person_ref: str = ""  # set by the website; the foundation knows no persons
    break_glass: Opened | None = None

    @property
    def is_someone(self) -> bool:
        return self.user_id is not None

    @property
    def is_of_the_house(self) -> bool:
        """Whether they hold any role but that of a guest, who reads what was opened to them and nothing about it."""
        return bool(self.roles - {Role.GUEST})

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


SYSTEM = Viewer(user_id=None, name="Evenhand", roles=frozenset(), today=date.min, ref="")


def nobody(today: date) -> Viewer:
    return Viewer(user_id=None, name="", roles=frozenset(), today=today, ref="")
