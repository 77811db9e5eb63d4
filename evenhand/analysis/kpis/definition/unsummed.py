"""KPIs that do not add up: levels at an instant, those made of the rows themselves, and ratios of clusters."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from evenhand.analysis.kpis.definition.kpi import Kpi, Parts, Result
from evenhand.analysis.statistics import clustered, intervals
from evenhand.analysis.texts import gettext_noop as _

CLOSING_DAYS = 28
# What has told nothing for longer has stopped, or its next file is late.
SILENT_DAYS = 14
SILENT = _(
    "Part of what is open is as its source told it more than two weeks before: it may be closed by now."
)


@dataclass(frozen=True)
class Level(Kpi):
    """What is open at an instant: measured then, never summed over days.

    Its rows give `counts` (boolean), `opened_at`, `closed_at` (null: still open), `source` (text: who tells of it) and
    `blind` (boolean: the source does not record it). `part` is what it says of them:
    "open" how many, "age_p50" and "age_p90" how old in seconds, "days" how many days of closures they are.
    """

    part: str = "open"

    def result(self, parts: Parts) -> Result:
        """Of `open`, `silent`, those of which nothing was told in the last `SILENT_DAYS`, `age_p50`, `age_p90` (seconds or
        None), `closed_28`, closed in the 28 days before, and `days`, of how many of those anything is known; where
        nothing is open or was closed, of `recorded` and `blind`: how many rows count at any time, and how many cannot."""
        n = int(parts["open"])
        if not (n or parts["closed_28"] or parts.get("recorded")) and (why := self.reasons(parts)):
            return Result(None, 0, problem=next(iter(why.values())))
        found = self._said(n, parts)
        return replace(found, notes=(*found.notes, SILENT)) if n and parts.get("silent") else found

    def _said(self, n: int, parts: Parts) -> Result:
        if self.part == "open":
            low, high = intervals.poisson(n)
            return Result(float(n), n, low, high, numerator=float(n))
        if self.part == "days":
            return self._days(n, int(parts["closed_28"]), int(parts["days"]))
        return self._age(n, parts)

    def _age(self, n: int, parts: Parts) -> Result:
        age = parts[self.part] if n else None
        # All that is open was looked at: there is no sample to doubt.
        return Result(age, n, age, age)

    def _days(self, n: int, closed: int, days: int) -> Result:
        if not closed:
            nothing = _("nothing was closed in the {days} days before").given(days=days)
            return Result(None, n, problem=nothing)
        fewest, most = intervals.poisson(closed)
        per_day = closed / days
        low, high = (n * days / end for end in (most, fewest))
        pace = _("The pace is that of {days} days: all there is.").given(days=days)
        notes = () if days == CLOSING_DAYS else (pace,)
        return Result(n / per_day, n, low, high, float(n), per_day, notes=notes)


@dataclass(frozen=True)
class ClusteredRatio(Kpi):
    """Σ numerator ÷ Σ denominator of rows that hang together, such as the contacts of one customer.

    `rows` as of a share. `cluster(table)` gives text: which rows hang together; null where a row does not count.
    The value is of the summed parts and adds up as a share does; its interval needs the sums by cluster.
    """

    cluster: Callable[[Any], Any] = field(kw_only=True)

    @cached_property
    def by_cluster(self) -> "ClusteredRatio":
        """The same rows, each with its `cluster`."""

        def rows(table, parameters):
            return self.rows(table, parameters) | {"cluster": self.cluster(table)}

        return replace(self, key=f"{self.key}_by_cluster", rows=rows)

    def result(self, parts: Parts) -> Result:
        """Of the summed parts and, over clusters with any denominator x and numerator y, `clusters` (how many),
        `below_squared` Σx², `product` Σxy and `above_squared` Σy²."""
        above, below = parts["numerator"], parts["denominator"]
        if below <= 0:
            return Result(None, 0, problem=next(iter(self.reasons(parts).values()), ""))
        low, high = clustered.ratio_of_sums(
            int(parts["clusters"]), below, above,
            parts["below_squared"], parts["product"], parts["above_squared"],
        ) or (None, None)  # fmt: skip
        notes = self.left_out_notes(parts)
        return Result(above / below, int(below), low, high, above, below, notes=notes)

    def value_of(self, parts: Parts) -> float | None:
        below = parts["denominator"]
        return parts["numerator"] / below if below > 0 else None


class Custom(Kpi):
    """Made of the rows themselves. Its rows give raw columns, the first of them `counts` (boolean)."""

    def of_rows(self, rows: list[dict]) -> Result:
        """What it makes of the rows of a cell that count, each a dict of its named columns; `times`, where it is there,
        says how many rows say just that."""
        raise NotImplementedError(self.key)
