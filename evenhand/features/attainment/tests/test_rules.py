"""Decisions by tables: over which days, by which model, who reads what, where a total lies, and how often we look."""

from datetime import date, timedelta

import numpy as np
import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure.mix import Counts
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.rules.judging import by_counts, judge
from evenhand.features.attainment.rules.naming import threshold_of
from evenhand.features.attainment.rules.places import Lies, lies
from evenhand.features.attainment.rules.secrecy import Reads, is_told, said
from evenhand.features.attainment.rules.ways import Unsaid, Way, way_of
from evenhand.features.attainment.rules.windows import is_in, last_over, so_far
from evenhand.features.standards.queries import OwnTarget
from evenhand.features.standards.rules.periods import Period
from evenhand.features.standards.rules.targets import Every

MONTH, WEEK, QUARTER = Period(Every.MONTH), Period(Every.WEEK), Period(Every.QUARTER)
TWELVE = Period(Every.ROLLING, 12)
D = date


@pytest.mark.parametrize(
    ("period", "first", "until", "on", "data_up_to", "expected"),
    [
        (MONTH, D(2026, 1, 1), None, D(2026, 11, 8), D(2026, 11, 7), (D(2026, 10, 1), D(2026, 11, 1))),
        # Seven days after its end, not six.
        (MONTH, D(2026, 1, 1), None, D(2026, 11, 7), D(2026, 11, 6), (D(2026, 9, 1), D(2026, 10, 1))),
        # Facts of the last day are missing: the period before.
        (MONTH, D(2026, 1, 1), None, D(2026, 11, 8), D(2026, 10, 30), (D(2026, 9, 1), D(2026, 10, 1))),
        # It began and ended within periods.
        (MONTH, D(2026, 10, 12), None, D(2026, 11, 8), D(2026, 11, 7), (D(2026, 10, 12), D(2026, 11, 1))),
        (MONTH, D(2026, 1, 1), D(2026, 10, 20), D(2026, 11, 8), D(2026, 11, 7), (D(2026, 10, 1), D(2026, 10, 20))),
        (MONTH, D(2026, 1, 1), D(2026, 10, 1), D(2026, 11, 8), D(2026, 11, 7), (D(2026, 9, 1), D(2026, 10, 1))),
        # No period of it is over yet.
        (MONTH, D(2026, 11, 2), None, D(2026, 11, 20), D(2026, 11, 19), None),
        (WEEK, D(2026, 1, 1), None, D(2026, 11, 22), D(2026, 11, 21), (D(2026, 11, 2), D(2026, 11, 9))),
        (QUARTER, D(2026, 1, 1), None, D(2026, 11, 22), D(2026, 11, 21), (D(2026, 7, 1), D(2026, 10, 1))),
        # Blocks of twelve weeks from Monday 5 January on, none overlapping another.
        (TWELVE, D(2026, 1, 1), None, D(2026, 4, 6), D(2026, 4, 5), (D(2026, 1, 5), D(2026, 3, 30))),
        (TWELVE, D(2026, 1, 1), None, D(2026, 6, 28), D(2026, 6, 27), (D(2026, 1, 5), D(2026, 3, 30))),
        (TWELVE, D(2026, 1, 1), None, D(2026, 6, 29), D(2026, 6, 28), (D(2026, 3, 30), D(2026, 6, 22))),
        (TWELVE, D(2026, 1, 1), None, D(2026, 3, 1), D(2026, 2, 28), None),
    ],
)  # fmt: skip
def test_the_last_period_that_is_over(period, first, until, on, data_up_to, expected):
    found = last_over(
        period, first=first, until=until, on=on, data_up_to=data_up_to, is_in=lambda _days: True
    )
    assert found == (Window(*expected) if expected else None)


@pytest.mark.parametrize(
    ("period", "on", "data_up_to", "expected"),
    [
        (MONTH, D(2026, 11, 22), D(2026, 11, 21), (D(2026, 11, 1), D(2026, 11, 22))),
        (MONTH, D(2026, 11, 22), D(2026, 11, 15), (D(2026, 11, 1), D(2026, 11, 16))),
        (MONTH, D(2026, 11, 1), D(2026, 10, 31), None),
        (MONTH, D(2026, 11, 22), D(2026, 10, 20), None),
        (TWELVE, D(2026, 11, 22), D(2026, 11, 21), (D(2026, 8, 24), D(2026, 11, 16))),
    ],
)
def test_the_running_one_so_far(period, on, data_up_to, expected):
    found = so_far(period, first=D(2026, 1, 1), until=None, on=on, data_up_to=data_up_to)
    assert found == (Window(*expected) if expected else None)


