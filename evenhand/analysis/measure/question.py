"""What is asked of the facts: whose, when, split by what; and which stored rows can answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evenhand.analysis import engine, tables
from evenhand.analysis.figure import Figure, figure_of
from evenhand.analysis.kpis.definition import Count, Kpi, Result
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.texts import gettext_noop as _
from evenhand.analysis.warehouse import rollup
from evenhand.analysis.warehouse.manifest import Manifest, Store

NOT_CREDITED = _("abandoned calls are credited to no team in this source")
TOO_FEW_PEOPLE = _("too few people to show a total without showing a person")

# What a figure can be split by, as SQL over the dimensions. Weeks begin on Monday, which is weekday 0.
SPLITS = {
    "person": "person_id",
    "team": "team_id",
    "channel": "channel",
    "topic": "topic",
    "half_hour": "half_hour",
    "weekday": "(isodow(local_date) - 1)::INTEGER",
    "day": "local_date",
    "week": "CAST(date_trunc('week', local_date) AS DATE)",
    "month": "CAST(date_trunc('month', local_date) AS DATE)",
}
OF_DAYS = {"day", "week", "month", "weekday"}
# What a figure can be narrowed by, as SQL over the dimensions.
_NARROWED = {name: name for name in tables.DIMENSIONS} | {"weekday": SPLITS["weekday"]}


def names_of(splits: Sequence[str]) -> list[str]:
    """Of splits as SQL says them, each `… AS name`."""
    return [one.rpartition(" AS ")[2] for one in splits]


@dataclass(frozen=True)
class Facts:
    """Where the facts are, and the definitions in force of the rollups: what `measure()` counts from."""

    store: Store
    kpis: tuple[Kpi, ...]

    @cached_property
    def fingerprint(self) -> str:
        return rollup.fingerprint(self.kpis)

    @cached_property
    def in_force(self) -> frozenset:
        return frozenset((kpi.pin, fixed(kpi.parameters)) for kpi in self.kpis)


@dataclass(frozen=True)
class Question:
    facts: Facts
    manifest: Manifest
    scope: Scope
    window: Window
    by: tuple[str, ...]
    where: tuple[Where, ...]
    personal: bool = False
    soon: Window | None = None

    @property
    def months(self):
        return self._months_of(self.window)

    @property
    def months_soon(self):
        """Those of the window that is going to be asked for next."""
        return self._months_of(self.soon) if self.soon else []

    def _months_of(self, window: Window):
        return [self.manifest.months[m] for m in window.months() if m in self.manifest.months]

    @property
    def is_personal(self) -> bool:
        return (
            self.personal or "person" in self.by or any(w.column == "person_id" for w in self.where)
        )

    @property
    def is_closed(self) -> bool:
        """Whether the scope opens nothing here, so that a nought would be said of what was not looked at."""
        return self.scope.empty or (self.is_guarded and not self.months)

    @property
    def is_guarded(self) -> bool:
        """Whether totals have to be over enough people."""
        led = any(w.column == "team_id" and w.value in self.scope.teams for w in self.where)
        return bool(self.scope.smallest_cell) and not self.is_personal and not led

    def is_small(self, by: dict, n: int, people: int) -> bool:
        """Whether a total of so many people may not be told. What is of no team and of nobody is no person's: without
        it, no team could be told of where calls were given up."""
        of_nobody = by.get("team", 0) is None and not people
        return bool(n) and people < self.scope.smallest_cell and not of_nobody

    @property
    def is_part(self) -> bool:
        """Whether it asks for a team's or a person's part of the organisation."""
        parts = {"team_id", "person_id"} & {where.column for where in self.where}
        return bool(parts or {"team", "person"} & set(self.by)) or not self.scope.organisation

    @property
    def is_wide(self) -> bool:
        """Whether the answer has a row for every person of a large organisation."""
        named = {"team_id", "person_id"} & {where.column for where in self.where}
        return "person" in self.by and not named and self.scope.every_person

    @property
    def cut(self) -> set[str]:
        """The columns by which the rows are cut, beside their days."""
        split = {SPLITS[name] for name in self.by if name not in OF_DAYS}
        of_days = {"weekday": "local_date"}
        return split | {of_days.get(where.column, where.column) for where in self.where}

    def counts_as_rolled_up(self, kpis) -> bool:
        """Whether these definitions are those with which the months were published."""
        in_force = all((kpi.pin, fixed(kpi.parameters)) in self.facts.in_force for kpi in kpis)
        return in_force and self.manifest.rolled_up == self.facts.fingerprint

    def rollup_for(self, kpis) -> str:
        """The rollup that holds the answer: `days`, `topics`, or "" when only the rows do."""
        if not (self.counts_as_rolled_up(kpis) and all(kpi.rolled_up for kpi in kpis)):
            return ""
        if self.cut <= set(tables.ROLLED_UP_BY):
            return "days"
        by_topic = self.cut <= {"channel", "topic"} and self.scope.organisation
        return "topics" if by_topic and not self.is_guarded else ""

    @property
    def splits(self) -> list[str]:
        return [f"{SPLITS[name]} AS by_{name}" for name in self.by]

    def condition(self, *, window: bool = True, without: str = "") -> tuple[str, list]:
        """The rows that count for this viewer, as SQL and its bound values.

        `without`: a column of which it is not said which value is asked for, though it is asked for."""
        parts: list[str] = []
        values: list[Any] = []
        if window:
            parts.append("local_date >= ? AND local_date < ?")
            values += [self.window.first, self.window.end]
        of_teams = "team" in self.by or any(w.column == "team_id" for w in self.where)
        sql, bound = (
            self.scope.people_sql()
            if self.is_personal
            else self.scope.totals_sql(of_teams=of_teams)
        )
        parts.append(sql)
        values += bound
        for where in self.where:
            column = _NARROWED[where.column]
            if where.column == without:
                continue
            parts.append(f"{column} IS NOT DISTINCT FROM ?")
            values.append(where.value)
        return " AND ".join(parts), values

    def rows(self, table: str, months=None) -> str:
        """The published files of a grain, as SQL to read from: of an empty one only where none has rows."""
        chosen = self.months if months is None else months
        chosen = [month for month in chosen if month.counts.get(table, 1)] or chosen[-1:]
        paths = (self.facts.store.path(month.files[table]) for month in chosen)
        return f"read_parquet({engine.files(paths)})"

    def parts_of_rows(self, kpis: tuple[Kpi, ...], months=None) -> str:
        """SQL of one row for each fact, with the parts of these KPIs of one grain, compiled from their definitions."""
        table = kpis[0].table
        return f"WITH {table} AS (FROM {self.rows(table, months)}) {rollup.row_sql(kpis, table)}"

    def has_rows(self, table: str) -> bool:
        return any(month.counts.get(table, 1) for month in self.months)

    def figure(self, kpi: Kpi, result: Result, by: dict, parts: dict) -> Figure:
        return figure_of(
            kpi,
            result,
            window=self.window,
            zone=self.manifest.zone,
            generation=self.manifest.generation,
            by=by,
            parts=parts,
        )

    def nothing(self, kpi: Kpi) -> list[Figure]:
        """What is said where no row is: a count is a true 0 with its interval, all else has no value."""
        if self.by:
            return []
        is_nought = isinstance(kpi, Count) and not self.is_closed
        return [self.figure(kpi, kpi.result({"n": 0}) if is_nought else Result(None, 0), {}, {})]

    def withheld(self, kpi: Kpi) -> list[Figure]:
        """What is said of a total that would show a person."""
        problem = Result(None, 0, problem=TOO_FEW_PEOPLE)
        return [] if self.by else [self.figure(kpi, problem, {}, {})]


def question(
    facts: Facts, *, scope: Scope, window: Window, where: Sequence[Where], personal: bool
) -> Question:
    """The same conditions for those who list the rows behind a figure."""
    return Question(facts, facts.store.manifest(), scope, window, (), tuple(where), personal)


def fixed(parameters) -> tuple:
    return tuple(sorted(parameters.items()))
