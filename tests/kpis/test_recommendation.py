"""Net promoter score and customer effort, by example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import rating

NPS, CES, CES_MEAN, CES1 = BY_KEY["nps"], BY_KEY["ces"], BY_KEY["ces_mean"], BY_KEY["ces1"]


def nps(score, **cells):
    return rating("nps", score, 0, 10, **cells)


@pytest.mark.parametrize(
    ("promoters", "detractors", "error", "low", "high"),
    [(70, 20, 8.06, 34, 66), (60, 10, 6.71, 37, 63)],
)
def test_fifty_is_not_always_as_sure(engine, promoters, detractors, error, low, high):
    passives = 100 - promoters - detractors
    rows = [nps(9)] * promoters + [nps(7)] * passives + [nps(6)] * detractors
    found = engine.result(NPS, rows)
    assert (found.value, found.n, found.numerator, found.denominator) == (0.5, 100, 50, 100)
    assert round(100 * intervals.net_error(100, promoters, detractors), 2) == error
    assert (round(100 * found.low), round(100 * found.high)) == (low, high)


@pytest.mark.parametrize(
    ("score", "value"),
    [(0, -1), (1, -1), (6, -1), (6.5, 0), (7, 0), (8, 0), (8.5, 0), (9, 1), (10, 1)],
)
def test_every_answer_is_in_one_group(engine, score, value):
    found = engine.result(NPS, [nps(score)])
    assert (found.value, found.n) == (value, 1)


@pytest.mark.parametrize(
    "other",
    [
        nps(None),
        nps(11),
        nps(-1),
        nps(9, credited=False),
        nps(9, credited=None),
        rating("csat", 5, 0, 10),
    ],
)
def test_what_is_no_answer_to_it_counts_nowhere(engine, other):
    rows = [nps(10), nps(8), nps(3)]
    assert engine.result(NPS, [*rows, other]) == engine.result(NPS, rows)


def test_another_scale_is_left_out_and_said(engine):
    found = engine.result(NPS, [nps(10), rating("nps", 5, 1, 5)])
    assert (found.value, found.n) == (1, 1)
    assert found.notes == ("1 answer left out: asked on another scale than 0 to 10.",)
    alone = engine.result(NPS, [rating("nps", 5, 1, 5)])
    assert (alone.value, alone.problem) == (None, "asked on another scale than 0 to 10")


def test_nobody_answered(engine):
    assert engine.result(NPS, []).value is None


def test_all_alike_are_not_known_for_certain(engine):
    found = engine.result(NPS, [nps(10)] * 20)
    assert found.value == found.high == 1
    # As Wilson says of 20 in 20, on the scale from −1 to 1.
    assert found.low == pytest.approx(2 * intervals.wilson(20, 20)[0] - 1)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_it_lies_in_its_interval_between_its_ends(promoters, passives, detractors):
    n = promoters + passives + detractors
    found = NPS.result({"n": n, "promoters": promoters, "detractors": detractors})
    if n:
        assert -1 <= found.low <= found.value <= found.high <= 1
        mirror = NPS.result({"n": n, "promoters": detractors, "detractors": promoters})
        assert (-mirror.high, -mirror.low) == pytest.approx((found.low, found.high), abs=1e-6)


def test_it_was_easy(engine):
    rows = [rating("ces", score, 1, 7) for score in (1, 2, 3, 4, 5, 6, 7)]
    found = engine.result(CES, rows)
    assert (found.numerator, found.denominator) == (3, 7)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(3, 7))
    assert engine.result(CES_MEAN, rows).value == 4
    assert engine.result(CES_MEAN, rows).notes == ("On a scale from 1 to 7.",)


def test_easy_on_another_scale_is_left_out(engine):
    found = engine.result(CES, [rating("ces", 7, 1, 7), rating("ces", 5, 1, 5)])
    assert (found.numerator, found.denominator) == (1, 1)
    assert found.notes == ("1 answer left out: asked on another scale than 1 to 7.",)
    mixed = engine.result(CES_MEAN, [rating("ces", 7, 1, 7), rating("ces", 5, 1, 5)])
    assert (mixed.value, mixed.problem) == (None, "answers on different scales are mixed")


def test_the_two_questions_of_effort_never_meet(engine):
    easy, effort = [rating("ces", 7, 1, 7)] * 3, [rating("ces1", 2, 1, 5)] * 2
    assert engine.result(CES1, effort + easy) == engine.result(CES1, effort)
    assert engine.result(CES_MEAN, effort + easy) == engine.result(CES_MEAN, easy)
    assert engine.result(CES1, effort).value == 2
    assert (CES1.better, CES_MEAN.better, CES.better) == ("lower", "higher", "higher")
