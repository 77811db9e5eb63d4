"""Days without times of day stand in no half-hour, whatever zone they are of and whatever comes beside them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from evenhand.analysis import engine
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.scope import Where
from evenhand.analysis.warehouse.clocks import without_times
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre
from tests.received import bring, contact, response

HANDLED = catalogue.BY_KEY["handled"]


def halves(centre) -> dict[int | None, int]:
    return {one.by["half_hour"]: one.n for one in centre.figures([HANDLED], by=("half_hour",))}


def centre_of(tmp_path, header: str, lines, here="Europe/London", **changes) -> Centre:
    centre = Centre(Store(tmp_path / "store", here))
    (tmp_path / "file.csv").write_text("\n".join([header, *lines]) + "\n")
    centre.bring_in(tmp_path / "file.csv", **changes)
    return centre


def days(count: int, first=date(2026, 3, 1)) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu", "Africa/Cairo"])
@pytest.mark.parametrize("of_the_file", ["Europe/London", "America/New_York", "Europe/Berlin"])
def test_in_any_zone(tmp_path, zone, of_the_file):
    lines = [f"{n},{day},amara" for n, day in enumerate(days(70))]
    centre = centre_of(tmp_path, "number,date,agent", lines, zone, zone=of_the_file)
    assert halves(centre) == {None: 70}
    counted = centre.figures([HANDLED], by=("day",))
    assert [(one.by["day"], one.n) for one in counted] == [(day, 1) for day in days(70)]


def test_a_day_beside_times_is_read_in_the_zone_of_the_file(tmp_path):
    """Noon in New York is five in the afternoon in London."""
    lines = ["1,2026-03-02,12:00,amara"]
    zone = {"zone": "America/New_York"}
    assert halves(centre_of(tmp_path, "number,date,time,agent", lines, **zone)) == {34: 1}


def test_line_by_line(tmp_path):
    """One line with a time makes no times of the others; a time that is midnight is one."""
    lines = [f"{n},{day},amara" for n, day in enumerate(days(20))]
    lines += ["x,2026-03-05 10:31:00,amara", "y,2026-03-05 00:00,amara"]
    centre = centre_of(tmp_path, "number,started at,agent", lines)
    assert halves(centre) == {None: 20, 21: 1, 0: 1}


@pytest.mark.parametrize("day", ["2026-03-05", "5 Mar 2026", "2026-03-05 "])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_a_line_of_a_day_among_lines_of_times(tmp_path, day, zone):
    """It is that day, whatever zone the times of the other lines are of."""
    lines = ["1,2026-03-05 10:00:00,amara", f"2,{day},amara", "3,2026-03-05T10:00:00Z,amara"]
    centre = centre_of(tmp_path, "number,started at,agent", lines, zone=zone)
    counted = {one.by["half_hour"]: one.n for one in centre.figures([HANDLED], by=("half_hour",))}
    assert counted == {"Asia/Tokyo": {2: 1, None: 1, 20: 1}, "America/New_York": {30: 1, None: 1, 20: 1}}[zone]  # fmt: skip
    assert [one.by["day"] for one in centre.figures([HANDLED], by=("day",))] == [date(2026, 3, 5)]


def test_a_day_whose_line_tells_when_it_ended(tmp_path):
    """A time anywhere in the line says by whose clock its day is: it does not end before it begins."""
    lines = ["1,2026-03-05,2026-03-05 07:00,amara", "2,2026-03-05,2026-03-05,amara"]
    centre = centre_of(tmp_path, "number,started at,ended at,agent", lines, zone="Asia/Tokyo")
    days = {one.by["day"]: one.n for one in centre.figures([HANDLED], by=("day",))}
    assert days == {date(2026, 3, 4): 1, date(2026, 3, 5): 1}


def test_a_time_that_is_left_out(tmp_path):
    lines = [f"{n},{day},{'09:40' if n % 4 == 0 else ''},amara" for n, day in enumerate(days(20))]
    assert halves(centre_of(tmp_path, "number,date,time,agent", lines)) == {None: 15, 19: 5}


def test_midnight_behind_every_day_is_no_time(tmp_path):
    """As exports write days. A few contacts that began at midnight did begin then."""
    lines = [f"{n},{day} 00:00:00,amara" for n, day in enumerate(days(12))]
    assert halves(centre_of(tmp_path, "number,started at,agent", lines)) == {None: 12}
    night = ["1,2026-04-01 00:00:00,amara"]
    (tmp_path / "night").mkdir()
    assert halves(centre_of(tmp_path / "night", "number,started at,agent", night)) == {0: 1}


def test_the_file_is_the_same_again_however_its_days_are_written(tmp_path):
    """How a start is written is no change of what is said."""
    centre = centre_of(tmp_path, "number,started at,agent", [f"{n},{d},amara" for n, d in enumerate(days(9))])  # fmt: skip
    again = [f"{n},{d} 00:00,amara" for n, d in enumerate(days(9))]
    (tmp_path / "again.csv").write_text("\n".join(["number,started at,agent", *again]) + "\n")
    assert centre.check(tmp_path / "again.csv").already_here == 9


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/London", True),
        ("Africa/Cairo", True),  # no midnight on 26 April 2024: the day began at one
        ("America/Santiago", True),  # nor on 8 September
        ("Asia/Kolkata", True),
        ("Australia/Lord_Howe", True),
        ("UTC", True),
    ],
)
@pytest.mark.parametrize("odd", [False, True])
def test_days_of_a_whole_year_that_were_received_without_a_word_of_it(zone, expected, odd):
    """By the first moment of each day; one that is not makes them times."""
    with engine.cursor() as cursor:
        day = "(DATE '2024-01-01' + n::INTEGER)::TIMESTAMP"
        late = f" + CASE WHEN n = 200 AND {odd} THEN INTERVAL 10 MINUTE ELSE INTERVAL 0 MINUTE END"
        rows = (
            f"(SELECT 'r' AS run, timezone('UTC', timezone('{zone}', {day}{late})) AS began"
            " FROM range(366) AS days(n))"
        )
        found = cursor.execute(without_times(rows, "began", zone)).fetchall()
    assert bool(found) == (expected and not odd)


def test_answers_that_stand_alone(tmp_path):
    """Of surveys that say days; those of another run with times keep theirs."""
    centre = Centre(Store(tmp_path / "store", "Europe/London"), kpis=catalogue.ALL)
    midnights = [datetime(2026, 2, 1 + n, tzinfo=UTC) for n in range(10)]
    bring(centre, contact=[contact("c", datetime(2026, 2, 3, 9, 40, tzinfo=UTC), agent="ann")])
    bring(
        centre,
        response=[
            response(f"r{n}", None, "csat", 4.0, low=1.0, high=5.0, answered_at=at)
            for n, at in enumerate(midnights)
        ],
    )
    bring(
        centre,
        response=[
            response(
                "t",
                None,
                "csat",
                5.0,
                low=1.0,
                high=5.0,
                answered_at=datetime(2026, 2, 3, 9, 40, tzinfo=UTC),
            )
        ],
    )
    found = centre.figures([catalogue.BY_KEY["csat"]], by=("half_hour",))
    assert {one.by["half_hour"]: one.n for one in found} == {None: 10, 19: 1}
    (only,) = centre.figures([catalogue.BY_KEY["csat"]], where=[Where("half_hour", 19)])
    assert only.n == 1
