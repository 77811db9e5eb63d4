"""The only aggregation of facts: `measure()`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from evenhand.analysis import engine, tables
from evenhand.analysis.figure import Figure, figure_of
from evenhand.analysis.kpis.definition import Kpi, Quantile, Result
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.warehouse import rollup
from evenhand.analysis.warehouse.manifest import Manifest, Store

NOT_CREDITED = "abandoned calls are credited to no team in this source"
TOO_FEW_PEOPLE = "too few people to show a total without showing a person"

# What a figure can be split by, as SQL over the dimensions. Weeks begin on Monday.
SPLITS = {
    "person": "person_id",
    "team": "team_id",
    "channel": "channel",
    "topic": "topic",
    "half_hour": "half_hour",
    "day": "local_date",
    "week": "CAST(date_trunc('week', local_date) AS DATE)",
    "month": "CAST(date_trunc('month', local_date) AS DATE)",
}
_ROLLED_UP = {"person", "team", "channel", "day", "week", "month"}


@dataclass(frozen=True)
class Facts:
    """Where the facts are, and the definitions in force of the rollups: what `measure()` counts from."""

    store: Store
    kpis: tuple[Kpi, ...]


def measure(
    facts: Facts,
    kpis: Kpi | Sequence[Kpi],
    *,
    scope: Scope,
    window: Window,
    by: Sequence[str] = (),
    where: Sequence[Where] = (),
    as_of: int | None = None,
) -> list[Figure]:
    """Count KPIs over what the scope may see, in local days of the window, split by names of `SPLITS`.

    `as_of` counts from a kept earlier generation (LookupError when it is gone). Without a split there is
    exactly one figure for each KPI, in the order given. KeyError for an unknown split or column.
    """
    kpis = (kpis,) if isinstance(kpis, Kpi) else tuple(kpis)
    manifest = facts.store.manifest(as_of)
    ask = _Question(facts, manifest, scope, window, tuple(by), tuple(where))
    additive = tuple(kpi for kpi in kpis if not isinstance(kpi, Quantile))
    found: dict[str, list[Figure]] = {kpi.key: [] for kpi in kpis}
    for together in _askable_together(ask, additive):
        for figure in _additive(ask, together):
            found[figure.kpi.key].append(figure)
    for kpi in kpis:
        if isinstance(kpi, Quantile):
            found[kpi.key] = _quantile(ask, kpi)
    return [figure for kpi in kpis for figure in found[kpi.key]]


def _askable_together(ask: "_Question", kpis: tuple[Kpi, ...]) -> list[tuple[Kpi, ...]]:
    """The rollup holds the parts of all tables side by side; rows are asked table by table."""
    if kpis and ask.can_roll_up(kpis):
        return [kpis]
    return [
        tuple(k for k in kpis if k.table == table) for table in dict.fromkeys(k.table for k in kpis)
    ]


@dataclass(frozen=True)
class _Question:
    facts: Facts
    manifest: Manifest
    scope: Scope
    window: Window
    by: tuple[str, ...]
    where: tuple[Where, ...]
    personal: bool = False

    @property
    def months(self):
        return [self.manifest.months[m] for m in self.window.months() if m in self.manifest.months]

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

    @property
    def is_part(self) -> bool:
        """Whether it asks for a team's or a person's part of the organisation."""
        parts = {"team_id", "person_id"} & {where.column for where in self.where}
        return bool(parts or {"team", "person"} & set(self.by)) or not self.scope.organisation

    def can_roll_up(self, kpis) -> bool:
        in_force = {(k.pin, _fixed(k.parameters)) for k in self.facts.kpis}
        return (
            set(self.by) <= _ROLLED_UP
            and {w.column for w in self.where} <= set(tables.ROLLED_UP_BY)
            and all((k.pin, _fixed(k.parameters)) in in_force for k in kpis)
            and self.manifest.rolled_up == rollup.fingerprint(self.facts.kpis)
        )

    @property
    def splits(self) -> list[str]:
        return [f"{SPLITS[name]} AS by_{name}" for name in self.by]

    def condition(self) -> tuple[str, list]:
        """The rows that count for this viewer, as SQL and its bound values."""
        parts, values = ["local_date >= ? AND local_date < ?"], [self.window.first, self.window.end]
        of_teams = "team" in self.by or any(w.column == "team_id" for w in self.where)
        sql, bound = (
            self.scope.people_sql()
            if self.is_personal
            else self.scope.totals_sql(of_teams=of_teams)
        )
        parts.append(sql)
        values += bound
        for where in self.where:
            if where.column not in tables.DIMENSIONS:
                raise KeyError(where.column)
            parts.append(f"{where.column} IS NOT DISTINCT FROM ?")
            values.append(where.value)
        return " AND ".join(parts), values

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


def question(
    facts: Facts, *, scope: Scope, window: Window, where: Sequence[Where], personal: bool
) -> _Question:
    """The same conditions for those who list the rows behind a figure."""
    return _Question(facts, facts.store.manifest(), scope, window, (), tuple(where), personal)


def _fixed(parameters) -> tuple:
    return tuple(sorted(parameters.items()))


@cache
def _rows_sql(kpis: tuple, table: str) -> str:
    return rollup.row_sql(tuple(entry.kpi for entry in kpis), table)


@dataclass(frozen=True)
class _Pinned:
    """A definition as a key of the cache of compiled SQL."""

    pin: str
    parameters: tuple
    kpi: Kpi

    def __hash__(self):
        return hash((self.pin, self.parameters))

    def __eq__(self, other):
        return (self.pin, self.parameters) == (other.pin, other.parameters)


def _source(ask: _Question, kpis: tuple[Kpi, ...], table: str) -> str:
    """The rollup where it can answer, else the rows with the parts compiled from the definitions."""
    if ask.can_roll_up(kpis):
        return f"read_parquet({engine.files(ask.facts.store.path(m.rollup) for m in ask.months)})"
    pinned = tuple(_Pinned(kpi.pin, _fixed(kpi.parameters), kpi) for kpi in kpis)
    paths = engine.files(ask.facts.store.path(month.files[table]) for month in ask.months)
    return f"(WITH {table} AS (FROM read_parquet({paths})) {_rows_sql(pinned, table)})"


def _additive(ask: _Question, kpis: tuple[Kpi, ...]) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [] if ask.by else [ask.figure(kpi, _nothing(ask, kpi), {}, {}) for kpi in kpis]
    cells = _cells(ask, kpis)
    small = {kpi.key for kpi in kpis if ask.is_guarded and _is_small(ask, kpi, cells)}
    if small and not ask.by:
        return [
            ask.figure(kpi, Result(None, 0, problem=TOO_FEW_PEOPLE), {}, {})
            if kpi.key in small
            else _additive_figure(ask, kpi, *cells[0])
            for kpi in kpis
        ]
    return [
        _additive_figure(ask, kpi, *cell) for cell in cells for kpi in kpis if kpi.key not in small
    ]


def _cells(ask: _Question, kpis: tuple[Kpi, ...]) -> list[tuple[dict, dict]]:
    """What each cell is split by, and its summed parts (and people, where totals have to be over enough)."""
    names = [name for kpi in kpis for name in rollup.part_names(kpi)]
    columns = [f"coalesce(sum({name}), 0)" for name in names]
    if ask.is_guarded:
        names += [f"{kpi.key}__people" for kpi in kpis]
        columns += [
            f"count(DISTINCT person_id) FILTER (WHERE {_counted_part(kpi)} > 0)" for kpi in kpis
        ]
    condition, values = ask.condition()
    group = ", ".join(str(1 + i) for i in range(len(ask.by)))
    sql = (
        f"SELECT {', '.join([*ask.splits, *columns])} FROM {_source(ask, kpis, kpis[0].table)}"
        f" WHERE {condition}" + (f" GROUP BY {group} ORDER BY {group}" if ask.by else "")
    )
    rows = engine.answer(sql, values)
    split = len(ask.by)
    return [
        (dict(zip(ask.by, row[:split], strict=True)), dict(zip(names, row[split:], strict=True)))
        for row in rows
    ]


def _counted_part(kpi: Kpi) -> str:
    """The part that says how many rows a KPI counts."""
    names = rollup.part_names(kpi)
    return f"{kpi.key}__denominator" if f"{kpi.key}__denominator" in names else f"{kpi.key}__n"


def _is_small(ask: _Question, kpi: Kpi, cells: list) -> bool:
    """Whether any cell of this KPI counts too few people; then none is shown, so that none follows by subtraction.

    Those count whose own rows the KPI counts: ten people of whom one was rated are no total of ratings.
    """
    counted = [(parts[_counted_part(kpi)], parts[f"{kpi.key}__people"]) for _, parts in cells]
    return any(n and people < ask.scope.smallest_cell for n, people in counted)


def _additive_figure(ask, kpi, by, parts) -> Figure:
    own = {name.removeprefix(f"{kpi.key}__"): parts[name] for name in rollup.part_names(kpi)}
    result = kpi.result(own)
    if ask.is_part and own.get("uncredited") and not result.problem:
        # Its own abandoned contacts are among those credited to nobody: without them it would look too good.
        result = Result(None, result.n, problem=NOT_CREDITED)
    return ask.figure(kpi, result, by, own)


def _nothing(ask: _Question, kpi: Kpi) -> Result:
    """Nothing in the window: a count is a true 0 with its interval, all else (and what one may not see) no value."""
    return kpi.result({"n": 0}) if kpi.unit == "count" and not ask.is_closed else Result(None, 0)


def _quantile(ask: _Question, kpi: Quantile) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [] if ask.by else [ask.figure(kpi, Result(None, 0), {}, {})]
    if ask.is_guarded:  # the bins of a total are cells too, and too fine to be shown
        return [] if ask.by else [ask.figure(kpi, Result(None, 0, problem=TOO_FEW_PEOPLE), {}, {})]
    condition, values = ask.condition()
    group = ", ".join(str(1 + i) for i in range(len(ask.by) + 1))
    (name,) = rollup.part_names(kpi)
    if ask.can_roll_up((kpi,)):
        key = rollup.bin_key(kpi, ask.facts.kpis)
        source = f"read_parquet({engine.files(ask.facts.store.path(m.bins) for m in ask.months)})"
        source, count = f"(SELECT * FROM {source} WHERE key = {engine.text(key)})", "sum(n)"
        name = "bin"
    else:
        source, count = _source(ask, (kpi,), kpi.table), "count(*)"
    sql = (
        f"SELECT {', '.join([*ask.splits, f'{name} AS bin', f'{count} AS n'])}"
        f" FROM {source} WHERE {name} IS NOT NULL AND {condition} GROUP BY {group} ORDER BY {group}"
    )
    rows = engine.answer(sql, values)
    cells: dict[tuple, list] = {} if ask.by else {(): []}
    for *by, number, n in rows:
        cells.setdefault(tuple(by), []).append((number, int(n)))
    return [
        ask.figure(kpi, kpi.of_bins(bins), dict(zip(ask.by, by, strict=True)), {"bins": bins})
        for by, bins in cells.items()
    ]
