"""Dates and durations as exports write them, and the two Sundays on which clocks change."""

from datetime import datetime

import pytest

from evenhand.analysis.intake import recognise
from evenhand.analysis.intake.mapping import Unclear

HEAD = "contact_id,started_at,agent,talk_seconds\n"
MEANT = {
    "contact_id": "contact_number",
    "started_at": "started_at",
    "agent": "agent",
    "talk_seconds": "talk_seconds",
}


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("143", 143),
        ("143.5", 143.5),
        ("143,5", 143.5),
        (" 143 ", 143),
        ("2:23", 143),
        ("02:23", 143),
        ("0:02:23", 143),
        ("1:02:23.5", 3743.5),
        ("100:00:00", 360_000),
        ("0", 0),
        ("0:00", 0),
        ("1h", 3600),
        ("1h 5m", 3900),
        ("5m30s", 330),
        ("1 hr 2 min", 3720),
        ("90 sec", 90),
        ("2 days", 172_800),
        ("1,5h", 5400),
        ("PT5M30S", 330),
        ("PT1H", 3600),
        ("P1DT2H", 93_600),
        ("pt0.5s", 0.5),
    ],
)
@pytest.mark.parametrize("below", [0, 210])
def test_durations(centre, a_file, cell, seconds, below):
    plain = "".join(f"P{at},2026-07-01 10:00:00,Ann,7\n" for at in range(below))
    centre.check(a_file(HEAD + plain + f'N,2026-07-01 10:00:00,Ann,"{cell}"\n'), columns=MEANT)
    assert centre.received("source_id, talk_seconds")[below:] == [("N", seconds)]


@pytest.mark.parametrize(
    "cell",
    [
        "2:63",
        "1:2:3:4",
        "five",
        "5m 143",
        "PT",
        "-5m",
        "3 moons",
        "--3",
        "0x10",
        "1 000 000",
        "1,234",
        "1,234,567",
        "-0:02:23",
        "-5",
        "inf",
    ],
)
def test_what_is_no_duration(centre, a_file, cell):
    summary = centre.check(a_file(HEAD + f'N,2026-07-01 10:00:00,Ann,"{cell}"\n'), columns=MEANT)
    assert (summary.accepted, summary.rejected) == (0, 1)
    (refused,) = centre.refused()
    assert (refused.line, refused.column, refused.value) == (2, "talk_seconds", cell)


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026-07-01 10:00:00", "2026-07-01 09:00"),
        ("2026-01-01 10:00:00", "2026-01-01 10:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01 10:00"),
        ("2026-07-01T10:00:00+02:00", "2026-07-01 08:00"),
        ("2026-07-01 10:00:00-0500", "2026-07-01 15:00"),
        ("2026-07-01T10:00:00.250+01:00", "2026-07-01 09:00"),
        ("2026-03-29 00:59:59", "2026-03-29 00:59"),
        ("2026-03-29 02:00:00", "2026-03-29 01:00"),
        ("2026-10-25 00:30:00", "2026-10-24 23:30"),
        ("2026-10-25 02:00:00", "2026-10-25 02:00"),
        ("2026-10-25T01:30:00+01:00", "2026-10-25 00:30"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25 01:30"),
        ("1 Jul 2026 10:00", "2026-07-01 09:00"),
        ("01-Jul-2026 10:00", "2026-07-01 09:00"),
        ("2026-07-01 3:30 PM", "2026-07-01 14:30"),
    ],
)
@pytest.mark.parametrize("below", [0, 210])
def test_moments_in_london(centre, a_file, cell, utc, below):
    plain = "".join(f"P{at},2026-07-01 10:00:00,Ann,7\n" for at in range(below))
    centre.check(a_file(HEAD + plain + f"N,{cell},Ann,60\n"), columns=MEANT)
    ((number, start),) = centre.received("source_id, started_at")[below:]
    assert (number, f"{start:%Y-%m-%d %H:%M}") == ("N", utc)


def test_the_hour_that_does_not_exist_is_still_placed(centre, a_file):
    """01:30 on the last Sunday of March is on no clock; such a line is kept, within an hour of it."""
    centre.bring_in(a_file(HEAD + "N,2026-03-29 01:30:00,Ann,60\n"), columns=MEANT)
    ((start, day),) = centre.rows("started_at, local_date")
    assert abs((start - datetime(2026, 3, 29, 1)).total_seconds()) <= 1800
    assert f"{day}" == "2026-03-29"


def test_the_hour_that_comes_twice_is_still_that_day(centre, a_file):
    centre.bring_in(a_file(HEAD + "N,2026-10-25 01:30:00,Ann,60\n"), columns=MEANT)
    ((start, half_hour),) = centre.rows("started_at, half_hour")
    assert start in (datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30))
    assert half_hour == 3


