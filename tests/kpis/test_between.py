"""A KPI narrowed to the rows whose own value lies in a range, by example."""

from dataclasses import replace

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.measure.between import Between, narrowed
from evenhand.analysis.statistics.intervals import bin_edge
from tests.kpis.rows import DAY, call, leg

LEGS = [leg(handle) for handle in (0.0, 0.1, 59.0, 60.0, 89.5, 90.0, 600.0, None)]


@pytest.mark.parametrize("key", ["aht", "aht_median", "aht_p90"])
@pytest.mark.parametrize(
    ("between", "n"),
    [
        (Between(60, 90), 2),
        (Between(60), 4),
        (Between(None, 60), 3),
        (Between(), 7),
        (Between(0, 0.1), 1),  # the edge of the second bin, which the value 0.1 is in
        (Between(0.1, 59), 1),
        (Between(90, 90), 0),
    ],
)
def test_from_one_end_to_just_before_the_other(engine, key, between, n):
    found = engine.result(narrowed(BY_KEY[key], between), LEGS)
    assert (found.value, found.n) == (n, n)


@pytest.mark.parametrize("key", ["aht", "aht_median"])
def test_every_row_is_in_one_bin(engine, key):
    for number, n in engine.bins(BY_KEY["aht_median"], LEGS):
        ends = Between(round(bin_edge(number), 4), round(bin_edge(number + 1), 4))
        assert engine.result(narrowed(BY_KEY[key], ends), LEGS).n == n


def test_what_the_mean_leaves_out_is_in_no_range(engine):
    rows = [call(wait_seconds=12.0), call(wait_seconds=12.0, channel="chat"), call(wait_seconds=None)]  # fmt: skip
    assert engine.result(narrowed(BY_KEY["asa"], Between(10, 20)), rows).n == 1


def test_what_is_not_over_yet_is_in_no_range(engine):
    waiting = {"channel": "email", "answered": True, "first_replies_recorded": True, "followed_seconds": DAY}  # fmt: skip
    rows = [waiting | {"first_response_seconds": 3600.0}, waiting | {"first_response_seconds": None}]  # fmt: skip
    kpi = BY_KEY["first_response_median"]
    assert sum(engine.bins(kpi, rows)[-1][1:]) == 1
    assert engine.result(narrowed(kpi, Between()), rows).n == 1
    assert engine.result(narrowed(kpi, Between(3600, 2 * DAY)), rows).n == 1


def test_it_is_a_definition_of_its_own():
    kpi = BY_KEY["aht"]
    found = narrowed(kpi, Between(60, 90))
    assert found.pin_of_all != kpi.pin_of_all != narrowed(kpi, Between(60)).pin_of_all
    assert found.parameters == {"at_least": 60, "below": 90} and not found.rolled_up
    assert (found.table, found.counted) == (kpi.table, kpi.counted)
    assert narrowed(replace(kpi, version=9), Between(60)).version == 9
