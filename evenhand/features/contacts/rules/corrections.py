"""What may be said of a contact by whom it is credited to, and how that moves on."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    NOT_MINE = "not mine"
    WRONG_TEAM = "wrong team"
    ABUSIVE = "abusive"


class State(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# What is not listed is refused: an answer once given stands, and a new claim is a new record.
MOVES: dict[State, frozenset[State]] = {
    State.ACCEPTED: frozenset({State.ASKED}),
    State.DECLINED: frozenset({State.ASKED}),
    State.WITHDRAWN: frozenset({State.ASKED}),
}

# Only these change to whom a contact is credited.
CREDITING = frozenset({Kind.NOT_MINE, Kind.WRONG_TEAM})


@dataclass(frozen=True)
class Credit:
    """To whom an accepted correction credits a contact: a person (their team of that day) or nobody, or another
    team of the same person."""

    person: int | None
    team: int | None
    rule: str


def credit_of(kind: Kind, *, asker: int, person: int | None, team: int | None) -> Credit | None:
    """The credit that follows from an accepted correction; None for a kind that changes none."""
    if kind == Kind.NOT_MINE:
        rule = (
            "corrected: handled by somebody else" if person else "corrected: handled by nobody here"
        )
        return Credit(person, None, rule)
    if kind == Kind.WRONG_TEAM:
        return Credit(asker, team, "corrected: handled for another team")
    return None
