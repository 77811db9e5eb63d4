"""What judging a person asks of the facts, on both engines: reviews one by one, times within a limit, and NPS as a mean."""

import math
import random
from datetime import date

import numpy as np
import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.measure import reviews
from evenhand.analysis.statistics import intervals
from evenhand.analysis.warehouse import rollup
from evenhand.features.attainment.rules.ways import Way, parts_of
from tests.kpis.rows import DAY, call, contact, leg, rating
from tests.kpis.test_quality import review

SCORE, NPS = BY_KEY["qa_score"], BY_KEY["nps"]


def test_reviews_come_with_who_gave_them(engine):
    where = {"local_date": date(2026, 3, 4), "topic": "bill", "channel": "phone", "half_hour": 20}
    rows = [
        review(70.0, person_id=2, team_id=5, inclusion_probability=0.25, **where),
        review(90.0, person_id=1, team_id=None, evaluator=None, **where),
        review(80.0, person_id=None, **where),
        review(80.0, person_id=1, purpose="targeted", **where),
        review(None, person_id=1, **where),
    ]
    inner = rollup.row_sql((SCORE,), "evaluation", dialect=engine.dialect)
    found = engine._run("evaluation", rows, reviews.rows_sql(SCORE, inner, "1 = 1"))
    monday = date(2026, 3, 2)
    kind = ("bill", "phone", "morning", monday, date(2026, 3, 4))
    assert [tuple(row) for row in found] == [
        (1, None, *kind, None, 90.0, 100.0, None), (2, 5, *kind, "q1", 70.0, 100.0, 0.25),
    ]  # fmt: skip


def times() -> list[float]:
    dice = random.Random(4)
    return [float(round(dice.lognormvariate(5, 0.8))) for _ in range(301)]


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("asa_p90", lambda seconds: call(wait_seconds=seconds)),
        ("asa_median", lambda seconds: call(wait_seconds=seconds)),
        ("aht_p90", lambda seconds: leg(seconds)),
        ("resolution_p90", lambda seconds: contact(solves_recorded=True, resolution_seconds=seconds)),
    ],
)  # fmt: skip
def test_a_quantile_is_at_most_so_much_where_so_many_keep_within_it(engine, key, row):
    """Counted one by one, at every time near the quantile: exact, while the quantile itself is read from bins."""
    kpi, seconds = BY_KEY[key], times()
    rows = [row(one) for one in seconds]
    ordered = sorted(seconds)
    quantile = ordered[math.ceil(kpi.quantile * len(ordered)) - 1]
    for limit in (quantile - 1, quantile, quantile + 0.5, ordered[0] - 1, ordered[-1]):
        most, least = (engine.result(kpi.within(limit, at_most=way), rows) for way in (True, False))
        assert (most.numerator or 0, most.n) == (sum(one <= limit for one in seconds), 301)
        assert least.numerator == sum(one < limit for one in seconds)
        assert (most.value >= kpi.quantile) == (quantile <= limit)
        assert (least.value <= kpi.quantile) == (quantile >= limit) or least.value == kpi.quantile
    shown = engine.result(kpi, rows).value
    assert quantile / 1.1 < shown < quantile * 1.1


def waiting(reply: float | None, *, followed: float = 10 * DAY) -> dict:
    return {
        "channel": "email", "answered": reply is not None, "first_replies_recorded": True,
        "first_response_seconds": reply, "followed_seconds": followed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "kept", "counts"),
    [
        (waiting(60.0), 1, 1), (waiting(3600.0), 1, 1), (waiting(3601.0), 0, 1),
        (waiting(None), 0, 1),  # open, and longer than the limit
        (waiting(None, followed=3600.0), 0, 1),
        (waiting(None, followed=3599.0), 0, 0),  # it may still be in time
        (waiting(60.0, followed=3599.0), 0, 0),  # to count it and not the open ones beside it would flatter
        (waiting(None, followed=None), 0, 0), (waiting(60.0) | {"first_replies_recorded": False}, 0, 0),
    ],
)  # fmt: skip
def test_what_is_still_open_takes_longer_than_it_was_followed(engine, row, kept, counts):
    found = engine.result(BY_KEY["first_response_p90"].within(3600.0), [row])
    assert (found.numerator or 0, found.n) == (kept, counts)


def test_beside_open_ones_the_share_is_that_of_the_curve(engine):
    """As the quantile counts them (Kaplan and Meier), where all that is open is open for longer than the limit."""
    dice = random.Random(9)
    kpi = BY_KEY["first_response_p90"]
    rows = [waiting(dice.uniform(1, 3500)) for _ in range(170)]
    rows += [waiting(dice.uniform(4000, 9000)) for _ in range(15)]
    rows += [waiting(None, followed=dice.uniform(5000, 9000)) for _ in range(15)]
    assert engine.result(kpi.within(3600.0), rows).value == 170 / 200
    curve = engine.result(kpi, rows)
    assert curve.value is None or curve.value > 3600.0


def test_a_net_share_is_a_mean_of_one_nought_and_minus_one(engine):
    given = [10] * 42 + [9] * 20 + [7] * 19 + [8] * 6 + [6] * 8 + [0] * 5
    rows = [rating("nps", float(score), 0, 10) for score in given]
    parts = {name.removeprefix("nps__"): value for name, value in engine.sums([NPS], "response", rows).items()}  # fmt: skip
    n, total, squares = parts_of(Way.NET, parts)
    each = np.array([1] * 62 + [0] * 25 + [-1] * 13)
    assert (n, total, squares) == (100, each.sum(), (each**2).sum())
    p, d = 0.62, 0.13
    assert squares / n - (total / n) ** 2 == pytest.approx(p + d - (p - d) ** 2) == pytest.approx(each.var())  # fmt: skip
    assert total / n == NPS.result(parts).value
    assert intervals.net_error(100, 62, 13) == pytest.approx(each.std() / 10)
