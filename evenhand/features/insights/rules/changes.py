"""How far a figure moved from one window to the next, with the error that chance leaves it."""

from math import sqrt

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Mean, NetShare, Share
from evenhand.analysis.statistics.intervals import net_error

# With fewer in either window the error of a change cannot be told.
FEWEST = 10


def change_of(now: Figure, before: Figure) -> tuple[float, float] | None:
    """(change, its standard error) in the KPI's unit; None where it cannot be said.

    Shares with half a success and half a failure added, so that all of few has an error too (Agresti and Caffo 2000,
    The American Statistician 54:280-288, with halves).
    """
    found = [_value_and_variance(one) for one in (now, before)]
    if any(one is None for one in found):
        return None
    (value, variance), (earlier, earlier_variance) = found
    error = sqrt(variance + earlier_variance)
    return (value - earlier, error) if error > 0 else None


def _value_and_variance(figure: Figure) -> tuple[float, float] | None:
    kpi, parts = figure.kpi, figure.parts
    if figure.n < FEWEST or figure.problem:
        return None
    if isinstance(kpi, Share):
        n = parts["denominator"] + 1
        share = (parts["numerator"] + 0.5) / n
        return share, share * (1 - share) / n
    if isinstance(kpi, NetShare):
        n, above, below = (int(parts[name]) for name in ("n", "promoters", "detractors"))
        return (above - below) / n, net_error(n, above, below) ** 2
    if isinstance(kpi, Mean):
        n, total, squares = parts["n"], parts["total"], parts["squares"]
        return total / n, max(0.0, squares - total * total / n) / (n - 1) / n
    return None
