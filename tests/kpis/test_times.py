"""First reply and solution, also where customers still wait, by example."""

import math

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import DAY

IN_TIME = BY_KEY["first_response"]
REPLY = (BY_KEY["first_response_median"], BY_KEY["first_response_p90"])
REPLY_OPEN = (BY_KEY["first_response_open_median"], BY_KEY["first_response_open_p90"])
SOLVED = (BY_KEY["resolution_median"], BY_KEY["resolution_p90"])
SOLVED_OPEN = (BY_KEY["resolution_open_median"], BY_KEY["resolution_open_p90"])
FIRST_SOLVED = (BY_KEY["first_resolution_median"], BY_KEY["first_resolution_p90"])
FIRST_SOLVED_OPEN = (BY_KEY["first_resolution_open_median"], BY_KEY["first_resolution_open_p90"])
HOUR = 3600.0
TARGET = 4 * HOUR


def email(reply=None, *, followed=10 * DAY, **cells) -> dict:
    return {
        "channel": "email", "answered": reply is not None, "first_replies_recorded": True,
        "first_response_seconds": reply, "followed_seconds": followed, **cells,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "above", "below"),
    [
        (email(60.0), 1, 1),
        (email(TARGET), 1, 1),
        (email(TARGET + 1), 0, 1),
        (email(), 0, 1),  # open and past the time
        (email(followed=TARGET), 0, 1),
        (email(followed=TARGET - 1), 0, 0),  # open and inside
        (email(60.0, followed=TARGET - 1), 0, 0),  # its time is not over either
        (email(60.0, first_replies_recorded=False), 0, 0),
        (email(60.0, first_replies_recorded=None), 0, 0),
        (email(60.0, direction="outbound"), 0, 0),
        (email(channel="phone"), 0, 0),  # gave up
        (email(60.0, channel="phone"), 0, 0),  # a call is a reply, and waits for none
        (email(channel="chat"), 0, 0),
        (email(channel=None), 0, 1),
        (email(followed=None), 0, 0),
    ],
)
def test_a_first_reply_in_time(engine, row, above, below):
    found = engine.result(IN_TIME, [row])
    assert (found.n, found.numerator or 0) == (below, above)


def test_what_is_left_out_is_said(engine):
    found = engine.result(
        IN_TIME, [email(60.0), email(), email(followed=60.0), email(5.0, followed=60.0)]
    )
    assert (found.value, found.n) == (0.5, 2)
    assert found.notes == ("2 contacts left out: their time is not over yet.",)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(1, 2))
    assert engine.result(IN_TIME, [email(followed=60.0)]).problem == "their time is not over yet"


def test_the_clock_and_the_time_are_parameters(engine):
    """Asked on Friday evening, answered on Monday morning: 60 hours, of which the service was open for one."""
    rows = [email(60 * HOUR, first_response_open_seconds=HOUR, followed_open_seconds=20 * HOUR)]
    assert engine.result(IN_TIME, rows).value == 0
    assert engine.result(IN_TIME.with_parameters({"clock": "business"}), rows).value == 1
    strict = IN_TIME.with_parameters({"clock": "business", "target_seconds": 3599})
    assert engine.result(strict, rows).value == 0
    assert engine.result(IN_TIME.with_parameters({"target_seconds": 60 * 3600}), rows).value == 1


def ticket(solved=None, *, first=None, followed=30 * DAY, **cells) -> dict:
    return {
        "channel": "email", "answered": True, "solves_recorded": True, "resolution_seconds": solved,
        "first_resolution_seconds": first, "followed_seconds": followed, **cells,
    }  # fmt: skip


def near(found: float, truth: float) -> bool:
    return abs(math.log((found + 1) / (truth + 1))) <= math.log(1.1) / 2 + 1e-9


TIMES = [float(137 * at % 4001 + 60) for at in range(200)]


@pytest.mark.parametrize(
    ("kpis", "row"),
    [
        (REPLY, email),
        (
            REPLY_OPEN,
            lambda t: email(t + 1, first_response_open_seconds=t, followed_open_seconds=DAY),
        ),
        (SOLVED, ticket),
        (
            SOLVED_OPEN,
            lambda t: ticket(t + 9, resolution_open_seconds=t, followed_open_seconds=DAY),
        ),
        (FIRST_SOLVED, lambda t: ticket(t + 9, first=t)),
        (FIRST_SOLVED, ticket),
        (
            FIRST_SOLVED_OPEN,
            lambda t: ticket(
                t + 9,
                first=t + 5,
                first_resolution_open_seconds=t,
                resolution_open_seconds=t + 7,
                followed_open_seconds=DAY,
            ),
        ),
        (
            FIRST_SOLVED_OPEN,
            lambda t: ticket(t + 9, resolution_open_seconds=t, followed_open_seconds=DAY),
        ),
    ],
)
def test_quantiles_of_what_is_over(engine, kpis, row):
    for kpi, share in zip(kpis, (0.5, 0.9), strict=True):
        found = engine.result(kpi, [row(time) for time in TIMES])
        assert found.n == 200
        assert near(found.value, sorted(TIMES)[round(200 * share) - 1])
        assert found.low <= found.value <= found.high
        assert found.notes == ("Approximate: read from bins 10% wide.",)


def test_who_still_waits_makes_it_longer(engine):
    """100 replies spread over 100 hours and 50 contacts open for longer than any: half of 150 is the 75th."""
    replies = [email(at * HOUR) for at in range(1, 101)]
    found = engine.result(REPLY[0], replies + [email(followed=200 * HOUR)] * 50)
    assert found.n == 150
    assert near(found.value, 75 * HOUR)
    assert found.low < found.value < found.high
    assert found.notes[1] == "50 of the contacts are still open, and counted as such."
    assert found.value > engine.result(REPLY[0], replies).value


def test_who_has_only_begun_to_wait_changes_little(engine):
    replies = [email(at * HOUR) for at in range(1, 101)]
    begun = engine.result(REPLY[0], replies + [email(followed=60.0)] * 50)
    assert begun.n == 150
    assert begun.value == pytest.approx(engine.result(REPLY[0], replies).value, rel=0.02)


@pytest.mark.parametrize(
    "kpi", [SOLVED[0], SOLVED_OPEN[0], FIRST_SOLVED[0], FIRST_SOLVED_OPEN[0], REPLY[0]]
)
def test_too_many_open_is_not_reached(engine, kpi):
    open_clock = {"resolution_open_seconds": None, "followed_open_seconds": 9 * DAY}
    rows = [ticket(**open_clock), ticket(**open_clock), email()]
    rows += [ticket(60.0, first=60.0) | {"resolution_open_seconds": 60.0}, email(60.0)]
    rows.append(email())
    found = engine.result(kpi, rows)
    assert found.value is found.low is found.high is None
    assert found.n == 3
    assert found.problem == "not reached: fewer than 50% are over so far"


@pytest.mark.parametrize("kpi", [*REPLY, *SOLVED])
@pytest.mark.parametrize(
    "other",
    [
        {"direction": "outbound"},
        {"channel": "phone", "answered": False},
        {"first_replies_recorded": False, "solves_recorded": None},
        {"followed_seconds": None, "first_response_seconds": None, "resolution_seconds": None},
    ],
)
def test_what_waits_for_nothing_counts_nowhere(engine, kpi, other):
    row = ticket(600.0) | email(600.0)
    rows = [row, row | {"first_response_seconds": 900.0, "resolution_seconds": 900.0}]
    assert engine.result(kpi, [*rows, row | other]) == engine.result(kpi, rows)
