"""What a scope opens, and that no road around it leads to another person's figure."""

from datetime import date

import pytest

from evenhand.analysis.behind import contact, contacts_behind
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import SPLITS, TOO_FEW_PEOPLE
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.warehouse.directory import Directory
from tests.bringing import EVER, EVERYTHING, Centre

HANDLED, CSAT = catalogue.BY_KEY["handled"], catalogue.BY_KEY["csat"]
NORTH, SOUTH = 101, 102


def people_of(sample, team: int) -> frozenset:
    found = sample.figures([HANDLED], by=("team", "person"))
    return frozenset(f.by["person"] for f in found if f.by["team"] == team and f.by["person"])


@pytest.fixture(scope="session")
def leader(sample) -> Scope:
    return Scope(teams=frozenset({NORTH}), people=people_of(sample, NORTH))


def everybody(sample) -> list[int]:
    return [f.by["person"] for f in sample.figures([HANDLED], by=("person",)) if f.by["person"]]


@pytest.mark.parametrize(
    "other", [(), ("day",), ("team",), ("channel",), ("topic",), ("half_hour",)]
)
def test_a_leader_sees_own_people_one_by_one_and_nobody_else(sample, leader, other):
    found = sample.figures(scope=leader, by=("person", *other))
    assert {f.by["person"] for f in found} == leader.people


def test_a_leader_sees_them_as_they_are(sample, leader):
    mine = {
        f.by["person"]: f for f in sample.figures([HANDLED, CSAT], scope=leader, by=("person",))
    }
    whole = sample.figures([HANDLED, CSAT], by=("person",))
    assert [f for f in whole if f.by["person"] in leader.people] == sample.figures(
        [HANDLED, CSAT], scope=leader, by=("person",)
    )
    assert mine


@pytest.mark.parametrize("by", [(), ("day",), ("team",), ("half_hour",), ("person",)])
def test_a_condition_opens_nobody_else(sample, leader, by):
    for stranger in sorted(set(everybody(sample)) - leader.people)[:6]:
        where = [Where("person_id", stranger)]
        found = sample.figures(scope=leader, by=by, where=where)
        assert not [f for f in found if f.n]
        assert (
            contacts_behind(sample.facts, HANDLED, scope=leader, window=EVER, where=where).total
            == 0
        )


def test_what_is_of_nobody_is_not_opened_as_a_person(sample, leader):
    found = sample.figures(
        [catalogue.BY_KEY["answered"]], scope=leader, where=[Where("person_id", None)]
    )
    assert [f.n for f in found] == [0]


def test_a_leader_sees_no_other_team(sample, leader):
    found = sample.figures(scope=leader, by=("team",))
    assert {f.by["team"] for f in found} == {NORTH}
    assert not [f for f in sample.figures(scope=leader, where=[Where("team_id", SOUTH)]) if f.n]
    whole = {f.kpi.key: f for f in sample.figures(where=[Where("team_id", NORTH)])}
    for figure in sample.figures(scope=leader, where=[Where("team_id", NORTH)]):
        assert figure == whole[figure.kpi.key]


def test_a_mover_opens_no_part_of_the_former_team_as_if_it_were_the_whole(centre, tmp_path):
    """Ann came from South to North: her leader sees her, not "South's figure" made of her alone."""
    path = tmp_path / "log.csv"
    lines = [
        f"{who}{at},2026-10-{at:02d} 10:00:00,{who},60"
        for at in range(1, 29)
        for who in ("ann", "ben", "cleo")
    ]
    path.write_text("contact_id,started_at,agent,talk_seconds\n" + "\n".join(lines))
    move = date(2026, 10, 15)
    centre.directory = Directory(
        (("", "ann", 1), ("", "ben", 2), ("", "cleo", 3)),
        ((1, SOUTH, date(2026, 1, 1), move), (1, NORTH, move, None), (2, SOUTH, date(2026, 1, 1), None),
         (3, NORTH, date(2026, 1, 1), None)),
    )  # fmt: skip
    centre.bring_in(path)
    scope = Scope(teams=frozenset({NORTH}), people=frozenset({1, 3}))
    assert {f.by["team"]: f.n for f in centre.figures([HANDLED], scope=scope, by=("team",))} == {
        NORTH: 42
    }
    assert not [f for f in centre.figures(scope=scope, where=[Where("team_id", SOUTH)]) if f.n]
    assert {
        f.by["person"]: f.n for f in centre.figures([HANDLED], scope=scope, by=("person",))
    } == {1: 28, 3: 28}


