"""The oracle against published and hand-computed values: who checks must be checked."""

import math
import statistics

import pytest

from evenhand.sample import shapes
from tests import oracle

CALLS = """\
Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating
ID0001,Alma,2021-01-01,9:00:00,Streaming,Y,Y,10,0:01:00,5
ID0002,Alma,2021-01-01,9:01:00,Streaming,Y,Y,20,0:02:00,4
ID0003,Alma,2021-01-01,9:02:00,Streaming,Y,N,21,0:03:00,3
ID0004,Alma,2021-01-01,9:03:00,Streaming,N,N,,,
ID0005,Bruno,2021-01-01,9:04:00,Streaming,Y,Y,61,0:06:00,
"""  # noqa: E501
BANK = """\
vru+line,date,q_start,q_exit,q_time,ser_start,ser_exit,ser_time,server,caja
AA0301,991201,0:00:00,0:00:00,0,7:01:00,7:02:00,60,Q7ALMA,1
AA0301,991201,7:01:30,7:02:00,30,7:01:59,7:03:59,120,Q7ALMA,1
"""


def close(found, *wanted, places=1):
    assert [round(100 * value, places) for value in found] == list(wanted)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [(1, 83.02), (2, 86.00), (3, 81.13), (4, 82.69), (5, 82.08), (6, 81.90)],
)
def test_six_service_levels(formula, wanted):
    above, below = oracle.service_levels(1000, 860, 60, 20, 10)[formula]
    assert round(100 * above / below, 2) == wanted


def test_without_abandoned_calls_only_the_second_formula_is_known():
    found = oracle.service_levels(1000, 860, None, None, None)
    assert [number for number, pair in found.items() if pair] == [2]


def test_without_the_waits_of_the_abandoned_two_formulas_are_known():
    found = oracle.service_levels(1000, 860, 60, None, None)
    assert [number for number, pair in found.items() if pair] == [2, 3]


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (4, 5, 37.6, 96.4),
        (5, 5, 56.6, 100.0),
        (9, 10, 59.6, 98.2),
        (18, 20, 69.9, 97.2),
        (45, 50, 78.6, 95.7),
        (37, 40, 80.1, 97.4),
    ],
)
def test_wilson(successes, n, low, high):
    close(oracle.wilson(successes, n), low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"),  # Garwood's limits as printed in common tables
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
)
def test_poisson_exact(count, low, high):
    found = oracle.poisson_exact(count)
    assert [round(value, 3) for value in found] == [low, high]
    assert oracle.poisson_exact(count, 2.0) == (found[0] / 2, found[1] / 2)


def test_t_interval():
    # n = 4, mean 25, s = 12.910, t(.975, 3) = 3.18245
    low, high = oracle.t_interval([10, 20, 30, 40])
    assert (round(low, 3), round(high, 3)) == (4.457, 45.543)
    assert oracle.t_interval([10]) is None


def test_log_interval_is_symmetric_in_ratio():
    values = [10, 20, 30, 40]
    low, high = oracle.log_interval(values)
    assert math.isclose(low * high, 25**2)
    assert math.isclose(math.log(high / 25), 3.182446 * statistics.stdev(values) / 50, rel_tol=1e-6)
    narrow = oracle.log_interval(values, normal=True)
    assert math.isclose(math.log(narrow[1] / 25), 1.959964 * 12.909944 / 50, rel_tol=1e-6)
    assert oracle.log_interval([0, 0, 0]) is None


def test_quantiles():
    values = [3, 1, 2, 10]
    assert oracle.quantile(values, 0.5).value == statistics.median(values) == 2.5
    inclusive = statistics.quantiles(values, n=10, method="inclusive")[-1]
    assert math.isclose(oracle.quantile(values, 0.9).value, inclusive)
    assert oracle.quantile([], 0.5) is None


def test_call_log_by_hand(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(CALLS, encoding="utf-8-sig")
    log = oracle.read_call_log(path)
    found = oracle.figures(log)
    assert found["handled"] == 4
    assert (found["answered"].above, found["answered"].n) == (4, 5)
    assert (found["asa"].value, found["asa"].n) == (28, 4)
    assert (found["talk"].value, found["talk_median"].value) == (180, 150)
    assert (found["csat_top_two"].above, found["csat_top_two"].n) == (2, 3)
    assert found["csat_mean"].value == 4
    assert found["service_level_2"].value == 2 / 4  # a wait of exactly 20 is inside
    assert found["service_level_3"].value == 2 / 5
    assert all(found[f"service_level_{number}"] is None for number in (1, 4, 5, 6))
    bruno = oracle.figures_by_agent(log)["Bruno"]
    assert (bruno["handled"], bruno["answered"].value) == (1, 1)
    assert bruno["talk"].low is None
    assert bruno["csat_mean"] is None
    assert bruno["service_level_6"] is None


def test_bank_log_by_hand(tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text(BANK, encoding="utf-8")
    found = oracle.figures(oracle.read_bank_log(path))
    assert (found["handled"], found["answered"], found["csat_mean"]) == (2, None, None)
    assert (found["asa"].value, found["talk"].value) == (15, 90)
    assert found["service_level_2"].value == 0.5
    assert found["service_level_3"] is None


def test_people_add_up_to_the_whole(tmp_path):
    log = oracle.read_call_log(shapes.call_log(tmp_path, 500, seed=11))
    whole, people = oracle.figures(log), oracle.figures_by_agent(log).values()
    for name in ("answered", "service_level_2", "service_level_3", "asa", "talk", "csat_top_two"):
        assert sum(person[name].above for person in people) == whole[name].above
        assert sum(person[name].n for person in people) == whole[name].n
    bank = oracle.read_bank_log(shapes.bank_log(tmp_path, 200, seed=11))
    assert oracle.figures(bank)["handled"] == 200
