"""How much was handled, and how much of it was answered, by example."""

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import call, lost

HANDLED, ANSWERED = BY_KEY["handled"], BY_KEY["answered"]


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        ([], 0),
        ([call(), call(), lost(9)], 2),
        ([call(direction="outbound"), call(channel="email"), call(channel=None)], 3),
        ([call(answered=None)], 0),
        ([lost(5), lost(None)], 0),
    ],
)
def test_handled_counts_what_somebody_answered(engine, rows, n):
    found = engine.result(HANDLED, rows)
    assert (found.value, found.n, found.numerator, found.denominator) == (n, n, n, None)
    assert (found.low, found.high) == intervals.poisson(n)


@pytest.mark.parametrize(
    ("rows", "above", "below"),
    [
        ([call(), call(), call(), lost(9)], 3, 4),
        ([call(), lost(None)], 1, 2),  # a wait is not asked for
        ([call(), call(direction="outbound")], 1, 1),
        ([call(), call(direction=None), lost(3, direction="inbound")], 2, 3),
        ([call(), call(channel="email"), lost(4, channel="email")], 1, 1),
        ([call(channel="chat"), lost(4, channel="chat")], 1, 2),
        ([call(), call(answered=None)], 1, 1),
    ],
)
def test_answered_share(engine, rows, above, below):
    found = engine.result(ANSWERED, rows)
    assert (found.numerator, found.denominator, found.n) == (above, below, below)
    assert found.value == above / below
    assert (found.low, found.high) == pytest.approx(intervals.wilson(above, below))
    assert not found.problem


@pytest.mark.parametrize("told", [False, None])
def test_a_source_without_abandoned_calls_has_no_answered_share(engine, told):
    found = engine.result(ANSWERED, [call(abandons_recorded=told)] * 3)
    assert (found.value, found.n, found.problem) == (None, 0, "no abandoned calls in this source")


def test_two_sources_say_what_is_left_out(engine):
    found = engine.result(ANSWERED, [call(), lost(4), *[call(abandons_recorded=False)] * 3])
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.notes == ("3 contacts offered left out: no abandoned calls in this source.",)


def test_nothing_offered_is_not_a_problem(engine):
    found = engine.result(ANSWERED, [call(channel="email"), call(direction="outbound")])
    assert (found.value, found.n, found.problem) == (None, 0, "")
