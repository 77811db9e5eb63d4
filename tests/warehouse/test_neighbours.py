"""What is stamped on a contact when it is published: its neighbours, its clocks, and what counts for it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from evenhand.analysis.calendar import OpeningHours
from evenhand.analysis.warehouse.directory import Directory
from tests import received
from tests.received import at, bring, contact

DAY = 86400
LONDON = ZoneInfo("Europe/London")
ANN, BEN, NORTH, SOUTH = 1, 2, 101, 102
PEOPLE = Directory(
    (("", "ann", ANN), ("", "ben", BEN)),
    ((ANN, NORTH, date(2026, 1, 1), None), (BEN, SOUTH, date(2026, 1, 1), None)),
)


def stamped(centre, columns: str) -> dict:
    return {row[0]: row[1:] for row in centre.rows(f"source_id, {columns}")}


GAPS = "since_previous_seconds, until_next_seconds"


def test_neighbours_of_the_same_customer_and_reason(centre):
    first = at(date(2026, 9, 10))
    rows = [
        contact("A1", first, customer="c", topic="bill"),
        contact("A2", first + timedelta(days=2), customer="c", topic="bill"),
        contact("A3", first + timedelta(days=5), customer="c", topic="bill"),
        contact("B1", first + timedelta(days=1), customer="c", topic="move"),
        contact("C1", first + timedelta(days=1), customer="d", topic="bill"),
        contact("D1", first, topic="bill"),
        contact("D2", first + timedelta(hours=1), topic="bill"),
    ]
    bring(centre, contact=rows)
    found = stamped(centre, GAPS)
    assert found["A1"] == (None, 2 * DAY)
    assert found["A2"] == (2 * DAY, 3 * DAY)
    assert found["A3"] == (3 * DAY, None)
    assert [found[one] for one in ("B1", "C1", "D1", "D2")] == [(None, None)] * 4


@pytest.mark.parametrize(
    "between", [{"answered": False}, {"direction": "outbound"}, {"customer": None}, {"topic": None}]
)
def test_what_is_no_answered_inbound_contact_links_nothing(centre, between):
    first = at(date(2026, 9, 10))
    known = {"customer": "c", "topic": "bill"}
    rows = [
        contact("A1", first, **known),
        contact("A2", first + timedelta(days=1), **known | between),
        contact("A3", first + timedelta(days=3), **known),
    ]
    bring(centre, contact=rows)
    assert stamped(centre, GAPS)["A1"] == (None, 3 * DAY)


def test_neighbours_are_found_across_months_and_channels_and_not_beyond_the_longest_window(centre):
    first = at(date(2026, 8, 31), 20)
    rows = [
        contact("A1", first, customer="c"),
        contact("A2", first + timedelta(days=1), customer="c", channel="email"),
        contact("B1", first, customer="d"),
        contact("B2", first + timedelta(days=31), customer="d"),
        contact("C1", first, customer="e"),
        contact("C2", first + timedelta(days=31, seconds=1), customer="e"),
    ]
    bring(centre, contact=rows)
    found = stamped(centre, GAPS)
    assert (found["A1"], found["A2"]) == ((None, DAY), (DAY, None))
    assert (found["B1"], found["B2"]) == ((None, 31 * DAY), (31 * DAY, None))
    assert (found["C1"], found["C2"]) == ((None, None), (None, None))


def test_a_later_file_reaches_the_month_before_and_leaves_with_its_run(centre):
    first = at(date(2026, 9, 29))
    bring(centre, contact=[contact("A1", first, customer="c")])
    alone = centre.rows()
    run = bring(centre, contact=[contact("A2", first + timedelta(days=4), customer="c")])
    assert stamped(centre, GAPS)["A1"] == (None, 4 * DAY)
    centre.take_back(run)
    assert centre.rows() == alone


def test_the_same_number_in_two_systems_may_be_two_people(centre):
    first = at(date(2026, 9, 10))
    bring(centre, contact=[contact("A1", first, customer="12")])
    other = contact("X1", first + timedelta(days=1), customer="12")
    bring(
        centre, contact=[other | {"contact_id": received.contact_id("X1", "mail")}], source="mail"
    )
    assert stamped(centre, GAPS) == {"A1": (None, None), "X1": (None, None)}


def test_a_new_file_counted_whole_is_the_same_as_file_by_file(centre, tmp_path):
    """Incremental linking equals linking everything at once."""
    import random

    from evenhand.analysis.warehouse.manifest import Store
    from tests.bringing import Centre

    draw = random.Random(7)
    rows = [
        contact(
            f"N{number}",
            at(date(2026, 6, 1)) + timedelta(minutes=draw.randrange(120 * 1440)),
            customer=draw.choice("abcdefgh"),
            topic=draw.choice([None, "bill", "move"]),
            answered=draw.random() > 0.1,
        )
        for number in range(300)
    ]
    for part in (rows[::3], rows[1::3], rows[2::3]):
        bring(centre, contact=part)
    whole = Centre(Store(tmp_path / "whole", "Europe/London"))
    bring(whole, contact=rows)
    columns = f"{GAPS}, customer, topic"
    assert stamped(centre, columns) == stamped(whole, columns)


def test_how_far_a_contact_is_followed_is_how_far_its_source_reaches(centre):
    first = at(date(2026, 9, 10))
    bring(centre, contact=[contact("A1", first), contact("A2", first + timedelta(days=3))])
    mail = contact("M1", first) | {"contact_id": received.contact_id("M1", "mail")}
    bring(centre, contact=[mail], source="mail")
    assert stamped(centre, "followed_seconds") == {"A1": (3 * DAY,), "A2": (0,), "M1": (0,)}


SAME_DAY = "previous_same_day, next_same_day, followed_whole_day"


@pytest.mark.parametrize(
    ("night", "hours"),
    [(date(2026, 7, 11), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_the_same_day_is_that_of_the_zone(centre, night, hours):
    """However long the day: its last minute belongs to it, and ten past midnight to the next."""
    begins = datetime(night.year, night.month, night.day, tzinfo=LONDON).astimezone(UTC)
    begins = begins.replace(tzinfo=None)
    ends = begins + timedelta(hours=hours)
    moments = {
        "eve": begins - timedelta(minutes=1),
        "first": begins,
        "last": ends - timedelta(minutes=1),
        "next": ends + timedelta(minutes=10),
        "week": ends + timedelta(days=7, hours=12),
    }
    bring(centre, contact=[contact(name, moment, customer="c") for name, moment in moments.items()])
    assert stamped(centre, SAME_DAY) == {
        "eve": (None, False, True), "first": (False, True, True), "last": (True, False, True),
        "next": (False, False, True), "week": (False, None, False),
    }  # fmt: skip


def test_a_contact_without_neighbours_shares_its_day_with_none(centre):
    bring(centre, contact=[contact("A1", at(date(2026, 9, 10)))])
    assert stamped(centre, SAME_DAY) == {"A1": (None, None, False)}


# Opening hours 9 to 17 on working days of England; 31 August 2026 is a bank holiday there, not in Scotland.
FRIDAY = date(2026, 8, 28)


@pytest.mark.parametrize(
    ("start", "reply", "seconds"),
    [
        (at(FRIDAY, 8, 0), at(FRIDAY, 10, 0), 3600 * 2),  # 9:00 to 11:00 on the wall: summer time
        (at(FRIDAY, 15, 0), at(date(2026, 9, 1), 9, 0), 3600 * 2),  # 16:00 Friday to 10:00 Tuesday
        (at(FRIDAY, 20, 0), at(FRIDAY, 21, 0), 0),
        (at(date(2026, 8, 29), 12), at(date(2026, 8, 30), 12), 0),  # a weekend
        (at(FRIDAY, 3, 0), at(FRIDAY, 23, 0), 3600 * 8),
    ],
)
def test_a_clock_that_runs_in_opening_hours(centre, start, reply, seconds):
    row = contact("A1", start, first_replied_at=reply, first_replies_recorded=True)
    bring(centre, contact=[row])
    found = stamped(centre, "first_response_seconds, first_response_open_seconds")
    assert found["A1"] == ((reply - start).total_seconds(), seconds)


def test_bank_holidays_are_those_of_the_nation(centre):
    centre.directory = Directory(opening=(OpeningHours(nation="scotland"),))
    row = contact(
        "A1", at(FRIDAY, 15), first_replied_at=at(date(2026, 9, 1), 9), first_replies_recorded=True
    )
    bring(centre, contact=[row])
    assert stamped(centre, "first_response_open_seconds")["A1"] == (3600 * 10,)


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_the_clocks_change_is_as_long_as_it_was(centre, night, hours):
    always = OpeningHours(week=((0, DAY),) * 7, nation="")
    centre.directory = Directory(opening=(always,))
    begins, ends = (
        datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC).replace(tzinfo=None)
        for day in (night, night + timedelta(days=1))
    )
    rows = [contact("A1", begins, solved_at=ends, first_solved_at=ends, solves_recorded=True)]
    bring(centre, contact=rows)
    found = stamped(centre, "resolution_open_seconds, first_resolution_open_seconds")
    assert found["A1"] == (hours * 3600, hours * 3600)


@pytest.mark.parametrize(("nation", "hours"), [("england-and-wales", 2), ("scotland", 10)])
def test_the_first_solution_has_an_open_clock_of_its_own(centre, nation, hours):
    """From Friday 16:00 to Tuesday 10:00; 31 August is a bank holiday in England only."""
    centre.directory = Directory(opening=(OpeningHours(nation=nation),))
    first, last = at(date(2026, 9, 1), 9), at(date(2026, 9, 2), 9)
    rows = [
        contact("A1", at(FRIDAY, 15), first_solved_at=first, solved_at=last, solves_recorded=True),
        contact("A2", at(FRIDAY, 15), solved_at=last, solves_recorded=True),
    ]
    bring(centre, contact=rows)
    found = stamped(centre, "first_resolution_open_seconds, resolution_open_seconds")
    assert found == {
        "A1": (hours * 3600, (hours + 8) * 3600),
        "A2": (None, (hours + 8) * 3600),
    }


def test_hours_hold_from_their_day(centre):
    week = ((9 * 3600, 13 * 3600),) * 5 + (None, None)
    centre.directory = Directory(
        opening=(OpeningHours(), OpeningHours(from_day=date(2026, 9, 8), week=week))
    )
    monday = at(date(2026, 9, 7), 8)
    rows = [
        contact(
            name,
            monday + timedelta(days=n),
            solved_at=monday + timedelta(days=n, hours=12),
            solves_recorded=True,
        )
        for n, name in enumerate(("Mon", "Tue"))
    ]
    bring(centre, contact=rows)
    found = stamped(centre, "resolution_open_seconds")
    assert (found["Mon"], found["Tue"]) == ((8 * 3600,), (4 * 3600,))


def test_an_open_ticket_is_followed_on_both_clocks(centre):
    rows = [
        contact("open", at(FRIDAY, 8), solves_recorded=True),
        contact("last", at(date(2026, 9, 1), 9), solves_recorded=True),
    ]
    bring(centre, contact=rows)
    columns = "resolution_seconds, resolution_open_seconds, followed_seconds, followed_open_seconds"
    assert stamped(centre, columns)["open"] == (None, None, 4 * DAY + 3600, 3600 * 9)
