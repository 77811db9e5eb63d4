"""Quantiles, from counts of rows in bins that widen by 10%; with rows whose time is not over yet, where there are any."""

from evenhand.analysis import engine
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import CensoredQuantile, Quantile
from evenhand.analysis.measure import cells
from evenhand.analysis.measure.question import Question
from evenhand.analysis.warehouse import rollup


def quantiles(ask: Question, kpis: tuple[Quantile, ...]) -> list[Figure]:
    if not ask.months or ask.scope.empty:
        return [figure for kpi in kpis for figure in ask.nothing(kpi)]
    if ask.is_guarded:  # the bins of a total are cells too, and too fine to be shown
        return [figure for kpi in kpis for figure in ask.withheld(kpi)]
    rolled = [kpi for kpi in kpis if _is_binned(ask, kpi)]
    keys = list(dict.fromkeys(rollup.bin_key(kpi, ask.facts.kpis) for kpi in rolled))
    return [figure for kpi in kpis for figure in _quantile(ask, kpi, keys)]


def _is_binned(ask: Question, kpi: Quantile) -> bool:
    return ask.rollup_for((kpi,)) == "days" and not ask.is_wide


def _quantile(ask: Question, kpi: Quantile, keys: list[str]) -> list[Figure]:
    found: dict[tuple, list] = {} if ask.by else {(): []}
    for *by, number, n, still_open in _bins(ask, kpi, keys):
        pair = (number, int(n - still_open), int(still_open))
        found.setdefault(tuple(by), []).append(
            pair if isinstance(kpi, CensoredQuantile) else pair[:2]
        )
    return [
        ask.figure(kpi, kpi.of_bins(bins), dict(zip(ask.by, by, strict=True)), {"bins": bins})
        for by, bins in found.items()
    ]


def _bins(ask: Question, kpi: Quantile, keys: list[str]) -> list[tuple]:
    """(split…, bin, rows, of which not over yet), in order."""
    if _is_binned(ask, kpi):
        return cells.binned(ask, rollup.bin_key(kpi, ask.facts.kpis), keys)
    condition, values = ask.condition()
    group = ", ".join(str(1 + i) for i in range(len(ask.by) + 1))
    name = f"{kpi.key}__bin"
    still_open = f"sum({kpi.key}__open)" if isinstance(kpi, CensoredQuantile) else "0"
    sql = (
        f"SELECT {', '.join([*ask.splits, f'{name} AS bin', 'count(*)', still_open])}"
        f" FROM ({ask.parts_of_rows((kpi,))})"
        f" WHERE {name} IS NOT NULL AND {condition} GROUP BY {group} ORDER BY {group}"
    )
    return engine.answer(sql, values)