def test_a_zone_of_the_source_that_is_not_the_organisations(centre, a_file):
    centre.bring_in(
        a_file(HEAD + "N,2026-07-01 10:00:00,Ann,60\n"), columns=MEANT, zone="America/New_York"
    )
    assert centre.rows("started_at, half_hour") == [(datetime(2026, 7, 1, 14), 30)]


SEPARATE = {
    "id": "contact_number",
    "date": "started_date",
    "time": "started_time",
    "end": "ended_time",
    "agent": "agent",
}


@pytest.mark.parametrize(
    ("time", "end", "ended"),
    [
        ("23:50:00", "0:10:00", "2026-07-01 23:10"),
        ("9:50:00", "10:10:00", "2026-07-01 09:10"),
        ("11:50 PM", "12:10 AM", "2026-07-01 23:10"),
    ],
)
def test_an_end_after_midnight(centre, a_file, time, end, ended):
    centre.bring_in(
        a_file(f"id,date,time,end,agent\nN,01/07/2026,{time},{end},Ann\n"),
        columns=SEPARATE,
        order="dmy",
    )
    assert [f"{row[0]:%Y-%m-%d %H:%M}" for row in centre.rows("ended_at")] == [ended]


def test_an_end_before_the_start_is_refused(centre, a_file):
    summary = centre.bring_in(
        a_file("id,date,time,end,agent\nN,01/07/2026,10:00,9:00,Ann\n"),
        columns=SEPARATE,
        order="dmy",
    )
    assert summary.rejected == 1
    assert centre.refused()[0].why == "It ends before it starts (10:00)"


# Day first or month first


def test_an_order_that_cannot_be_told_is_asked(centre, a_file):
    path = a_file(HEAD + "N1,03/04/2026 10:00,Ann,60\nN2,05/06/2026 10:00,Ann,60\n")
    with pytest.raises(Unclear, match="whether the day or the month comes first"):
        centre.bring_in(path)
    assert centre.store.manifest().generation == 0


@pytest.mark.parametrize(
    ("order", "days"),
    [("dmy", ["2026-04-03", "2026-06-05"]), ("mdy", ["2026-03-04", "2026-05-06"])],
)
@pytest.mark.parametrize("form", ["{}/{}/2026", "{}-{}-2026", "{}.{}.2026", "{}/{}/26"])
def test_both_orders_are_read_right(centre, a_file, order, days, form):
    first, second = form.format("03", "04"), form.format("05", "06")
    path = a_file(HEAD + f"N1,{first} 10:00,Ann,60\nN2,{second} 10:00,Ann,60\n")
    centre.check(path, order=order, columns=MEANT)
    assert [f"{day}" for (day,) in centre.received("started_at::DATE")] == days


@pytest.mark.parametrize(
    ("values", "order", "ambiguous"),
    [
        (["03/04/2026", "25/04/2026"], "dmy", False),
        (["03/04/2026", "04/25/2026"], "mdy", False),
        (["2026-04-03"], "ymd", False),
        (["2026/04/03"], "ymd", False),
        (["03/04/2026", "12/12/2026"], "", True),
        (["3 Apr 2026"], "ymd", False),
        (["25/12/2026", "12/25/2026"], "", True),
        (["25/12/2026", "01/02/2026", "12/25/2026"], "", True),
        (["25/12/2026", "31/13/2026"], "dmy", False),
        ([], "ymd", False),
    ],
)
def test_what_the_values_say_of_their_order(values, order, ambiguous):
    found = recognise.date_order(values)
    assert (found.order, found.ambiguous) == (order, ambiguous)
    assert bool(found.example or found.mixed) == ambiguous


def test_a_day_beyond_the_month_in_the_order_chosen_is_refused_not_turned(centre, a_file):
    path = a_file(
        HEAD
        + "N1,03/04/2026 10:00,Ann,60\nN2,05/13/2026 10:00,Ann,60\nN3,31/09/2026 10:00,Ann,60\n"
    )
    summary = centre.bring_in(path, order="dmy", columns=MEANT)
    assert (summary.accepted, summary.rejected) == (1, 2)
    assert [one.line for one in centre.refused()] == [3, 4]
    assert centre.refused()[1].why == "There is no 31 September"


def test_a_call_across_the_hour_that_comes_twice_is_no_call_that_ends_before_it_starts(
    centre, a_file
):
    """Started 01:50 in summer time, ended 01:05 in winter time, a quarter of an hour later."""
    head = "contact_id,started_at,ended_at,agent,talk_seconds\n"
    came = centre.bring_in(
        a_file(
            head
            + "N,2026-10-25 01:50:00,2026-10-25 01:05:00,Ann,900\n"
            + "M,2026-10-26 01:50:00,2026-10-26 01:05:00,Ann,900\n"
        )
    )
    assert (came.accepted, came.rejected) == (1, 1)
    (found,) = centre.rows("source_id, started_at, ended_at")
    assert found[0] == "N"
    assert (found[2] - found[1]).total_seconds() == 900
