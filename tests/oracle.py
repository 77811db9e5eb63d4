"""Figures of two call logs by a second, plain road: csv, arithmetic, and scipy for quantiles.

Independent on purpose: nothing of Evenhand is imported and no query engine is used, so that the
product can be held against it. Shares are 0-1, durations seconds. A figure that a file cannot
support is None, which is not the same as nought.

What a file can support is settled once for the whole file: the bank's log holds answered calls
only, so nobody's abandonment is known; the call log holds unanswered calls without their wait, so
formulas that ask how long the abandoning waited are unknown, even for a person with none of them.
"""

import csv
import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from scipy import stats

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Call:
    agent: str
    answered: bool
    wait: float | None
    talk: float | None
    rating: int | None = None


@dataclass(frozen=True)
class Log:
    calls: tuple[Call, ...]
    knows_abandoned: bool
    knows_abandoned_wait: bool

    def by_agent(self) -> dict[str, "Log"]:
        """The same log, a person at a time: what the file knows stays as it is."""
        groups = defaultdict(list)
        for call in self.calls:
            groups[call.agent].append(call)
        known = self.knows_abandoned, self.knows_abandoned_wait
        return {agent: Log(tuple(groups[agent]), *known) for agent in sorted(groups)}


@dataclass(frozen=True)
class Figure:
    """`above` and `below` are numerator and denominator; `low` and `high` the usual interval:
    Wilson for shares, t for means. `log_low` and `log_high` are for means of skewed durations."""

    value: float
    n: int
    above: float | None = None
    below: float | None = None
    low: float | None = None
    high: float | None = None
    log_low: float | None = None
    log_high: float | None = None


# Reading


def seconds(text: str) -> int:
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def _rows(path) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _log(calls: list[Call]) -> Log:
    lost = [call for call in calls if not call.answered]
    return Log(tuple(calls), bool(lost), bool(lost) and all(c.wait is not None for c in lost))


def read_call_log(path) -> Log:
    """`Call Id,Agent,Date,Time,Topic,Answered (Y/N),...`"""
    calls = []
    for row in _rows(path):
        wait, talk = row["Speed of answer in seconds"], row["AvgTalkDuration"]
        rating = row["Satisfaction rating"]
        calls.append(
            Call(
                agent=row["Agent"],
                answered=row["Answered (Y/N)"] == "Y",
                wait=int(wait) if wait else None,
                talk=seconds(talk) if talk else None,
                rating=int(rating) if rating else None,
            )
        )
    return _log(calls)


def read_bank_log(path) -> Log:
    """`vru+line,date,q_start,...,server,caja`: answered calls only."""
    return _log(
        [Call(row["server"], True, int(row["q_time"]), int(row["ser_time"])) for row in _rows(path)]
    )


# Intervals


def wilson(successes: float, n: int, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """Of a share. Solves (p̂ - p)² = z² p (1 - p) / n for p, as a quadratic in p."""
    if n == 0:
        return None
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    a, b, c = 1 + z * z / n, -(2 * share + z * z / n), share * share
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a)))


def poisson_exact(
    count: int, exposure: float = 1.0, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Of a rate: the two means at which so few, or so many, would just be surprising."""
    tail = (1 - confidence) / 2
    low = stats.gamma.ppf(tail, count) if count else 0.0
    high = stats.gamma.ppf(1 - tail, count + 1)
    return (float(low) / exposure, float(high) / exposure)


def t_interval(values, confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    if len(values) < 2:
        return None
    half = _t(len(values), confidence) * statistics.stdev(values) / math.sqrt(len(values))
    mean = statistics.fmean(values)
    return (mean - half, mean + half)


def log_interval(values, confidence: float = CONFIDENCE, *, normal=False):
    """Of a mean of positive skewed values. Delta method: se(ln m) = s / (m √n).

    With `normal` the quantile is of the normal law rather than of t on n - 1."""
    if len(values) < 2 or (mean := statistics.fmean(values)) <= 0:
        return None
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    factor = z if normal else _t(len(values), confidence)
    half = factor * statistics.stdev(values) / (mean * math.sqrt(len(values)))
    return (mean * math.exp(-half), mean * math.exp(half))


def _t(n: int, confidence: float) -> float:
    return float(stats.t.ppf((1 + confidence) / 2, n - 1))


# Figures


def share(above: float, below: int) -> Figure | None:
    if below == 0:
        return None
    return Figure(above / below, below, above, below, *wilson(above, below))


def mean(values, *, skewed: bool = False) -> Figure | None:
    if not values:
        return None
    interval = t_interval(values) or (None, None)
    on_log = (log_interval(values) if skewed else None) or (None, None)
    total = sum(values)
    return Figure(total / len(values), len(values), total, len(values), *interval, *on_log)


def quantile(values, part: float) -> Figure | None:
    """Linear between the two nearest (type 7, what spreadsheets call inclusive)."""
    if not values:
        return None
    found = stats.mstats.mquantiles(sorted(values), prob=[part], alphap=1, betap=1)
    return Figure(float(found[0]), len(values))


def service_levels(
    answered: int,
    answered_in_time: int,
    abandoned: int | None,
    abandoned_in_time: int | None,
    abandoned_short: int | None,
) -> dict[int, tuple[int, int] | None]:
    """The six formulas in use, as numerator and denominator; None where something is unknown."""
    found = dict.fromkeys(range(1, 7))
    found[2] = (answered_in_time, answered)
    if abandoned is None:
        return found
    offered = answered + abandoned
    found[3] = (answered_in_time, offered)
    if abandoned_in_time is not None:
        found[1] = (answered_in_time + abandoned_in_time, offered)
        found[4] = (answered_in_time, offered - abandoned_in_time)
    if abandoned_short is not None:
        found[5] = (answered_in_time + abandoned_short, offered)
        found[6] = (answered_in_time, offered - abandoned_short)
    return found


def service_levels_of(log: Log, within: float, short: float) -> dict[int, Figure | None]:
    """Waits of exactly `within` (or `short`) seconds count as inside."""
    waits = [call.wait for call in log.calls if call.answered]
    lost = [call.wait for call in log.calls if not call.answered]
    known = log.knows_abandoned_wait
    parts = service_levels(
        len(waits),
        sum(wait <= within for wait in waits),
        len(lost) if log.knows_abandoned else None,
        sum(wait <= within for wait in lost) if known else None,
        sum(wait <= short for wait in lost) if known else None,
    )
    return {number: share(*pair) if pair else None for number, pair in parts.items()}


def figures(log: Log, *, within: float = 20, short: float = 5, top: int = 4) -> dict:
    """Everything of a log, or of one person's part of it."""
    answered = [call for call in log.calls if call.answered]
    waits = [call.wait for call in answered]
    talks = [call.talk for call in answered]
    ratings = [call.rating for call in answered if call.rating is not None]
    levels = service_levels_of(log, within, short)
    return {
        "handled": len(answered),
        "answered": share(len(answered), len(log.calls)) if log.knows_abandoned else None,
        **{f"service_level_{number}": level for number, level in levels.items()},
        "asa": mean(waits, skewed=True),
        "wait_median": quantile(waits, 0.5),
        "wait_p90": quantile(waits, 0.9),
        "talk": mean(talks, skewed=True),
        "talk_median": quantile(talks, 0.5),
        "talk_p90": quantile(talks, 0.9),
        "csat_top_two": share(sum(rating >= top for rating in ratings), len(ratings)),
        "csat_mean": mean(ratings),
    }


def figures_by_agent(log: Log, **options) -> dict[str, dict]:
    return {agent: figures(part, **options) for agent, part in log.by_agent().items()}
