"""Medians and other quantiles, read from counts in bins that widen by 10%; also where some times are not over yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evenhand.analysis.kpis.definition.additive import Share
from evenhand.analysis.kpis.definition.kpi import Better, Kpi, Parameters, Result
from evenhand.analysis.kpis.expressions import one_if
from evenhand.analysis.statistics import intervals, survival
from evenhand.analysis.texts import gettext_noop as _

APPROXIMATE = _("Approximate: read from bins 10% wide.")


@dataclass(frozen=True)
class Quantile(Kpi):
    """A quantile from counts in bins that widen by 10%: approximate, and labelled so.

    Its rows give `bin` (null where the row does not count); `measure()` counts rows per bin. `times(table, parameters)`
    gives what they are made of: `counts` (boolean), `seconds`, and where some times are not over yet `open` (1 or 0) and
    `followed`, for how long its source has followed the row.
    """

    quantile: float = 0.5
    times: Callable[[Any, Parameters], dict[str, Any]] = field(kw_only=True)

    def within(self, seconds: float, *, at_most: bool = True) -> Share:
        """The same threshold said as a share, counted exactly and not in bins: a quantile is at most x where the share
        that takes at most x is at least that quantile; at least x, where the share below x is at most that.

        Rows that were followed for less than x, and are not known to take longer, are left out, answered or not: to
        count only those over already would flatter. What is still open after x takes longer, as in the quantile.
        """

        def rows(table, parameters):
            found = self.times(table, parameters)
            taken = found["seconds"]
            counts, reached = found["counts"], taken <= seconds if at_most else taken < seconds
            if "open" in found:
                counts = counts & ((found["followed"] >= seconds) | (taken > seconds))
                reached = reached & (found["open"] == 0)
            counts = (counts & taken.notnull()).fill_null(False)
            return {"numerator": one_if(counts & reached), "denominator": one_if(counts)}

        return Share(
            key=f"{self.key}_within", version=self.version, title=self.title, meaning=self.meaning,
            formula=_("{counted} within {seconds} s ÷ those followed for so long").given(counted=self.counted, seconds=f"{seconds:g}"), excludes=self.excludes,
            counted=self.counted, unit="share", table=self.table,
            better=Better.HIGHER if at_most else Better.LOWER, use=self.use, controllable=self.controllable,
            interval=_("Wilson"), rows=rows, parameters={**self.parameters, "within": seconds, "at_most": at_most},
            rolled_up=False,
        )  # fmt: skip

    def of_bins(self, bins: list[tuple[int, int]]) -> Result:
        """The quantile of sorted (bin, count) pairs; inside a bin, ranks are taken to be evenly spread. The interval
        reaches to the ends of its bins: where in them its ranks lie is not known, and whole seconds share a place."""
        n = sum(count for _, count in bins)
        if n == 0:
            return Result(None, 0)
        ranks = intervals.quantile_ranks(n, self.quantile)
        middle = _inside(*_place(bins, max(1, round(self.quantile * n))))
        if ranks is None:
            return Result(middle, n, notes=(APPROXIMATE,))
        first, last = (_place(bins, rank)[0] for rank in ranks)
        low, high = _inside(first, 0), _inside(last, 1)
        return Result(middle, n, low, high, notes=(APPROXIMATE,))


def _place(bins: list[tuple[int, int]], rank: int) -> tuple[int, float]:
    """The bin of a rank, and how far into it."""
    before = 0
    for number, count in bins:
        if before + count >= rank:
            return number, (rank - 0.5 - before) / count
        before += count
    return bins[-1][0], 1.0


def _inside(number: int, part: float) -> float:
    """The value so far into a bin."""
    return intervals.bin_edge(number + part) if number > 0 else 0.0


@dataclass(frozen=True)
class CensoredQuantile(Quantile):
    """A quantile of times of which some are not over yet: of the Kaplan–Meier curve over the bins.

    Its rows give `bin` (null where the row does not count) and `open`: 1 where the time went on beyond that bin.
    Interval: where the log-log band of the curve (Greenwood) holds the quantile, after Brookmeyer and Crowley (1982).
    """

    # Each is given what its own rows hold, so neither stands in for the other.
    def of_bins(self, bins: list[tuple[int, int, int]]) -> Result:  # ty: ignore[incompatible-method-override]
        """The quantile of sorted (bin, ended, open). No value, and a problem, where too many are still open."""
        still = sum(waiting for _, _, waiting in bins)
        if not still:
            return super().of_bins([(number, ended) for number, ended, _ in bins if ended])
        n = still + sum(ended for _, ended, _ in bins)
        steps = survival.kaplan_meier(bins)
        at = next((step for step in steps if step.left <= 1 - self.quantile + 1e-12), None)
        open_yet = _("{n} of the {counted} are still open, and counted as such.")
        notes = (APPROXIMATE, open_yet.given(n=still, counted=self.counted))
        if at is None:
            reached = _("not reached: fewer than {share} are over so far")
            share = f"{self.quantile:.0%}"
            return Result(None, n, problem=reached.given(share=share), notes=notes)
        ends = survival.quantile_ends(steps, self.quantile)
        if ends is None:
            notes = (*notes, _("Too many are still open to say how long at the most."))
        low, high = (_inside(ends[0], 0), _inside(ends[1], 1)) if ends else (None, None)
        return Result(_in_step(at, self.quantile, n), n, low, high, notes=notes)


def _in_step(step: survival.Step, quantile: float, n: int) -> float:
    """Evenly spread inside its bin, by the same half ranks as without open times."""
    before, inside = (1 - step.before) * n, (step.before - step.left) * n
    rank = max(1.0, quantile * n) - 0.5
    return _inside(step.bin, min(1.0, max(0.0, (rank - before) / inside)))
