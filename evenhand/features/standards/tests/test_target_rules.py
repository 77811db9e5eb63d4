"""What stands in the way of a target, over which days it counts, and from when anybody is measured: rules by tables."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import NotYet, Use
from evenhand.analysis.scope import Window
from evenhand.features.standards.actions.refusals import OF_TARGETS, SENTENCES
from evenhand.features.standards.rules import services
from evenhand.features.standards.rules.days import FirstDay
from evenhand.features.standards.rules.measured import Asked, measured_from, until
from evenhand.features.standards.rules.periods import Period
from evenhand.features.standards.rules.targets import (
    About,
    Direction,
    Every,
    Known,
    Measured,
    Refusal,
    Spell,
    Wanted,
    Where,
    fits_as_counter,
    refusals,
)

DAY = date(2026, 11, 16)
ONE = timedelta(days=1)
KPI = catalogue.BY_KEY
AHT, CSAT, FCR = KPI["aht"], KPI["csat"], KPI["fcr"]
# As if an organisation's catalogue let time be a person's own.
OWN_TIME = replace(AHT, use=Use.PERSON, controllable=True)
NOT_YET = next(kpi for kpi in catalogue.EVERY if isinstance(kpi, NotYet))

RIGHT = Wanted(
    kpi=CSAT, about=About.PERSON, direction=Direction.AT_LEAST, threshold=0.8, minimum_volume=20,
    effective_from=DAY, reason="x", reply_by=DAY + 14 * ONE,
)  # fmt: skip
KNOWN = Known(today=DAY, measured=Measured(True, 0.0, 1.0), places=frozenset({1, 2, 3, "chat"}))
OF_TIME = {"kpi": OWN_TIME, "direction": Direction.AT_MOST, "threshold": 300.0}
TIME = {"measured": Measured(True, 0.0, None)}
TOTAL = {"about": About.TOTAL}


def spell(*, about=About.PERSON, where=Where.ORGANISATION, keys=(), first=0, end=None, kpi="csat"):
    last = None if end is None else DAY + end * ONE
    return Spell(kpi, about, where, frozenset(keys), DAY + first * ONE, last)


@pytest.mark.parametrize(
    ("wanted", "known", "expected"),
    [
        ({}, {}, []),
        ({"kpi": None}, {}, [Refusal.NO_KPI]),
        ({}, {"standard_holds": False}, [Refusal.NO_STANDARD]),
        ({}, {"ended": True}, [Refusal.ENDED]),
        ({}, {"measured": Measured(False, 0.0, 1.0)}, [Refusal.NO_DATA]),
        # what it is for
        ({"kpi": KPI["answered"]}, {}, [Refusal.NOT_OF_A_PERSON]),
        ({"kpi": KPI["answered"]} | TOTAL, {}, []),
        ({"kpi": KPI["resolved"]}, {}, [Refusal.NOT_OF_A_PERSON]),
        ({"kpi": KPI["resolved"]} | TOTAL, {}, [Refusal.DIAGNOSIS]),
        ({"kpi": replace(CSAT, controllable=False)}, {}, [Refusal.NOT_THEIRS]),
        # time needs what is looked at beside it
        (OF_TIME | {"kpi": AHT}, TIME, [Refusal.NOT_OF_A_PERSON, Refusal.NO_COUNTER]),
        (OF_TIME, TIME, [Refusal.NO_COUNTER]),
        (OF_TIME | {"counter": FCR}, TIME, []),
        (OF_TIME | {"kpi": AHT, "counter": FCR} | TOTAL, TIME, []),
        (OF_TIME | {"kpi": AHT, "counter": KPI["contact_ratio"]} | TOTAL, TIME, []),
        (OF_TIME | {"kpi": AHT} | TOTAL, TIME, [Refusal.NO_COUNTER]),
        (OF_TIME | {"counter": KPI["contact_ratio"]}, TIME, [Refusal.POOR_COUNTER]),
        (OF_TIME | {"counter": KPI["asa"]}, TIME, [Refusal.POOR_COUNTER]),
        ({"kpi": KPI["asa"], "direction": Direction.AT_MOST, "threshold": 30.0} | TOTAL, TIME, []),
        ({"counter": CSAT}, {}, [Refusal.POOR_COUNTER]),
        ({"counter": KPI["csat_mean"]}, {}, [Refusal.POOR_COUNTER]),
        ({"counter": FCR}, {"counter_measured": Measured(False)}, [Refusal.COUNTER_WITHOUT_DATA]),
        # direction and threshold
        ({"direction": None}, {}, [Refusal.NO_DIRECTION]),
        ({"direction": Direction.AT_MOST}, {}, [Refusal.CONTRADICTS]),
        ({"threshold": None}, {}, [Refusal.NO_THRESHOLD]),
        ({"threshold": 80.0}, {}, [Refusal.OUT_OF_RANGE]),
        ({"threshold": -0.1}, {}, [Refusal.OUT_OF_RANGE]),
        ({"threshold": float("nan")}, {}, [Refusal.OUT_OF_RANGE]),
        (OF_TIME | {"threshold": float("inf"), "counter": FCR}, TIME, [Refusal.OUT_OF_RANGE]),
        ({"threshold": 1.0}, {}, []),
        ({"threshold": 0.0}, {}, [Refusal.SAYS_NOTHING]),
        ({"kpi": KPI["csat_mean"], "threshold": 5.5}, {"measured": Measured(True, 1.0, 5.0)}, [Refusal.OUT_OF_RANGE]),
        # whose
        ({"where": Where.TEAMS}, {}, [Refusal.NO_PLACE]),
        ({"where": Where.TEAMS, "keys": frozenset({1})}, {}, []),
        ({"where": Where.TEAMS, "keys": frozenset({1, 9})}, {}, [Refusal.UNKNOWN_PLACE]),
        ({"where": Where.PEOPLE, "keys": frozenset({1})}, {}, [Refusal.ONE_PERSON]),
        ({"where": Where.PEOPLE, "keys": frozenset({1, 2})}, {}, []),
        ({"where": Where.PEOPLE, "keys": frozenset({1, 2})} | TOTAL, {}, [Refusal.TOTAL_OF_PEOPLE]),
        # how it is counted
        ({"every": Every.ROLLING}, {}, [Refusal.WEEKS]),
        ({"every": Every.ROLLING, "weeks": 53}, {}, [Refusal.WEEKS]),
        ({"every": Every.ROLLING, "weeks": 12}, {}, []),
        ({"minimum_volume": 19}, {}, [Refusal.FEW]),
        ({"minimum_volume": None}, {}, [Refusal.FEW]),
        # days
        ({"effective_from": None}, {}, [FirstDay.MISSING]),
        ({"effective_to": DAY}, {}, [Refusal.ENDS_FIRST]),
        ({"effective_to": DAY + ONE}, {}, []),
        ({"effective_to": DAY - ONE}, {"others": [RIGHT.spell]}, [Refusal.ENDS_FIRST]),  # and no more
        ({"effective_from": DAY - ONE}, {}, []),  # the first, as it held on paper
        ({"effective_from": DAY - ONE}, {"last": DAY - 9 * ONE}, [FirstDay.IN_THE_PAST]),
        ({}, {"last": DAY}, [FirstDay.BEFORE_LAST]),
        ({}, {"shadow_until": DAY + ONE}, [Refusal.IN_SHADOW]),
        ({}, {"shadow_until": DAY}, []),
        # what is said with it
        ({"reason": ""}, {}, [Refusal.NO_REASON]),
        ({"reply_by": DAY}, {}, [Refusal.REPLY_BY]),
        ({"reply_by": None}, {}, [Refusal.REPLY_BY]),
    ],
)  # fmt: skip
def test_what_stands_in_the_way(wanted, known, expected):
    assert refusals(replace(RIGHT, **wanted), replace(KNOWN, **known)) == expected


@pytest.mark.parametrize(
    ("held", "overlaps"),
    [
        (spell(first=-9), True),
        (spell(first=-9, end=0), False),
        (spell(first=-9, end=1), True),
        (spell(first=9), True),
        (spell(first=-9, kpi="fcr"), False),
        (spell(first=-9, about=About.TOTAL), False),
        (spell(first=-9, where=Where.TEAMS, keys={1}), False),  # the narrower holds, and both may stand
    ],
)  # fmt: skip
def test_two_targets_of_the_same_on_the_same_day(held, overlaps):
    found = refusals(RIGHT, replace(KNOWN, others=[held]))
    assert found == ([Refusal.OVERLAPS] if overlaps else [])


@pytest.mark.parametrize(("keys", "overlaps"), [({1}, True), ({1, 2}, True), ({2, 3}, False)])
def test_two_targets_that_name_the_same_team(keys, overlaps):
    wanted = replace(RIGHT, where=Where.TEAMS, keys=frozenset({1}), effective_to=DAY + 9 * ONE)
    held = spell(first=-9, where=Where.TEAMS, keys=keys)
    assert (Refusal.OVERLAPS in refusals(wanted, replace(KNOWN, others=[held]))) is overlaps
    later = spell(first=9, where=Where.TEAMS, keys=keys)
    assert Refusal.OVERLAPS not in refusals(wanted, replace(KNOWN, others=[later]))


def test_several_problems_are_said_all_at_once():
    nothing = Wanted()
    assert set(refusals(nothing, replace(KNOWN, standard_holds=False))) == {
        Refusal.NO_STANDARD, Refusal.NO_KPI, Refusal.NO_DIRECTION, Refusal.NO_THRESHOLD, Refusal.FEW,
        FirstDay.MISSING, Refusal.NO_REASON, Refusal.REPLY_BY,
    }  # fmt: skip


def test_what_no_import_brings_has_no_data():
    assert Refusal.NO_DATA in refusals(replace(RIGHT, kpi=NOT_YET), KNOWN)


def test_every_refusal_has_a_sentence_and_a_place():
    assert set(OF_TARGETS) == {*Refusal, *FirstDay}
    assert set(services.Refusal) <= set(SENTENCES)


def test_every_kpi_of_a_person_finds_a_counter_measure():
    of_people = [kpi for kpi in catalogue.ALL if kpi.use is Use.PERSON]
    for kpi in of_people:
        fits = [one.key for one in catalogue.ALL if fits_as_counter(one, kpi, About.PERSON)]
        assert fits and kpi.key not in fits


# Which days are counted together


@pytest.mark.parametrize(
    ("period", "on", "whole", "running"),
    [
        (Period(Every.WEEK), "2026-11-18", ("2026-11-09", "2026-11-16"), ("2026-11-16", "2026-11-23")),
        (Period(Every.WEEK), "2026-11-16", ("2026-11-09", "2026-11-16"), ("2026-11-16", "2026-11-23")),
        (Period(Every.MONTH), "2027-01-01", ("2026-12-01", "2027-01-01"), ("2027-01-01", "2027-02-01")),
        (Period(Every.MONTH), "2028-03-31", ("2028-02-01", "2028-03-01"), ("2028-03-01", "2028-04-01")),
        (Period(Every.QUARTER), "2026-11-18", ("2026-07-01", "2026-10-01"), ("2026-10-01", "2027-01-01")),
        (Period(Every.QUARTER), "2027-01-01", ("2026-10-01", "2027-01-01"), ("2027-01-01", "2027-04-01")),
        (Period(Every.ROLLING, 12), "2026-11-18", ("2026-08-24", "2026-11-16"), ("2026-11-16", "2026-11-23")),
    ],
)  # fmt: skip
def test_which_days_are_counted_together(period, on, whole, running):
    def window(ends):
        return Window(*map(date.fromisoformat, ends))

    assert period.last_whole(date.fromisoformat(on)) == window(whole)
    assert period.running(date.fromisoformat(on)) == window(running)


@pytest.mark.parametrize("period", [Period(Every.WEEK), Period(Every.MONTH), Period(Every.QUARTER)])
def test_periods_follow_each_other_without_a_gap(period):
    found = list(islice(period.back(DAY), 30))
    assert found[0] == period.last_whole(DAY)
    assert all(earlier.end == later.first for later, earlier in zip(found, found[1:], strict=False))


def test_rolling_periods_step_by_a_week():
    found = list(islice(Period(Every.ROLLING, 4).back(DAY), 3))
    assert [one.days for one in found] == [28, 28, 28]
    assert [(found[0].end - one.end).days for one in found] == [0, 7, 14]


# From when anybody is measured


def day(n):
    return None if n is None else DAY + n * ONE


@pytest.mark.parametrize(
    ("first", "asked", "copy", "expected"),
    [
        (0, None, None, None),  # never told
        (0, (14, None, None, None), None, 14),
        (0, (14, 3, None, None), None, 3),
        (20, (14, 3, None, None), None, 20),
        (0, (14, 40, None, None), None, 14),  # whoever answers late has had the time
        (0, (14, None, 5, None), None, None),  # a question waits for its answer
        (0, (14, None, None, 30), None, 30),  # answered late: until then nobody is measured
        (0, (14, None, None, 5), None, 14),
        (0, (14, 3, 2, None), None, None),
        (0, (14, 3, 6, None), None, 3),  # what had begun goes on
        (0, None, -5, 0),
        (0, None, 9, 9),
        (0, (14, None, None, None), -9, 0),  # had it on paper before
        (0, (14, None, -12, None), -9, None),  # and doubted it before it began
        (0, (14, None, 5, None), -9, 0),  # asks only now: what was said of them stands
    ],
)
def test_from_when_somebody_is_measured(first, asked, copy, expected):
    said = asked and Asked(day(asked[0]), day(asked[1]), day(asked[2]), day(asked[3]))
    assert measured_from(day(first), asked=said, copy_read_by=day(copy)) == day(expected)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [((), None), ((None, None), None), ((9, None, 4), 4), ((-3, 9), 0)],
)
def test_what_ends_it_first(ends, expected):
    assert until(DAY, [day(one) for one in ends]) == day(expected)


# Standards

SAID = {
    "text": "x", "goal": "g@1", "goal_is_said": True, "effective_from": DAY, "last": None, "withdrawn": False,
    "reason": "x", "reply_by": DAY + ONE, "today": DAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"text": ""}, [services.Refusal.NO_TEXT]),
        ({"goal": ""}, [services.Refusal.NO_GOAL]),
        ({"goal_is_said": False}, [services.Refusal.GOAL_UNKNOWN]),
        ({"effective_from": None}, [FirstDay.MISSING]),
        ({"effective_from": DAY - ONE}, []),
        ({"effective_from": DAY - ONE, "last": DAY - 9 * ONE}, [FirstDay.IN_THE_PAST]),
        ({"last": DAY}, [FirstDay.BEFORE_LAST]),
        ({"withdrawn": True}, [services.Refusal.WITHDRAWN]),
        ({"reason": "", "reply_by": DAY}, [services.Refusal.NO_REASON, services.Refusal.REPLY_BY]),
    ],
)
def test_what_stands_in_the_way_of_a_standard(given, expected):
    assert services.refusals(**(SAID | given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"ends_on": DAY}, []),
        ({"ends_on": DAY - ONE}, [services.Refusal.ENDS_IN_THE_PAST]),
        ({"first": DAY + 9 * ONE}, []),  # called off before it begins
        ({"first": None}, [services.Refusal.NOTHING_TO_END]),
        ({"ended": True, "reason": ""}, [services.Refusal.WITHDRAWN, services.Refusal.NO_REASON]),
    ],
)
def test_what_stands_in_the_way_of_an_end(given, expected):
    right = {"ends_on": DAY + ONE, "first": DAY - ONE, "ended": False, "reason": "x", "today": DAY}
    assert services.against_ending(**(right | given)) == expected
