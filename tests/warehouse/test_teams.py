"""Whose contact it is, and whose team's: membership dates, keys, corrections, and republishing."""

from collections import Counter
from datetime import date, timedelta

import pytest

from evenhand.analysis.warehouse.directory import Directory
from tests.bringing import Centre

NORTH, SOUTH = 101, 102
ANN, BEN = 1, 2
MOVE = date(2026, 10, 15)
HEAD = "contact_id,started_at,agent,talk_seconds\n"
LINES = "".join(
    f"C{day:02d}{who},2026-10-{day:02d} 0{9 - (who == 'ann')}:30:00,{who},60\n"
    for day in range(1, 29)
    for who in ("ann", "ben", "cleo", "")
)
KEYS = (("", "Ann", ANN), ("", "ben", BEN))
MOVED = (
    (ANN, NORTH, date(2026, 1, 1), MOVE),
    (ANN, SOUTH, MOVE, None),
    (BEN, SOUTH, date(2026, 10, 20), None),
)


@pytest.fixture
def brought(centre, tmp_path) -> Centre:
    path = tmp_path / "log.csv"
    path.write_text(HEAD + LINES)
    centre.directory = Directory(KEYS, MOVED)
    centre.bring_in(path)
    return centre


def handled(centre, *by) -> dict:
    found = centre.figures([kpi for kpi in centre.kpis if kpi.key == "handled"], by=by)
    return {tuple(f.by.values()): f.n for f in found if f.n}


def test_past_figures_belong_to_the_past_team(brought):
    assert handled(brought, "team", "person") == {
        (NORTH, ANN): 14,
        (SOUTH, ANN): 14,
        (SOUTH, BEN): 9,
        (None, BEN): 19,
        (None, None): 28,
    }
    days = {day for team, day in handled(brought, "team", "day") if team == NORTH}
    assert max(days) == MOVE - timedelta(days=1)


def test_an_agent_whom_nobody_knows_is_said_to_be_so(brought):
    counted = Counter(rule for (rule,) in brought.rows("attribution"))
    assert counted == {
        "agent in the source": 56,
        "agent not known here": 28,
        "no agent in the source": 28,
    }


def test_a_key_of_the_source_goes_before_a_key_of_all(centre, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(HEAD + LINES)
    centre.directory = Directory((*KEYS, ("log", "ANN", BEN), ("other", "ben", ANN)))
    centre.bring_in(path, "log")
    assert handled(centre, "person") == {(BEN,): 56, (None,): 28}


def test_what_changes_in_the_records_changes_the_figures_when_published_anew(brought):
    before = brought.contents()
    generation = brought.store.manifest().generation
    brought.republish(Directory((*KEYS, ("", "cleo", 3)), ((3, NORTH, date(2026, 10, 1), None),)))
    assert handled(brought, "team", "person") == {
        (NORTH, 3): 28,
        (None, ANN): 28,
        (None, BEN): 28,
    }
    assert brought.store.manifest().generation == generation + 1
    brought.republish(Directory(KEYS, MOVED))
    assert brought.contents() == before


def test_a_correction_goes_before_the_source(brought):
    ids = {source_id: str(contact) for contact, source_id in brought.rows("contact_id, source_id")}
    credits = (
        (ids["C01ann"], ANN, BEN, None, "not mine"),
        (ids["C02ann"], ANN, None, None, "nobody's"),
        (ids["C03ann"], ANN, None, None, "first"),
        (ids["C03ann"], ANN, BEN, None, "second thoughts"),
        (ids["C04ann"], BEN, None, None, "of a part that is not theirs"),
    )
    brought.republish(Directory(KEYS, MOVED, credits))
    assert handled(brought, "person") == {(ANN,): 25, (BEN,): 30, (None,): 29}
    rules = dict(brought.rows("source_id, attribution"))
    assert [rules[f"C0{n}ann"] for n in (1, 2, 3)] == ["not mine", "nobody's", "second thoughts"]


@pytest.mark.parametrize(
    "overlap",
    [
        ((ANN, NORTH, date(2026, 1, 1), date(2026, 12, 1)), (ANN, SOUTH, MOVE, None)),
        ((ANN, SOUTH, MOVE, None), (ANN, NORTH, date(2026, 1, 1), None)),
    ],
)
def test_two_teams_at_once_count_no_contact_twice(brought, overlap):
    brought.republish(Directory(KEYS, overlap))
    assert sum(handled(brought, "team").values()) == 84
    assert handled(brought, "team", "person")[(NORTH, ANN)] == 14


def test_an_agent_is_known_by_the_name_without_its_spaces(centre, tmp_path):
    path = tmp_path / "log.csv"
    names = ("ANN", " ann", "Ann\u00a0", '"ann\t"', "Ann")
    path.write_text(
        HEAD + "".join(f"C{at},2026-10-01 09:0{at}:00,{name},60\n" for at, name in enumerate(names))
    )
    centre.directory = Directory(KEYS)
    centre.bring_in(path)
    assert handled(centre, "person") == {(ANN,): 5}


def test_local_days_are_of_the_organisation(centre, tmp_path):
    """23:30 UTC in July is the next day in London, in January it is not."""
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "C1,2026-07-31T23:30:00Z,ann,60\nC2,2026-01-31T23:30:00Z,ann,60\n")
    centre.bring_in(path)
    found = centre.rows("source_id, local_date, half_hour", order="1")
    assert found == [("C1", date(2026, 8, 1), 1), ("C2", date(2026, 1, 31), 47)]
    assert sorted(centre.store.manifest().months) == ["2026-01", "2026-08"]
