"""Ratios of sums whose rows hang together, such as a customer's contacts: summed by cluster first, in the engine."""

from collections.abc import Sequence

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import ClusteredRatio
from evenhand.analysis.measure.additive import is_of_too_few
from evenhand.analysis.measure.question import Question, names_of
from evenhand.analysis.warehouse import rollup

# What is summed over clusters beside the parts; x: denominator, y: numerator of a cluster.
MOMENTS = ("clusters", "below_squared", "product", "above_squared")


def clusters(ask: Question, kpis: tuple[ClusteredRatio, ...]) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    return [figure for kpi in kpis for figure in _figures(ask, kpi)]


def _figures(ask: Question, kpi: ClusteredRatio) -> list[Figure]:
    if ask.is_guarded and is_of_too_few(ask, kpi):
        return ask.withheld(kpi)
    condition, values = ask.condition()
    rows = ask.parts_of_rows((kpi.by_cluster,))
    sql = sums_sql(kpi, ask.splits, rows, condition)
    names, split = sums_of(kpi), len(ask.by)
    found = []
    for row in engine.answer(sql, values):
        parts = dict(zip(names, row[split:], strict=True))
        by = dict(zip(ask.by, row[:split], strict=True))
        # Only what adds up over cells stays with the figure.
        told = {name: value for name, value in parts.items() if name not in MOMENTS}
        found.append(ask.figure(kpi, kpi.result(parts), by, told))
    return found


def sums_of(kpi: ClusteredRatio) -> list[str]:
    """What `sums_sql` gives after the splits: the parts by their short names, then `MOMENTS`."""
    return [*(name.removeprefix(f"{kpi.key}__") for name in rollup.part_names(kpi)), *MOMENTS]


def sums_sql(kpi: ClusteredRatio, splits: Sequence[str], rows: str, condition: str) -> str:
    """One row for each cell of `splits` (each `… AS name`) with the sums over its clusters; over all without any.

    `rows`: SQL with the parts of `kpi.by_cluster`. The same on every engine.
    """
    of_rows = {
        name.removeprefix(f"{kpi.by_cluster.key}__"): name
        for name in rollup.part_names(kpi.by_cluster)
    }
    cluster = of_rows.pop("cluster")
    keys = names_of(splits)
    sums = ", ".join(f"sum({column}) AS {name}" for name, column in of_rows.items())
    inner = ", ".join(str(1 + at) for at in range(len(keys) + 1))
    outer = ", ".join(str(1 + at) for at in range(len(keys)))
    totals = [*(f"sum({name})" for name in of_rows), "count(*) FILTER (WHERE denominator > 0)"]
    totals += [
        f"sum({a} * {b})"
        for a, b in (
            ("denominator", "denominator"),
            ("denominator", "numerator"),
            ("numerator", "numerator"),
        )
    ]
    columns = [*keys, *(f"CAST(coalesce({one}, 0) AS DOUBLE PRECISION)" for one in totals)]
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT {', '.join([*splits, f'{cluster} AS cluster', sums])}"
        f" FROM ({rows}) AS rows_of WHERE {condition} GROUP BY {inner}) AS of_clusters"
        + (f" GROUP BY {outer} ORDER BY {outer}" if keys else "")
    )
