"""How much was handled, and how much of it was answered, by example."""

import pytest

from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.statistics import intervals
from tests.kpis.rows import call, lost

HANDLED, ANSWERED = BY_KEY["handled"], BY_KEY["answered"]
OFFERED, ABANDONED = BY_KEY["offered"], BY_KEY["abandoned"]


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
        # Nobody waits for a letter to be answered: ninety of them make no line shorter.
        *(
            ([call(), lost(9), *[call(channel=one)] * 90], 1, 2)
            for one in ("letter", "web", "sms", "social", "fax")
        ),
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


def test_offered_counts_who_waited(engine):
    rows = [call(), lost(2.0), lost(None), call(channel="email"), call(direction="outbound")]
    found = engine.result(OFFERED, [*rows, call(abandons_recorded=False)])
    assert (found.value, found.n) == (3, 3)
    assert found.notes == ("1 contact offered left out: no abandoned calls in this source.",)
    assert (found.low, found.high) == intervals.poisson(3)
    assert engine.result(OFFERED, [call(abandons_recorded=None)]).problem == (
        "no abandoned calls in this source"
    )


@pytest.mark.parametrize(
    ("short", "above", "below"), [(0, 3, 5), (4, 3, 5), (5, 2, 4), (6, 1, 3), (60, 1, 3)]
)
def test_who_gives_up_at_once_is_no_abandoned_contact(engine, short, above, below):
    rows = [call(), call(wait_seconds=2.0), lost(5.0), lost(6.0), lost(61.0)]
    found = engine.result(ABANDONED.with_parameters({"short_seconds": short}), rows)
    assert (found.numerator, found.denominator) == (above, below)
    assert (found.low, found.high) == pytest.approx(intervals.wilson(above, below))


def test_who_waits_is_not_asked_how_long_when_answered(engine):
    found = engine.result(ABANDONED, [call(wait_seconds=None), lost(30.0), lost(None)])
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.notes == (
        "1 contact offered left out: this source does not say how long callers waited before they gave up.",
    )


def test_abandonment_needs_abandoned_calls_and_their_waits(engine):
    none = engine.result(ABANDONED, [call(abandons_recorded=False)] * 3)
    assert (none.value, none.problem) == (None, "no abandoned calls in this source")
    unsaid = engine.result(
        ABANDONED, [call(abandon_waits_recorded=False), lost(None, abandon_waits_recorded=False)]
    )
    assert unsaid.problem == (
        "this source does not say how long callers waited before they gave up"
    )


SIDES = {"messages": BY_KEY["messages"], "messages_customer": BY_KEY["messages_customer"],
         "messages_agent": BY_KEY["messages_agent"]}  # fmt: skip
SAID = [(4, 5), (1, 1), (0, 3), (12, 10)]  # by the customer, by the person


def talk(customer, agent, **cells) -> dict:
    return call(customer_messages=customer, agent_messages=agent, **cells)


@pytest.mark.parametrize(
    ("key", "each"),
    [
        ("messages", [9, 2, 3, 22]),
        ("messages_customer", [4, 1, 0, 12]),
        ("messages_agent", [5, 1, 3, 10]),
    ],
)
def test_messages_of_either_side_and_of_both(engine, key, each):
    found = engine.result(SIDES[key], [talk(*said) for said in SAID])
    assert (found.value, found.n, found.problem, found.notes) == (sum(each) / 4, 4, "", ())
    expected = intervals.skewed_mean(4, sum(each), sum(one * one for one in each))
    assert (found.low, found.high) == pytest.approx(expected)


@pytest.mark.parametrize("key", SIDES)
def test_messages_of_contacts_without_a_transcript_are_not_known(engine, key):
    rows = [
        talk(4, 4),
        talk(6, 6),
        talk(None, None),
        lost(9, customer_messages=3, agent_messages=3),
    ]
    found = engine.result(SIDES[key], rows)
    assert (found.n, found.value) == (2, {"messages": 10}.get(key, 5))
    assert found.notes == ("1 contact left out: no transcript of them here.",)
    none = engine.result(SIDES[key], [call(), call()])
    assert (none.value, none.problem) == (None, "no transcript of them here")
    assert engine.result(SIDES[key], []).problem == ""
