"""Files of legs: one person's part of a contact a line, credited to that person and to no other."""

import pytest

from evenhand.analysis.intake.mapping import Unclear
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre

KEYS = (("", "Ann", 1), ("", "Ben", 2), ("", "Cleo", 3))
CONTACTS = "contact_id,started_at,agent,handle_seconds\n"
HEAD = "contact_id,leg,agent,leg_start,talk,hold,wrap,transferred_to\n"


@pytest.fixture(scope="module")
def calls_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    lines = "".join(
        f"N{at},2026-0{7 + at // 20}-{at % 20 + 1:02d} 10:00:00,{'Ann' if at % 2 else 'Ben'},100\n"
        for at in range(40)
    )
    (folder / "calls.csv").write_text(CONTACTS + lines)
    centre = Centre(Store(folder / "store"), Directory(keys=KEYS))
    centre.bring_in(folder / "calls.csv", "calls")
    return centre


@pytest.fixture
def calls(calls_once, tmp_path):
    return calls_once.copied_to(tmp_path / "store")


def legs(*at: int) -> str:
    """N1 is Ann's of 100 s; told by legs it is 60 s of Ann's and 200 s of Cleo's."""
    return "".join(
        f"N{n},1,Ann,2026-07-02 10:00:10,50,,10,Cleo\nN{n},2,Cleo,2026-07-02 10:01:10,150,30,20,\n"
        for n in at
    )


def handling(centre) -> dict:
    return {f.by["person"]: (f.n, round(f.parts["total"], 6)) for f in of_aht(centre, ("person",))}


def of_aht(centre, by=()):
    return centre.figures([catalogue.BY_KEY["aht"]], by=by)


def files(centre) -> dict:
    return {key: month.files for key, month in centre.store.manifest().months.items()}


def test_handling_time_is_of_whoever_had_the_leg(calls, a_file):
    before = files(calls)
    assert handling(calls) == {1: (20, 2000), 2: (20, 2000)}
    path = a_file(HEAD + legs(1), "legs.csv")
    assert calls.propose(path)[1].kind == "legs"
    came = calls.bring_in(path, "parts")
    assert (came.accepted, came.rejected, came.months) == (2, 0, {"2026-07": 2})
    assert dict(came.agents) == {"Ann": 1, "Cleo": 1}
    assert handling(calls) == {1: (20, 1960), 2: (20, 2000), 3: (1, 200)}
    found = calls.rows(
        "leg, person_id, handle_seconds, parts_known", "leg", "handle_seconds DESC, leg"
    )
    assert found[0] == (2, 3, 200, 7) and found[-1] == (1, 1, 60, 5)
    assert files(calls)["2026-08"] == before["2026-08"]
    calls.take_back("run2")
    assert files(calls) == before


def test_the_parts_are_the_whole(calls, a_file):
    calls.bring_in(a_file(HEAD + legs(1, 3, 5, 21), "legs.csv"), "parts")
    (whole,) = of_aht(calls)
    for split in (("person",), ("team",), ("week", "channel"), ("topic", "half_hour")):
        parts = of_aht(calls, split)
        assert sum(f.n for f in parts) == whole.n == 44
        assert sum(f.parts["total"] for f in parts) == pytest.approx(whole.parts["total"])
    assert [f.n for f in calls.figures([catalogue.BY_KEY["handled"]])] == [
        40
    ]  # contacts are no more than before


def test_the_same_file_twice_changes_nothing_and_a_longer_leg_replaces_all(calls, a_file):
    path = a_file(HEAD + legs(1, 2), "legs.csv")
    calls.bring_in(path, "parts")
    before = files(calls)
    again = calls.bring_in(path, "parts")
    assert (again.accepted, again.already_here) == (0, 4) and files(calls) == before
    other = calls.bring_in(
        a_file(HEAD + "N1,1,Ann,2026-07-02 10:00:10,500,,10,\n", "new.csv"), "parts"
    )
    assert (other.accepted, other.updates) == (1, 1)
    assert handling(calls)[1] == (
        21,
        1900 + 510 + 60,
    )  # Cleo's leg of N1 is gone with the earlier version
    assert handling(calls)[3] == (1, 200)
    calls.take_back("run4")
    assert files(calls) == before


def test_legs_told_by_two_sources_count_once(calls, a_file):
    calls.bring_in(a_file(HEAD + legs(1), "legs.csv"), "parts")
    calls.bring_in(a_file(HEAD + "N1,1,Ben,2026-07-02 10:00:10,77,,,\n", "own.csv"), "calls")
    assert handling(calls) == {1: (19, 1900), 2: (21, 2077)}  # the source of the contact goes first


