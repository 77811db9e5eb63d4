"""What a viewer may see of the facts, and the window that is asked about."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Scope:
    """The rows that count for a viewer. Comes only from `features.people.policy.scope(viewer)`.

    `teams` and `organisation` open totals; `people` opens what is counted for one person.
    `smallest_cell` > 0: totals are shown only over at least so many people each.
    """

    organisation: bool = False
    teams: frozenset[int] = field(default_factory=frozenset)
    people: frozenset[int] = field(default_factory=frozenset)
    every_person: bool = False
    smallest_cell: int = 0

    def sees_person(self, person_id: int | None) -> bool:
        return self.every_person or person_id in self.people

    def sees_team(self, team_id: int) -> bool:
        return self.organisation or team_id in self.teams

    @property
    def empty(self) -> bool:
        return not (self.organisation or self.teams or self.people)

    def people_sql(self) -> tuple[str, list]:
        """The rows of people whom the viewer may see one by one, as a condition and its bound values."""
        return (
            ("TRUE", [])
            if self.every_person
            else ("list_contains(?, person_id)", [sorted(self.people)])
        )

    def totals_sql(self, *, of_teams: bool = False) -> tuple[str, list]:
        """The rows that may enter a total for the viewer: of their teams, and of people they may see.

        A total `of_teams` holds whole teams only: one person's past elsewhere is not that team's figure.
        """
        if self.organisation:
            return "TRUE", []
        if of_teams:
            return "list_contains(?, team_id)", [sorted(self.teams)]
        return "(list_contains(?, team_id) OR list_contains(?, person_id))", [
            sorted(self.teams),
            sorted(self.people),
        ]


@dataclass(frozen=True)
class Window:
    """Local days `[first, end)` in the organisation's zone."""

    first: date
    end: date

    def __post_init__(self):
        if self.end <= self.first:
            raise ValueError("A window ends after it begins.")

    @property
    def days(self) -> int:
        return (self.end - self.first).days

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    def before(self) -> "Window":
        """The window of the same length just before this one."""
        return Window(self.first - timedelta(days=self.days), self.first)

    def months(self) -> tuple[str, ...]:
        """The months that it touches, as `YYYY-MM`."""
        year, month, found = self.first.year, self.first.month, []
        while date(year, month, 1) < self.end:
            found.append(f"{year:04d}-{month:02d}")
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return tuple(found)


@dataclass(frozen=True)
class Where:
    """One more condition: `column` of the dimensions, or "weekday" (Monday is 0), equals `value` (None: not given)."""

    column: str
    value: Any
