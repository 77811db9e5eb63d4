"""Whether "k of the last m periods" were of a kind, how often chance alone does that, and when a leader may be told.

A rule for a notice to look, and for nothing else: no finding, no figure of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb

NOTICE_EVERY = timedelta(days=7)


@dataclass(frozen=True)
class KOfM:
    """At least `k` of the last `m` periods: 1 ≤ k ≤ m."""

    k: int
    m: int

    def __post_init__(self):
        if not 1 <= self.k <= self.m:
            raise ValueError("At least one period, and no more than are looked at.")

    def is_met(self, periods: Sequence[bool | None]) -> bool:
        """By the last m of them, oldest first; None (nothing could be said of it) is not of the kind."""
        return sum(one is True for one in periods[-self.m :]) >= self.k

    def by_chance(self, each: float) -> float:
        """How probable it is where each period is of the kind with that chance, whatever the others are."""
        return sum(
            comb(self.m, n) * each**n * (1 - each) ** (self.m - n)
            for n in range(self.k, self.m + 1)
        )


def may_notify(last_notice: date | None, today: date) -> bool:
    """At most once in seven days for each team."""
    return last_notice is None or today - last_notice >= NOTICE_EVERY
