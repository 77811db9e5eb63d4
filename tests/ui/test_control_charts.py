"""Marks and words on a run of points with limits."""

from datetime import date, timedelta

from evenhand.analysis.statistics.ewma import risk_adjusted
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.signals import Rule, Signal, signals
from evenhand.foundation.ui.control_charts import (
    control_rows,
    drift,
    false_alarm_text,
    in_ten,
    rule_text,
)


def limits(*values: float) -> Limits:
    return Limits("XmR", values, 0.0, (3.0,) * len(values), 2.66, 1.0)


def test_a_mark_is_a_shape_and_a_word_at_the_furthest_point_and_gaps_stay():
    run = limits(1, -1, 0.5, -0.5, 4, 1, -1)
    values = [*run.values[:2], None, *run.values[2:]]
    rows = control_rows(
        run, [{"value": value} for value in values], signals(run), higher_is_better=False
    )
    assert [row["flag"] for row in rows] == ["", "", "", "", "", "down", "", ""]
    assert rows[5]["label_above"] == "look closer"
    assert rows[5]["seen"] == "above the limits"
    assert (rows[2]["low"], rows[5]["low"], rows[5]["high"]) == (None, -3.0, 3.0)
    neutral = control_rows(
        run, [{"value": value} for value in run.values], signals(run), higher_is_better=None
    )
    assert neutral[4]["flag"] == "look"


def test_words_do_not_run_into_each_other():
    run = limits(*[4, -4] * 20)
    rows = control_rows(
        run, [{"value": v} for v in run.values], signals(run), higher_is_better=True
    )
    at = [place for place, row in enumerate(rows) if row["label_above"] or row["label_below"]]
    assert at == [23, 31, 39]


def test_what_was_seen_and_how_often_chance_does_it():
    assert rule_text(Signal(Rule.TREND, tuple(range(8)), -1)) == "8 in a row falling"
    assert rule_text(Signal(Rule.NEAR_LIMIT, (1, 2), 1)).endswith("near the upper limit")
    assert [in_ten(share) for share in (0.41, 0.1, 0.02, 0.012, 0.001)] == [
        "about 4 times in 10",
        "about once in 10",
        "about 2 times in 100",
        "about once in 100",
        "less than once in 100",
    ]
    assert "a run of 12 points to which nothing happened about 7 times in 100" in false_alarm_text(
        limits(*range(12))
    )


def test_a_drift_like_for_like():
    found = risk_adjusted([15] * 4 + [25] * 4, [14.5] * 8, [11.0] * 8)
    days = [date(2026, 8, 31) + timedelta(weeks=place) for place in range(8)]
    drawn = drift(found, days, [60] * 8, about="Not resolved", n_text="480 issues", higher_is_better=False)  # fmt: skip
    assert drawn.title.startswith("Not resolved: look closer")
    assert [row["flag"] for row in drawn.rows][-1] == "down"
    assert drawn.payload["data"]["rows"][0]["at"] == "2026-08-31"
    calm = risk_adjusted([15, 14] * 4, [14.5] * 8, [11.0] * 8)
    drawn = drift(calm, days, [60] * 8, about="Not resolved", n_text="480 issues", higher_is_better=False)  # fmt: skip
    assert "within what was expected" in drawn.title