def test_without_lengths_the_times_tell_them(calls, a_file):
    head = "contact_id,leg_start,leg_end,agent\n"
    lines = "N1,2026-07-02 10:00:00,2026-07-02 10:01:30,Cleo\nN1,2026-07-02 10:01:30,2026-07-02 10:01:40,Ann\n"
    calls.bring_in(a_file(head + lines, "legs.csv"), "parts")
    assert handling(calls) == {1: (20, 1910), 2: (20, 2000), 3: (1, 90)}
    assert calls.rows("leg, handle_seconds, parts_known", "leg", "handle_seconds")[:2] == [
        (2, 10, 8),
        (1, 90, 8),
    ]


def test_passing_on_is_a_transfer_where_the_source_of_the_contact_does_not_say(calls, a_file):
    calls.bring_in(
        a_file(HEAD + legs(1) + "N2,1,Ben,2026-07-03 10:00:00,5,,,\n", "legs.csv"), "parts"
    )
    said = dict(calls.rows("source_id, transferred"))
    assert (said["N1"], said["N2"], said["N3"]) == (True, False, None)


def test_a_leg_that_is_refused_keeps_its_contact_as_it_was(calls, a_file):
    lines = (
        legs(1)
        + "N1,3,Ben,2026-07-02 10:09:00,-5,,,\nN9,1,Ann,2026-07-10 10:00,70,,,\nX1,1,Ann,,9,,,\n,1,Ann,,9,,,\n"
    )
    came = calls.bring_in(a_file(HEAD + lines, "legs.csv"), "parts")
    assert (came.lines, came.accepted, came.rejected) == (6, 1, 5)
    said = {one.line: one.why for one in calls.refused()}
    assert {line for line in said if "Another leg of the same contact" in said[line]} == {2, 3}
    assert "below zero" in said[4] and "No contact with this number" in said[6]
    assert "no contact number" in said[7]
    assert handling(calls) == {1: (20, 1970), 2: (20, 2000)}


@pytest.mark.parametrize(
    "lines",
    [
        "N1,2026-07-02 10:00,2026-07-02 09:00,Ann\n",  # ends before it starts
        "N1,2036-07-02 10:00,,Ann\n",
        "N1,1936-07-02 10:00,,Ann\n",
        "N1,tomorrow,,Ann\n",
    ],
)
def test_times_that_cannot_be_right(calls, a_file, lines):
    came = calls.bring_in(a_file("contact_id,leg_start,leg_end,agent\n" + lines, "legs.csv"), "parts", kind="legs",
                          columns={"contact_id": "contact_number", "leg_start": "leg_started_at",
                                   "leg_end": "leg_ended_at", "agent": "agent"})  # fmt: skip
    assert (came.accepted, came.rejected) == (0, 1)


@pytest.mark.parametrize(
    "head", ["contact_id,leg,talk\nN1,1,5\n", "contact_id,leg,agent\nN1,1,Ann\n"]
)
def test_what_a_leg_needs(calls, a_file, head):
    from evenhand.analysis.intake import recognise
    from evenhand.analysis.intake.look import look
    from evenhand.analysis.intake.mapping import require_usable

    shape = look(a_file(head, "legs.csv"), largest=1000)
    with pytest.raises(Unclear):
        require_usable(recognise.propose(shape, source="x", zone="UTC", kind="legs"), False)


def test_not_mine_moves_the_leg_of_whoever_says_so_and_no_other(calls, a_file):
    calls.bring_in(a_file(HEAD + legs(1), "legs.csv"), "parts")
    contact = dict(calls.rows("source_id, contact_id"))["N1"]

    def credited(*credits):
        given = tuple((str(contact), *one) for one in credits)
        calls.republish(Directory(KEYS, (), given))
        (of_contact,) = [p for number, p in calls.rows("source_id, person_id") if number == "N1"]
        parts = calls.rows("contact_id, leg, person_id", "leg")
        return of_contact, {leg: person for known, leg, person in parts if known == contact}

    assert credited() == (1, {1: 1, 2: 3})
    assert credited((1, 2, None, "not mine")) == (2, {1: 2, 2: 3})
    assert credited((1, None, None, "not mine")) == (None, {1: None, 2: 3})
    assert credited((3, 2, None, "not mine")) == (1, {1: 1, 2: 2})  # a part alone
    assert credited((1, 2, None, "not mine"), (2, 3, None, "nor mine")) == (3, {1: 3, 2: 3})
    assert credited((1, 2, None, "not mine"), (2, 1, None, "yours")) == (1, {1: 1, 2: 3})
    whole = sum(n for n, _ in handling(calls).values())
    assert whole == 41 and sum(s for _, s in handling(calls).values()) == 3900 + 260
