"""Whose cells are fetched together: those of one team with the other teams', those of one person with whoever works in
the same teams. Whoever opens one page is likely to open the next, and several cost little more than one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from evenhand.analysis import engine
from evenhand.analysis.measure.question import Question

# In months of more contacts to add up all teams takes longer than a page may.
_MOST_CONTACTS = 2_000_000
_MOST = 64  # people or teams at once


@dataclass(frozen=True)
class Lead:
    """`column`: by which cells are told apart ("" for none); `value`: the one that is asked for; `alike`: gives that
    one and the others that are fetched with it."""

    column: str = ""
    value: Any = ""
    alike: Callable[[], Collection] = lambda: ("",)

    def condition(self, alike: Collection) -> str:
        """The rows of these, as SQL to stand before what else is asked of them."""
        if not self.column:
            return ""
        told = ", ".join(
            engine.text(one) if isinstance(one, str) else str(int(one)) for one in alike
        )
        return f"{self.column} IN ({told}) AND "


def lead_of(ask: Question) -> Lead:
    """What the question is of, where that can be told apart."""
    for column, others in (("person_id", _who_works_with), ("team_id", _teams)):
        named = [where.value for where in ask.where if where.column == column]
        if len(named) == 1 and named[0] is not None:
            return Lead(column, named[0], partial(others, ask, named[0]))
    return Lead()


def _teams(ask: Question, team: int) -> list[int]:
    """All that counted anything in the last month, while that is little work."""
    if sum(month.rows for month in ask.months) > _MOST_CONTACTS:
        return [team]
    return _with(team, f"SELECT DISTINCT team_id FROM {_last(ask)} WHERE team_id IS NOT NULL", [])


def _who_works_with(ask: Question, person: int) -> list[int]:
    """In the last month, in any team."""
    last = _last(ask)
    own = f"SELECT team_id FROM {last} WHERE person_id = ?"
    sql = (
        f"SELECT DISTINCT person_id FROM {last} WHERE person_id IS NOT NULL AND team_id IN ({own})"
    )
    return _with(person, sql, [person])


def _last(ask: Question) -> str:
    return f"read_parquet({engine.files([ask.facts.store.path(ask.months[-1].rollups['days'])])})"


def _with(one: int, sql: str, values: list) -> list[int]:
    """That one is among them. In one order, so that whoever of them is asked for, it is the same question."""
    others = sorted({other for (other,) in engine.answer(sql, values)} | {one})
    return others if len(others) <= _MOST else [one]