@pytest.mark.parametrize("period", [MONTH, WEEK, QUARTER, TWELVE])
def test_no_day_is_judged_twice(period):
    first, day = D(2025, 1, 1), D(2025, 1, 1)
    judged: list[Window] = []
    while day < D(2026, 12, 31):
        found = last_over(
            period, first=first, until=None, on=day, data_up_to=day - timedelta(days=1),
            is_in=lambda _days: True,
        )  # fmt: skip
        if found and found not in judged:
            judged.append(found)
        day += timedelta(days=1)
    assert len(judged) > 5
    assert all(one.end <= later.first for one, later in zip(judged, judged[1:], strict=False))


@pytest.mark.parametrize(
    ("key", "threshold", "way", "why"),
    [
        ("csat", 0.8, Way.SHARE, None),
        ("fcr", 0.75, Way.SHARE, None),
        ("csat", 1.0, Way.NONE, Unsaid.AT_AN_END),
        ("csat_mean", 4.0, Way.MEAN, None),
        ("qa_score", 0.8, Way.REVIEWS, None),
        ("qa_score", 1.0, Way.NONE, Unsaid.AT_AN_END),
        ("nps", 0.2, Way.NET, None),
        ("nps", 0.0, Way.NET, None),
        ("nps", 1.0, Way.NONE, Unsaid.AT_AN_END),
        ("backlog", 100, Way.NONE, Unsaid.LEVEL),
        ("asa_p90", 60, Way.WITHIN, None),
        ("asa_p90", 0, Way.NONE, Unsaid.AT_AN_END),
        ("handled", 100, Way.NONE, Unsaid.NOT_OF_PERSONS),
        ("aht", 400, Way.NONE, Unsaid.NOT_OF_PERSONS),
    ],
)
def test_by_which_model(key, threshold, way, why):
    kpi = {one.key: one for one in catalogue.EVERY}.get(key)
    if kpi is None:
        pytest.fail(f"{key} is not in the catalogue")
    assert way_of(kpi, threshold) == (way, why)


def test_every_kpi_has_a_way_or_a_reason():
    for kpi in catalogue.EVERY:
        way, why = way_of(kpi, 0.5)
        assert (way is Way.NONE) == (why is not None), kpi.key


def test_customers_alone_rate_what_is_counted_from_their_answers():
    rated = {kpi.key for kpi in catalogue.ALL if kpi.customer_rated}
    assert {"csat", "csat_mean", "nps", "ces", "ces_mean", "ces1", "fcr_survey"} <= rated
    assert not rated & {"fcr", "qa_score", "aht", "transfers_avoidable", "survey_response"}


def test_what_everybody_else_reads():
    assert {state: said(state) for state in State} == {
        State.MEETS: State.MEETS,
        State.CANNOT_TELL: State.CANNOT_TELL,
        State.LIKELY_BELOW: State.CANNOT_TELL,
        State.FINDING: State.FINDING,
    }
    every = {None, *State}
    assert all(is_told(state, Reads.ALL, is_final=False) for state in every)
    told = {state for state in every if is_told(state, Reads.SAID, is_final=True)}
    assert told == {State.MEETS, State.FINDING}
    assert not any(is_told(state, Reads.SAID, is_final=False) for state in every)


@pytest.mark.parametrize(
    ("low", "high", "at_least", "expected"),
    [
        (0.81, 0.9, True, Lies.MET), (0.8, 0.9, True, Lies.MET), (0.7, 0.79, True, Lies.MISSED),
        (0.7, 0.85, True, Lies.UNCLEAR), (0.7, 0.79, False, Lies.MET), (0.81, 0.9, False, Lies.MISSED),
        (None, None, True, Lies.UNSAID),
    ],
)  # fmt: skip
def test_where_a_total_lies(low, high, at_least, expected):
    assert lies(low, high, 100, threshold=0.8, at_least=at_least, minimum=50) is expected
    assert lies(low, high, 49, threshold=0.8, at_least=at_least, minimum=50) is Lies.UNSAID


def counts_of(good, n) -> Counts:
    parts = {
        "numerator": np.asarray(good, float)[:, None],
        "denominator": np.asarray(n, float)[:, None],
    }
    return Counts(np.arange(len(good)), ("all",), parts)


def verdict(counts, *, own=None, threshold=0.75, nameable=None):
    people = counts.people.tolist()
    return judge(
        at(counts), people, threshold, own=own or {},
        nameable=people if nameable is None else nameable, days=30,
    )  # fmt: skip


