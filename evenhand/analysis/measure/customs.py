"""Figures that look at every row of a cell, such as scores that hang together by their evaluator.

Rows that say the same are counted by the engine and looked at once: of a large centre's reviews few say anything of
their own.
"""

from collections.abc import Sequence

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Custom
from evenhand.analysis.measure.question import Question


def customs(ask: Question, kpis: tuple[Custom, ...]) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    return [figure for kpi in kpis for figure in _custom(ask, kpi)]


def _custom(ask: Question, kpi: Custom) -> list[Figure]:
    found = _rows(ask, kpi)
    if ask.is_guarded and any(_is_small(ask, rows) for rows in found.values()):
        return ask.withheld(kpi)
    return [
        ask.figure(
            kpi, kpi.of_rows([row for row, _ in rows]), dict(zip(ask.by, by, strict=True)), {}
        )
        for by, rows in found.items()
    ]


def _is_small(ask: Question, rows: list) -> bool:
    return 0 < len({person for _, person in rows} - {None}) < ask.scope.smallest_cell


def _rows(ask: Question, kpi: Custom) -> dict[tuple, list]:
    found: dict[tuple, list] = {} if ask.by else {(): []}
    if not ask.has_rows(kpi.table):
        return found
    condition, values = ask.condition()
    person = "person_id" if ask.is_guarded else "NULL"  # who is asked for only to count people
    sql = rows_sql(kpi, ask.splits, ask.parts_of_rows((kpi,)), condition, person)
    names = [name.removeprefix(f"{kpi.key}__") for name in kpi.expressions]
    split = len(ask.by)
    for row in engine.answer(sql, values):
        values_of = dict(zip([*names, "times"], row[split + 1 :], strict=True))
        found.setdefault(row[:split], []).append((values_of, row[split]))
    return found


def rows_sql(
    kpi: Custom, splits: Sequence[str], rows: str, condition: str, person: str = "person_id"
) -> str:
    """The rows that count: what they are split by (each `… AS name`), the person, the named columns, and how many rows
    are alike in all that. The same on every engine."""
    columns = [*splits, person, *kpi.expressions]
    group = ", ".join(str(1 + at) for at in range(len(columns)))
    return (
        f"SELECT {', '.join(columns)}, count(*) AS times FROM ({rows}) AS rows_of"
        f" WHERE {kpi.key}__counts AND {condition} GROUP BY {group} ORDER BY {group}"
    )
