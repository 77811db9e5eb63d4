"""How a figure differs from an earlier one: every unit, every direction, by a table."""

from datetime import date

import pytest

from evenhand.analysis.figure import Change, change, figure_of
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.kpis.definition import Result
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics import intervals

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))


def figure(key: str, result: Result, parts: dict | None = None):
    return figure_of(
        BY_KEY[key], result, window=MARCH, zone="UTC", generation=1, by={}, parts=parts or {}
    )


def share(key: str, above: int, n: int):
    low, high = intervals.wilson(above, n)
    return figure(key, Result(above / n, n, low, high, numerator=above, denominator=n))


def mean(key: str, middle: float, n: int):
    """Half of the values lie 10 below the mean, half 10 above it."""
    total, squares = n * middle, n * (middle**2 + 100)
    low, high = intervals.mean(n, total, squares)
    return figure(key, Result(middle, n, low, high), {"total": total, "squares": squares})


def net(key: str, promoters: int, detractors: int, n: int):
    low, high = intervals.net_share(n, promoters, detractors)
    return figure(key, Result((promoters - detractors) / n, n, low, high))


@pytest.mark.parametrize(
    ("made", "key", "now", "before", "wanted"),
    [
        (share, "csat", (90, 100), (50, 100), Change.BETTER),
        (share, "csat", (50, 100), (90, 100), Change.WORSE),
        (share, "csat", (52, 100), (50, 100), Change.NO_CLEAR),
        (share, "abandoned", (50, 100), (10, 100), Change.WORSE),
        (share, "abandoned", (10, 100), (50, 100), Change.BETTER),
        (share, "abandoned", (10, 100), (11, 100), Change.NO_CLEAR),
        (share, "transfers", (50, 100), (10, 100), Change.MORE),
        (share, "transfers", (10, 100), (50, 100), Change.LESS),
        (share, "csat", (19, 19), (10, 100), Change.UNKNOWN),
        (share, "csat", (90, 100), (0, 19), Change.UNKNOWN),
        (share, "csat", (20, 20), (2, 20), Change.BETTER),
        (mean, "csat_mean", (40, 100), (30, 100), Change.BETTER),
        (mean, "csat_mean", (30, 100), (40, 100), Change.WORSE),
        (mean, "asa", (40, 100), (30, 100), Change.WORSE),
        (mean, "asa", (30, 100), (40, 100), Change.BETTER),
        (mean, "asa", (31, 100), (30, 100), Change.NO_CLEAR),
        (mean, "aht", (40, 100), (30, 100), Change.MORE),
        (mean, "aht", (30, 100), (40, 100), Change.LESS),
        (mean, "aht", (40, 100), (30, 19), Change.UNKNOWN),
        (net, "nps", (80, 10, 100), (30, 40, 100), Change.BETTER),
        (net, "nps", (30, 40, 100), (80, 10, 100), Change.WORSE),
        (net, "nps", (42, 30, 100), (40, 30, 100), Change.NO_CLEAR),
    ],
)
def test_change(made, key, now, before, wanted):
    assert change(made(key, *now), made(key, *before)) is wanted


def test_a_count_is_not_compared():
    many, few = (figure("handled", Result(float(n), n, n - 1.0, n + 1.0)) for n in (900, 30))
    assert change(many, few) is Change.UNKNOWN
