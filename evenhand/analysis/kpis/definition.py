"""The kinds of KPI, and what a definition has to say about itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from evenhand.analysis import tables
from evenhand.analysis.statistics import intervals

Parameters = Mapping[str, Any]
Parts = Mapping[str, float]


class Use(StrEnum):
    """For whom a KPI may be shown as a measure of performance."""

    PERSON = "person"
    TEAM = "team"
    DIAGNOSIS = "diagnosis"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Result:
    """What a KPI makes of its summed parts. `problem` says why there is no value."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kpi:
    """One definition. Its parts are sums over rows, so that they add up over people, teams and days.

    `rows(table, parameters)` gives named Ibis expressions of one row each; `measure()` sums them.
    """

    key: str
    version: int
    title: str
    meaning: str
    formula: str
    excludes: str
    counted: str  # what n counts, in the plural
    unit: str  # share | seconds | count | score
    table: str  # contact | leg | response
    better: Better
    use: Use
    controllable: bool
    interval: str
    rows: Callable[[Any, Parameters], dict[str, Any]]
    parameters: Parameters = field(default_factory=dict)
    source: str = ""
    rolled_up: bool = True

    def with_parameters(self, parameters: Parameters) -> "Kpi":
        """The same definition with other parameters in force."""
        unknown = set(parameters) - set(self.parameters)
        if unknown:
            raise ValueError(f"{self.key} has no parameter {', '.join(sorted(unknown))}.")
        from dataclasses import replace

        return replace(self, parameters={**self.parameters, **parameters})

    @property
    def pin(self) -> str:
        """`key@version`: what a figure keeps of its definition."""
        return f"{self.key}@{self.version}"

    @cached_property
    def expressions(self) -> dict[str, Any]:
        """Its parts as Ibis expressions over the unbound table of its grain."""
        return {
            f"{self.key}__{name}": part
            for name, part in self.rows(tables.table(self.table), self.parameters).items()
        }

    def result(self, parts: Parts) -> Result:
        raise NotImplementedError(self.key)


class Count(Kpi):
    """How many. Parts: n. Interval: exact Poisson."""

    def result(self, parts: Parts) -> Result:
        n = int(parts["n"])
        low, high = intervals.poisson(n)
        return Result(value=float(n), n=n, low=low, high=high, numerator=float(n))


class Share(Kpi):
    """Which part of the rows that count. Parts: numerator, denominator, blind. Interval: Wilson.

    `blind` counts rows of which the source cannot say it.
    """

    def result(self, parts: Parts) -> Result:
        above, below, blind = parts["numerator"], parts["denominator"], int(parts.get("blind", 0))
        if below <= 0:
            return Result(None, 0, problem=self.why_not(parts) if blind else "")
        low, high = intervals.wilson(above, below)
        notes = (f"{blind} {self.counted} left out: {self.why_not(parts)}.",) if blind else ()
        return Result(above / below, int(below), low, high, above, below, notes=notes)

    def why_not(self, parts: Parts) -> str:
        return "the source does not say"


@dataclass(frozen=True)
class Mean(Kpi):
    """The mean of a value. Parts: n, total, squares. Interval: Student's t, or on the log scale when skewed."""

    skewed: bool = False

    def result(self, parts: Parts) -> Result:
        n, total, squares = int(parts["n"]), parts["total"], parts["squares"]
        if n == 0:
            return Result(None, 0)
        found = (intervals.skewed_mean if self.skewed else intervals.mean)(n, total, squares)
        low, high = found or (None, None)
        return Result(total / n, n, low, high, total, float(n))


@dataclass(frozen=True)
class Quantile(Kpi):
    """A quantile from counts in bins that widen by 10%: approximate, and labelled so.

    Its rows give `bin` (null where the row does not count); `measure()` counts rows per bin.
    """

    quantile: float = 0.5

    def of_bins(self, bins: list[tuple[int, int]]) -> Result:
        """The quantile of sorted (bin, count) pairs; inside a bin, ranks are taken to be evenly spread."""
        n = sum(count for _, count in bins)
        if n == 0:
            return Result(None, 0)
        ranks = intervals.quantile_ranks(n, self.quantile)
        middle = _value_at(bins, max(1, round(self.quantile * n)))
        low, high = (
            (_value_at(bins, ranks[0]), _value_at(bins, ranks[1])) if ranks else (None, None)
        )
        return Result(middle, n, low, high, notes=("Approximate: read from bins 10% wide.",))


def _value_at(bins: list[tuple[int, int]], rank: int) -> float:
    before = 0
    for number, count in bins:
        if before + count >= rank:
            return 1.1 ** (number + (rank - 0.5 - before) / count) - 1 if number > 0 else 0.0
        before += count
    return 1.1 ** (bins[-1][0] + 1) - 1


@dataclass(frozen=True)
class CensoredQuantile(Quantile):
    """A quantile of times of which some are not over yet."""


@dataclass(frozen=True)
class Level(Kpi):
    """What is open at an instant. Parts: open, age_p50, age_p90, closed_28. Never summed over time."""

    part: str = "open"


@dataclass(frozen=True)
class Custom(Kpi):
    """Counted from the rows themselves: `of_rows`."""
