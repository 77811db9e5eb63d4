"""A KPI narrowed to the rows whose own value lies between two ends: how long one took, or how long it has been open."""

from dataclasses import dataclass, fields
from math import log
from typing import Any

from evenhand.analysis.kpis.definition import Count, Kpi, Level, Mean, Quantile
from evenhand.analysis.kpis.expressions import log_bin, one_if
from evenhand.analysis.statistics.intervals import BIN, bin_edge

_WITH_VALUES = (Mean, Quantile, Level)
_NEAR = 1e-4  # an end with four decimals still names the edge of a bin


@dataclass(frozen=True)
class Between:
    """`[at_least, below)` in the unit of the KPI, seconds for times and ages; None: without that end."""

    at_least: float | None = None
    below: float | None = None

    def sql(self, value: str) -> str:
        """The condition on an SQL expression."""
        ends = [f"{value} >= {self.at_least!r}"] if self.at_least is not None else []
        ends += [f"{value} < {self.below!r}"] if self.below is not None else []
        return " AND ".join(ends) or "TRUE"


@dataclass(frozen=True)
class OpenFor(Level):
    """How many of what a level counts have been open for so long at its instant."""

    between: Between = Between()


def has_values(kpi: Kpi) -> bool:
    """Whether each of its rows has a value of its own, by which a list of them can be narrowed."""
    return isinstance(kpi, _WITH_VALUES)


def narrowed(kpi: Kpi, between: Between) -> Kpi:
    """How many of the KPI's rows lie between the ends, as a definition: `measure()` counts them, `contacts_behind`
    lists them. Of what is not over yet no row does, but an open contact of a level by its age.

    An end that is the edge of a bin is compared as the bins are made, so that the rows are those that were counted in
    them, to the last float. ValueError where rows have no value.
    """
    if not isinstance(kpi, _WITH_VALUES):
        raise ValueError(f"A row of {kpi.key} has no value.")
    own = {one.name: getattr(kpi, one.name) for one in fields(Kpi)}
    own |= {
        "key": f"{kpi.key}_between",
        "unit": "count",
        "parameters": {**kpi.parameters, "at_least": between.at_least, "below": between.below},
        "rolled_up": False,
        "left_out": {},
    }
    if isinstance(kpi, Level):
        return OpenFor(**own, part="open", between=between)
    return Count(**own | {"rows": _rows(kpi, between)})


def _rows(kpi: Mean | Quantile, between: Between):
    def rows(table, _parameters):
        counts, value, own = _value(kpi, table)
        for end, is_low in ((between.at_least, True), (between.below, False)):
            if end is not None:
                counts = counts & _reaches(kpi, value, end, is_low)
        return own | {"n": one_if(counts)}

    return rows


def _value(kpi: Mean | Quantile, table) -> tuple[Any, Any, dict]:
    """Whether a row counts and is over, its value, and what else is said of it."""
    if isinstance(kpi, Mean):
        parts = kpi.rows(table, kpi.parameters)
        return parts["n"] > 0, parts["total"], parts
    found = kpi.times(table, kpi.parameters)
    over = found["open"] == 0 if "open" in found else True
    return found["counts"] & found["seconds"].notnull() & over, found["seconds"], {"seconds": found["seconds"]}  # fmt: skip


def _reaches(kpi: Kpi, value, end: float, is_low: bool):
    number = round(log(end + 1) / log(BIN)) if end > -1 else 0
    if kpi.unit == "seconds" and abs(bin_edge(number) - end) < _NEAR:
        value, end = log_bin(value), number
    return value >= end if is_low else value < end
