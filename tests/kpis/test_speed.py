"""Service level, speed of answer and handling time, by example."""

import math
import statistics
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import call, leg, lost

LEVEL, ASA, AHT = BY_KEY["service_level"], BY_KEY["asa"], BY_KEY["aht"]
MEDIAN, NINE_IN_TEN = BY_KEY["aht_median"], BY_KEY["aht_p90"]
WAIT, LONG_WAIT = BY_KEY["asa_median"], BY_KEY["asa_p90"]
NO_ABANDONED = "no abandoned calls in this source"
# Answered within 20 s 860, later 140; abandoned within 5 s 10, within 20 s 10 more, later 40. Ends count as inside.
OFFERED = (
    [call(wait_seconds=20.0)] * 860
    + [call(wait_seconds=20.5)] * 140
    + [lost(5.0)] * 10
    + [lost(20.0)] * 10
    + [lost(21.0)] * 40
)


def level(formula: int, **parameters):
    return LEVEL.with_parameters({"formula": formula, **parameters})


@pytest.mark.parametrize(
    ("formula", "above", "below", "percent"),
    [
        (1, 880, 1060, 83.02),
        (2, 860, 1000, 86.00),
        (3, 860, 1060, 81.13),
        (4, 860, 1040, 82.69),
        (5, 870, 1060, 82.08),
        (6, 860, 1050, 81.90),
    ],
)
def test_the_six_live_formulas(engine, formula, above, below, percent):
    found = engine.result(level(formula), OFFERED)
    assert (found.numerator, found.denominator, found.n) == (above, below, below)
    assert round(100 * found.value, 2) == percent
    assert (found.low, found.high) == pytest.approx(intervals.wilson(above, below))
    assert not found.notes


@pytest.mark.parametrize("formula", range(1, 7))
def test_only_inbound_calls_count(engine, formula):
    others = [
        call(direction="outbound"),
        call(channel="email", wait_seconds=4000.0),
        call(channel="chat"),
        lost(90.0, channel="chat"),
        call(answered=None),
    ]
    rows = [
        call(),
        call(wait_seconds=30.0),
        lost(2.0),
        lost(60.0),
        call(direction=None, channel=None),
    ]
    assert engine.result(level(formula), rows + others) == engine.result(level(formula), rows)


@pytest.mark.parametrize("formula", [1, 3, 4, 5, 6])
def test_without_abandoned_calls_it_cannot_be_computed(engine, formula):
    rows = [call(abandons_recorded=False, abandon_waits_recorded=False)] * 30
    found = engine.result(level(formula), rows)
    assert (found.value, found.n, found.problem) == (None, 0, NO_ABANDONED)


def test_the_second_formula_needs_no_abandoned_calls(engine):
    rows = [call(abandons_recorded=False), call(abandons_recorded=False, wait_seconds=21.0)]
    found = engine.result(level(2), rows)
    assert (found.numerator, found.denominator, found.problem) == (1, 2, "")


@pytest.mark.parametrize("formula", [1, 4, 5, 6])
def test_abandoned_calls_without_their_wait(engine, formula):
    rows = [call(abandon_waits_recorded=False), lost(None, abandon_waits_recorded=False)]
    found = engine.result(level(formula), rows)
    assert (found.value, found.n) == (None, 0)
    assert found.problem == "this source does not say how long callers waited before they gave up"
    strict = engine.result(level(3), rows)
    assert (strict.numerator, strict.denominator) == (1, 2)


@pytest.mark.parametrize("formula", range(1, 7))
def test_an_answered_call_without_its_wait_is_left_out_and_said(engine, formula):
    found = engine.result(level(formula), [call(), call(wait_seconds=None), lost(60.0)])
    assert found.numerator == 1
    assert found.denominator == (1 if formula == 2 else 2)
    assert len(found.notes) == 1
    assert found.notes[0].startswith("1 call left out")


def test_a_mixture_of_sources_says_what_is_left_out(engine):
    found = engine.result(level(4), [call(), lost(60.0), *[call(abandons_recorded=False)] * 7])
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.notes == (f"7 calls left out: {NO_ABANDONED}.",)


@pytest.mark.parametrize(("seconds", "above"), [(9, 0), (10, 1), (30, 2)])
def test_the_time_is_a_parameter(engine, seconds, above):
    found = engine.result(level(3, seconds=seconds), [call(), call(wait_seconds=30.0)])
    assert (found.numerator, found.denominator) == (above, 2)


