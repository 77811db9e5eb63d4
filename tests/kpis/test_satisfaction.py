"""What customers say of it, by example."""

import pytest
from scipy import stats

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import answer, call, lost

CSAT, MEAN, RESPONSE = BY_KEY["csat"], BY_KEY["csat_mean"], BY_KEY["survey_response"]
MIXED = "answers on different scales are mixed"


@pytest.mark.parametrize(
    ("low", "high", "scores", "above", "below"),
    [
        (1, 5, [1, 2, 3, 4, 5], 2, 5),
        (1, 5, [4, 4, 5, 5], 4, 4),
        (1, 5, [3.9, 4.0], 1, 2),
        (1, 7, [1, 2, 3, 4, 5, 6, 7], 2, 7),
        (0, 10, [0, 8, 9, 10], 2, 4),
        (1, 5, [0, 6, 5], 1, 1),  # off the scale
        (1, 5, [None, 5, 1], 1, 2),
    ],
)
def test_top_two_of_the_scale(engine, low, high, scores, above, below):
    rows = [answer(score, low=float(low), high=float(high)) for score in scores]
    found = engine.result(CSAT, rows)
    assert (found.numerator, found.denominator, found.n) == (above, below, below)
    assert found.value == above / below
    assert (found.low, found.high) == pytest.approx(intervals.wilson(above, below))


@pytest.mark.parametrize("kpi", [CSAT, MEAN])
@pytest.mark.parametrize(
    "other",
    [
        answer(5, question="nps"),
        answer(5, question=None),
        answer(5, credited=False),
        answer(5, credited=None),
        answer(5, high=None),
        answer(5, low=None),
        answer(None),
    ],
)
def test_what_is_no_credited_answer_counts_nowhere(engine, kpi, other):
    rows = [answer(2.0), answer(5.0), answer(1.0)]
    assert engine.result(kpi, [*rows, other]) == engine.result(kpi, rows)


@pytest.mark.parametrize("kpi", [CSAT, MEAN])
@pytest.mark.parametrize("other", [{"high": 7.0}, {"low": 0.0}, {"low": 0.0, "high": 10.0}])
@pytest.mark.parametrize("many", [1, 2000])
def test_mixed_scales_are_refused(engine, kpi, other, many):
    parts = engine.sums([kpi], "response", [answer(5.0), answer(4.0)])
    more = engine.sums([kpi], "response", [answer(5.0, **other)])
    summed = {name.removeprefix(f"{kpi.key}__"): many * parts[name] + more[name] for name in parts}
    found = kpi.result(summed)
    assert (found.value, found.low, found.high, found.problem) == (None, None, None, MIXED)


def test_mean_answer(engine):
    scores = [2.0, 4.0, 4.0, 5.0]
    found = engine.result(MEAN, [answer(score) for score in scores])
    assert (found.numerator, found.denominator, found.n, found.value) == (15, 4, 4, 3.75)
    low, _ = stats.t.interval(0.95, 3, 3.75, stats.sem(scores))
    assert (found.low, found.high) == (pytest.approx(low), 5)  # kept inside the scale
    assert found.notes == ("On a scale from 1 to 5.",)


@pytest.mark.parametrize("kpi", [CSAT, MEAN])
def test_nobody_answered(engine, kpi):
    found = engine.result(kpi, [answer(None)])
    assert (found.value, found.n, found.problem) == (None, 0, "")


def test_who_answered_the_survey(engine):
    yes, no = {"survey_answered": True}, {"survey_answered": False}
    rows = [call(**yes), call(**no), call(), call(**yes, csat_score=1.0), lost(4.0, **yes)]
    found = engine.result(RESPONSE, rows)
    assert (found.numerator, found.denominator) == (2, 4)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(2, 4))


def test_without_any_answer_nobody_knows_whether_anybody_was_asked(engine):
    found = engine.result(RESPONSE, [call()] * 30)
    assert (found.value, found.problem) == (None, "no answers to a survey here")
    assert engine.result(RESPONSE, []).problem == ""


@pytest.mark.parametrize(
    "scores",
    [[], [(5, 1, 5)], [(3, 1, 5)], [(5, 1, 5), (2, 1, 5)], [(5, 1, 5), (7, 1, 7)], [(5, 0, 5), (5, 1, 5)]],
)  # fmt: skip
def test_on_a_line_it_is_the_same_value(engine, scores):
    rows = [answer(score, low=float(low), high=float(high)) for score, low, high in scores]
    parts = {
        name.removeprefix("csat__"): one
        for name, one in engine.sums([CSAT], CSAT.table, rows).items()
    }
    assert CSAT.value_of(parts) == CSAT.result(parts).value
