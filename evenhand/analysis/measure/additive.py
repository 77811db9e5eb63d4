"""Figures whose parts are sums: counts, shares, means and what else adds up over people, teams and days."""

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi, Result
from evenhand.analysis.measure import cells
from evenhand.analysis.measure.question import NOT_CREDITED, TOO_FEW_PEOPLE, Question
from evenhand.analysis.measure.together import Lead, lead_of
from evenhand.analysis.warehouse import rollup

Cell = tuple[dict, dict]  # what it is split by, and its summed parts


def additive(ask: Question, kpis: tuple[Kpi, ...]) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    return [
        figure for together in _askable_together(ask, kpis) for figure in _figures(ask, together)
    ]


def _askable_together(ask: Question, kpis: tuple[Kpi, ...]) -> list[tuple[Kpi, ...]]:
    """A rollup holds the parts of all tables side by side; rows are asked table by table."""
    rolled = tuple(kpi for kpi in kpis if ask.rollup_for((kpi,)))
    others = [kpi for kpi in kpis if kpi not in rolled]
    by_table = [
        tuple(k for k in others if k.table == table)
        for table in dict.fromkeys(k.table for k in others)
    ]
    return [rolled, *by_table] if rolled else by_table


def _figures(ask: Question, kpis: tuple[Kpi, ...]) -> list[Figure]:
    found = _cells(ask, kpis)
    small = {kpi.key for kpi in kpis if ask.is_guarded and _is_small(ask, kpi, found)}
    if small and not ask.by:
        return [
            ask.figure(kpi, Result(None, 0, problem=TOO_FEW_PEOPLE), {}, {})
            if kpi.key in small
            else _figure(ask, kpi, *found[0])
            for kpi in kpis
        ]
    return [_figure(ask, kpi, *cell) for cell in found for kpi in kpis if kpi.key not in small]


def _cells(ask: Question, kpis: tuple[Kpi, ...]) -> list[Cell]:
    names = list(dict.fromkeys(name for kpi in kpis for name in rollup.part_names(kpi)))
    source = ask.rollup_for(kpis)
    if source and not ask.is_guarded and not ask.is_wide:
        return cells.summed(ask, source, names)
    return _asked(ask, kpis, names, source)


def _asked(ask: Question, kpis: tuple[Kpi, ...], names: list[str], source: str) -> list[Cell]:
    """The cells by one question to the engine (with people counted, where totals have to be over enough)."""
    lead = lead_of(ask) if ask.by and not ask.is_guarded else Lead()
    columns = [f"coalesce(sum({name}), 0)" for name in names]
    if ask.is_guarded:
        names = names + [f"{kpi.key}__people" for kpi in kpis]
        columns += [
            f"count(DISTINCT person_id) FILTER (WHERE {_counted_part(kpi)} > 0)" for kpi in kpis
        ]
    condition, values = ask.condition(without=lead.column)
    splits = [lead.column or "''", *ask.splits]
    group = ", ".join(str(1 + i) for i in range(len(splits)))
    sql = (
        f"SELECT {', '.join([*splits, *columns])} FROM {_source(ask, kpis, source)}"
        f" WHERE {lead.condition(lead.alike())}{condition}"
        + (f" GROUP BY {group} ORDER BY {group}" if ask.by else "")
    )
    split = len(splits)
    return [
        (dict(zip(ask.by, row[1:split], strict=True)), dict(zip(names, row[split:], strict=True)))
        for row in engine.answer(sql, values)
        if row[0] == lead.value
    ]


def _source(ask: Question, kpis: tuple[Kpi, ...], source: str) -> str:
    """The rollup where it can answer, else the rows with the parts compiled from the definitions."""
    if source:
        paths = (ask.facts.store.path(month.rollups[source]) for month in ask.months)
        return f"read_parquet({engine.files(paths)})"
    return f"({ask.parts_of_rows(kpis)})"


def _counted_part(kpi: Kpi) -> str:
    """The part that says how many rows a KPI counts."""
    names = rollup.part_names(kpi)
    return f"{kpi.key}__denominator" if f"{kpi.key}__denominator" in names else f"{kpi.key}__n"


def is_of_too_few(ask: Question, kpi: Kpi) -> bool:
    """Whether any cell of this KPI would show a person."""
    return _is_small(ask, kpi, _cells(ask, (kpi,)))


def _is_small(ask: Question, kpi: Kpi, found: list[Cell]) -> bool:
    """Whether any cell of this KPI counts too few people; then none is shown, so that none follows by subtraction.

    Those count whose own rows the KPI counts: ten people of whom one was rated are no total of ratings.
    """
    n, people = _counted_part(kpi), f"{kpi.key}__people"
    return any(ask.is_small(by, parts[n], parts[people]) for by, parts in found)


def _figure(ask: Question, kpi: Kpi, by: dict, parts: dict) -> Figure:
    own = {name.removeprefix(f"{kpi.key}__"): parts[name] for name in rollup.part_names(kpi)}
    result = kpi.result(own)
    if ask.is_part and own.get("uncredited") and not result.problem:
        # Its own abandoned contacts are among those credited to nobody: without them it would look too good.
        result = Result(None, result.n, problem=NOT_CREDITED)
    return ask.figure(kpi, result, by, own)