def test_an_empty_scope_opens_nothing(sample):
    nothing = Scope()
    assert nothing.empty
    for figure in sample.figures(scope=nothing):
        assert (figure.value, figure.n, figure.parts) == (None, 0, {})
    for name in SPLITS:
        assert not sample.figures(scope=nothing, by=(name,))
    assert contacts_behind(sample.facts, HANDLED, scope=nothing, window=EVER).total == 0


def test_one_contact_opens_only_to_whom_it_may(sample, leader):
    rows = sample.rows("contact_id, person_id, team_id")
    mine = next(str(c) for c, person, _ in rows if person in leader.people)
    other = next(str(c) for c, person, _ in rows if person and person not in leader.people)
    unknown = next(str(c) for c, person, _ in rows if person is None)
    assert contact(sample.facts, mine, scope=leader).contact["person_id"] in leader.people
    assert contact(sample.facts, other, scope=leader) is None
    assert contact(sample.facts, unknown, scope=leader) is None
    assert contact(sample.facts, other, scope=Scope()) is None
    assert contact(sample.facts, unknown, scope=EVERYTHING).contact["person_id"] is None


def test_totals_of_the_organisation_open_no_person(sample):
    analyst = Scope(organisation=True)
    assert sample.figure("handled", scope=analyst).n == sample.figure("handled").n
    assert not sample.figures(scope=analyst, by=("person",))
    assert contacts_behind(sample.facts, HANDLED, scope=analyst, window=EVER).total == 0


# The representative: totals over ten people or more


def brought(centre: Centre, tmp_path, people: int, rated: int) -> Centre:
    """Two channels: `people` of them on the phone, all of them on chat; only `rated` of them have an answer."""
    path = tmp_path / "log.csv"
    lines = []
    for at in range(12):
        score = 5 if at < rated else ""
        if at < people:
            lines.append(f"P{at},2026-10-05 10:00:00,a{at},phone,60,{score}")
        lines.append(f"C{at},2026-10-06 10:00:00,a{at},chat,60,{score}")
    path.write_text("contact_id,started_at,agent,channel,talk_seconds,csat\n" + "\n".join(lines))
    centre.directory = Directory(tuple(("", f"a{at}", at + 1) for at in range(12)))
    centre.bring_in(path)
    return centre


LARGE = Scope(organisation=True, smallest_cell=10)


@pytest.mark.parametrize(("people", "shown"), [(12, 2), (10, 2), (9, 0), (1, 0)])
def test_one_small_cell_closes_all(centre, tmp_path, people, shown):
    brought(centre, tmp_path, people, rated=12)
    assert len(centre.figures([HANDLED], scope=LARGE, by=("channel",))) == shown
    assert len(centre.figures([HANDLED], scope=LARGE, by=("half_hour", "channel"))) == shown
    assert centre.figure("handled", scope=LARGE).n == 12 + people


@pytest.mark.parametrize(("rated", "shown"), [(12, True), (10, True), (9, False), (1, False)])
def test_people_count_who_were_themselves_counted(centre, tmp_path, rated, shown):
    """Twelve people of whom one was rated are no total of ratings."""
    brought(centre, tmp_path, 12, rated)
    found = {f.kpi.key: f for f in centre.figures(scope=LARGE)}
    assert found["handled"].n == 24
    assert found["csat"].n == (2 * rated if shown else 0)
    assert (found["csat"].problem == TOO_FEW_PEOPLE) is not shown
    assert bool(centre.figures([CSAT], scope=LARGE, by=("channel",))) is shown


@pytest.mark.parametrize("key", ["aht_median", "aht_p90"])
def test_bins_are_cells_too(centre, tmp_path, key):
    brought(centre, tmp_path, 12, 12)
    found = centre.figure(key, scope=LARGE)
    assert (found.n, found.problem, found.parts) == (0, TOO_FEW_PEOPLE, {})
    assert not centre.figures([found.kpi], scope=LARGE, by=("channel",))


def test_a_narrow_window_is_a_small_cell(centre, tmp_path):
    brought(centre, tmp_path, 9, 12)
    day = Window(date(2026, 10, 5), date(2026, 10, 6))
    found = centre.figure("handled", scope=LARGE, window=day)
    assert (found.value, found.n, found.problem) == (None, 0, TOO_FEW_PEOPLE)
    assert (
        centre.figure("handled", scope=LARGE, window=Window(date(2026, 10, 6), date(2026, 10, 7))).n
        == 12
    )


def test_totals_over_enough_still_open_no_person(centre, tmp_path):
    brought(centre, tmp_path, 12, 12)
    assert not centre.figures(scope=LARGE, by=("person",))
    assert not [f for f in centre.figures(scope=LARGE, where=[Where("person_id", 3)]) if f.n]
