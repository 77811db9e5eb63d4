"""KPIs whose parts are sums over rows: they add up over people, teams and days."""

from dataclasses import dataclass, replace

from evenhand.analysis.kpis.definition.kpi import Kpi, Parts, Result
from evenhand.analysis.statistics import intervals
from evenhand.analysis.texts import gettext_noop as _


class Summed(Kpi):
    """Made of its summed parts alone."""

    def value_of(self, parts: Parts) -> float | None:
        return self.result(parts).value


class Count(Summed):
    """How many. Parts: n. Interval: exact Poisson."""

    def result(self, parts: Parts) -> Result:
        n = int(parts["n"])
        if not n and (why := self.reasons(parts)):
            return Result(None, 0, problem=next(iter(why.values())))
        low, high = intervals.poisson(n)
        notes = self.left_out_notes(parts)
        return Result(value=float(n), n=n, low=low, high=high, numerator=float(n), notes=notes)


class Share(Summed):
    """Which part of the rows that count. Parts: numerator, denominator, and those left out. Interval: Wilson.

    `blind` counts rows of which the source cannot say it.
    """

    def result(self, parts: Parts) -> Result:
        above, below = parts["numerator"], parts["denominator"]
        ends = intervals.wilson(above, below)
        if ends is None:  # no row counts
            return Result(None, 0, problem=next(iter(self.reasons(parts).values()), ""))
        low, high = ends
        notes = self.left_out_notes(parts)
        return Result(above / below, int(below), low, high, above, below, notes=notes)

    def reasons(self, parts: Parts) -> dict[str, str]:
        blind = {"blind": self.why_not(parts)} if parts.get("blind") else {}
        return blind | super().reasons(parts)

    def why_not(self, parts: Parts) -> str:
        """Why the source cannot say it."""
        return self.left_out.get("blind", _("the source does not say"))


class NetShare(Summed):
    """The share of promoters less that of detractors, −1 to 1. Parts: n, promoters, detractors, and those left out.

    Interval: normal, and the score interval of Tango (1998) where fewer than five answers leave the largest group.
    """

    def result(self, parts: Parts) -> Result:
        n, promoters, detractors = (int(parts[name]) for name in ("n", "promoters", "detractors"))
        ends = intervals.net_share(n, promoters, detractors)
        if ends is None:  # nobody answered
            return Result(None, 0, problem=next(iter(self.reasons(parts).values()), ""))
        low, high = ends
        net = promoters - detractors
        notes = self.left_out_notes(parts)
        return Result(net / n, n, low, high, float(net), float(n), notes=notes)


@dataclass(frozen=True)
class Mean(Summed):
    """The mean of a value. Parts: n, total, squares. Interval: Student's t, or on the log scale when skewed."""

    skewed: bool = False

    def result(self, parts: Parts) -> Result:
        n, total, squares = int(parts["n"]), parts["total"], parts["squares"]
        if n == 0:
            return Result(None, 0, problem=next(iter(self.reasons(parts).values()), ""))
        found = (intervals.skewed_mean if self.skewed else intervals.mean)(n, total, squares)
        low, high = found or (None, None)
        result = Result(total / n, n, low, high, total, float(n))
        return replace(result, notes=self.left_out_notes(parts))