def at(counts: Counts):
    """Where they stand against any threshold, by shares."""
    return by_counts(lambda asked: (counts, counts, Standard(asked, minimum=20)), Way.SHARE)


def test_own_threshold_is_judged_with_the_others_in_one_set():
    counts = counts_of([80, 78, 44, 44, *[80] * 36], [100] * 40)
    found = verdict(counts, own={3: 0.35}).of
    assert (found[2].state, found[3].state) == (State.FINDING, State.MEETS)
    assert found[3].expected == pytest.approx(0.35) and found[2].expected == pytest.approx(0.75)
    assert found[2].level == pytest.approx(found[3].level)


def test_how_many_more_are_asked_of_the_threshold_that_is_theirs():
    """Also where their own contacts say less than their colleagues' do."""
    counts = counts_of([15, *[16] * 39], [30, *[40] * 39])
    own = verdict(counts, own={0: 0.6}, threshold=0.8).of[0]
    all_asked = verdict(counts, threshold=0.6).of[0]
    assert own.p_below == pytest.approx(all_asked.p_below)
    assert own.more == all_asked.more


def test_only_whom_it_may_be_made_of_is_a_finding_and_the_set_is_theirs():
    counts = counts_of([40, 40, *[80] * 38], [100] * 40)
    found = verdict(counts, nameable={1}).of
    assert (found[0].state, found[1].state) == (State.LIKELY_BELOW, State.FINDING)
    nine = counts_of([40, *[80] * 8], [100] * 9)
    assert verdict(nine).of[0].state is State.LIKELY_BELOW and verdict(nine).people == 9


@pytest.mark.parametrize(
    ("window_end", "last_days", "on", "expected"),
    [
        (D(2026, 5, 1), [D(2026, 5, 3)], D(2026, 5, 8), True),
        (D(2026, 5, 1), [D(2026, 5, 3), D(2026, 4, 20)], D(2026, 5, 8), False),
        (D(2026, 5, 1), [D(2026, 5, 3), D(2026, 4, 20)], D(2026, 5, 29), True),
        # It was silent long before: nobody waits for it.
        (D(2026, 5, 1), [D(2026, 5, 3), D(2026, 3, 1)], D(2026, 5, 8), True),
        # It begins only afterwards.
        (D(2026, 5, 1), [D(2026, 5, 3)], D(2026, 5, 9), True),
    ],
)  # fmt: skip
def test_whether_all_sources_are_in(window_end, last_days, on, expected):
    window = Window(window_end - timedelta(days=30), window_end)
    told = [{last - timedelta(days=at) for at in range(10)} for last in last_days]
    assert is_in(window, told, on) is expected


def test_the_threshold_most_favourable_to_them_of_all_that_held():
    days = Window(D(2026, 4, 1), D(2026, 5, 1))

    def asked(*agreed, at_least=True):
        return threshold_of([OwnTarget("", 1, *one) for one in agreed], 0.8, days, at_least=at_least)  # fmt: skip

    some, whole = (D(2026, 4, 1), D(2026, 4, 30)), (D(2026, 1, 1), None)
    assert asked() == asked((0.9, *some)) == 0.8
    assert asked((0.5, *some)) == 0.5 and asked((0.5, *some), at_least=False) == 0.8
    assert asked((0.9, *whole)) == 0.9  # the common one held on no day
    assert asked((0.5, *some), (None, D(2026, 4, 30), None)) is None


def test_of_nothing_nothing_is_said():
    assert verdict(counts_of([0, 0], [0, 0])).unsaid is Unsaid.TOO_LITTLE
    alone = verdict(counts_of([10, 0], [30, 0])).of
    assert alone[1].state is State.CANNOT_TELL and alone[1].expected is None


def test_nightly_looks_would_name_more_people_wrongly():
    """Whoever is at standard is named more often when any night may name them than when the last one does."""
    dice = np.random.default_rng(12)
    ever = once = 0
    for _ in range(4):
        level = 1 / (1 + np.exp(-(np.log(0.78 / 0.22) + 0.25 * dice.standard_normal(300))))
        so_far_good = dice.binomial(8, level[:, None], (300, 15)).cumsum(1)
        named, content = np.zeros(300, bool), level >= 0.75
        for night in range(3, 16):
            of = verdict(counts_of(so_far_good[:, night - 1], [8 * night] * 300)).of
            last = np.array([of[at].state is State.FINDING for at in range(300)])
            named |= last
        ever, once = ever + (named & content).sum(), once + (last & content).sum()
    assert once < ever