def test_speed_of_answer(engine):
    waits = [0.0, 4.0, 11.0, 95.0]
    rows = [call(wait_seconds=wait) for wait in waits]
    rows += [
        lost(600.0),
        call(wait_seconds=None),
        call(wait_seconds=77.0, direction="outbound"),
        call(wait_seconds=9000.0, channel="email"),
        call(wait_seconds=50.0, channel="chat"),
        call(wait_seconds=50.0, answered=None),
    ]
    found = engine.result(ASA, rows)
    assert (found.numerator, found.denominator, found.n) == (110, 4, 4)
    assert found.value == 27.5
    reach = 3.182446305284263 * statistics.stdev(waits) / 2 / 27.5  # t on 3 degrees of freedom
    assert found.low == pytest.approx(27.5 * math.exp(-reach))
    assert found.high == pytest.approx(27.5 * math.exp(reach))


def test_nobody_waited_has_a_value_and_no_interval(engine):
    found = engine.result(ASA, [call(wait_seconds=0.0)] * 5)
    assert (found.value, found.n, found.low) == (0, 5, None)


def test_handling_time(engine):
    found = engine.result(AHT, [leg(100.0, 7), leg(200.0, 7), leg(600.0, 7), leg(None, 0)])
    assert (found.numerator, found.denominator, found.n, found.value) == (900, 3, 3, 300)
    assert found.notes == ()
    assert 0 < found.low < 300 < found.high


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([leg(9.0, 8)] * 2, "Given whole by the source: talk, hold and wrap are not told apart."),
        ([leg(9.0, 1)] * 2, "Only talk time: hold and wrap time is not in this source."),
        ([leg(9.0, 3)] * 2, "Only talk and hold time: wrap time is not in this source."),
        ([leg(9.0, 7), leg(9.0, 1)], "Some legs have no hold and no wrap time."),
        ([leg(9.0, 8), leg(9.0, 7)], ""),
    ],
)
def test_handling_time_says_what_it_is_made_of(engine, rows, note):
    assert engine.result(AHT, rows).notes == ((note,) if note else ())


def test_no_legs_no_handling_time(engine):
    found = engine.result(AHT, [])
    assert (found.value, found.n, found.problem) == (None, 0, "")
    assert engine.result(MEDIAN, [leg(None)]).n == 0


@pytest.mark.parametrize(("kpi", "share"), [(MEDIAN, 0.5), (NINE_IN_TEN, 0.9)])
def test_quantiles_lie_within_a_bin_of_the_truth(engine, kpi, share):
    values = [float(7 * at % 991 + 20) for at in range(400)]
    found = engine.result(kpi, [leg(value) for value in values])
    truth = sorted(values)[round(share * 400) - 1]
    assert found.n == 400
    assert abs(math.log((found.value + 1) / (truth + 1))) <= math.log(1.1) / 2 + 1e-9
    assert found.low <= found.value <= found.high
    assert found.notes == ("Approximate: read from bins 10% wide.",)


@given(
    values=st.lists(st.integers(0, 400), min_size=8, max_size=200),
    kpi=st.sampled_from([(MEDIAN, 0.5), (NINE_IN_TEN, 0.9)]),
)
@example(values=[19] * 70 + [60] * 12, kpi=(MEDIAN, 0.5))
def test_an_interval_of_whole_seconds_holds_what_half_of_these_took(values, kpi):
    """Many share one second, which stands anywhere in its bin."""
    definition, share = kpi
    binned = sorted(Counter(intervals.log_bin(float(value)) for value in values).items())
    found, ordered = definition.of_bins(binned), sorted(values)
    if found.low is None:
        return
    at = max(1, round(share * len(values)))
    assert found.low - 1e-9 <= ordered[at - 1] < found.high + 1e-9 or ordered[at - 1] == 0
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("value", [0.0, 0.05, 1.0, 59.0, 3600.0, 86_399.5])
def test_the_engine_bins_as_the_arithmetic_does(engine, value):
    assert engine.bins(MEDIAN, [leg(value)]) == [(intervals.log_bin(value), 1)]


@pytest.mark.parametrize("kpi", [WAIT, LONG_WAIT])
def test_only_answered_calls_are_in_the_quantiles_of_the_wait(engine, kpi):
    rows = [call(wait_seconds=float(wait)) for wait in range(1, 100)]
    others = [
        lost(900.0),
        call(channel="email"),
        call(direction="outbound"),
        call(wait_seconds=None),
    ]
    found = engine.result(kpi, [*rows, *others])
    assert found == engine.result(kpi, rows)
    truth = 50 if kpi is WAIT else 89
    assert abs(math.log((found.value + 1) / (truth + 1))) <= math.log(1.1) / 2 + 1e-9
