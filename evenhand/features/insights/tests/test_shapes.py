"""The shape behind figures: through the week, how it is spread, gaps in time, and totals that could be subtracted."""

import csv
import io
import random
from datetime import date, datetime

import pytest

from evenhand.analysis.figure import figure_of
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.scope import Window
from evenhand.features.insights.views import backlogs
from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EVERYTHING = "period=own&first=2024-01-01&last=2024-12-31"
HEAD = (
    "contact_id",
    "started_at",
    "agent",
    "channel",
    "reason",
    "answered",
    "wait_seconds",
    "talk_seconds",
    "csat",
)


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def brought_in(lines) -> None:
    """A file of a source of its own, with everybody in it added to one team."""
    cast.helen(), cast.owen()
    centre.bring_in(centre.as_csv(HEAD, lines), by=cast.sam(), source="Special", add_people=True)


def half_hours() -> dict[tuple[int, int], int]:
    """(weekday, half-hour) → contacts handled, counted from the file itself; its times are local."""
    found: dict = {}
    for row in csv.DictReader(io.StringIO(centre.contacts_csv().decode())):
        if row["answered"] == "Y":
            at = datetime.fromisoformat(row["started_at"])
            cell = at.weekday(), at.hour * 2 + at.minute // 30
            found[cell] = found.get(cell, 0) + 1
    return found


def test_the_heat_map_counts_what_the_file_has(here):
    page = cast.signed_in(cast.helen()).get(f"/figures/?{EVERYTHING}&heat=handled&show=under")
    heat, counted = page.context["heat"], half_hours()
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    shown = {(row["day"], row["time"]): row["n"] for row in heat.rows if row["value"]}
    assert shown == {
        (names[day], f"{half // 2:02d}:{half % 2 * 30:02d}"): n
        for (day, half), n in counted.items()
    }
    most = max(counted.values())
    assert heat.title.endswith(f", {most}")
    shades = {row["n"]: row["shade"] for row in heat.rows if row["value"] is not None}
    assert sorted(shades.values()) == [shades[n] for n in sorted(shades)], "more is never paler"
    assert len(heat.rows) == len({row["day"] for row in heat.rows}) * len({row["time"] for row in heat.rows})  # fmt: skip


def test_what_came_without_a_time_of_day_is_in_no_cell(here):
    """Also where other sources do tell the time: a file of days alone would all stand at midnight."""
    before = cast.signed_in(cast.helen()).get(f"/figures/?{EVERYTHING}&heat=handled&show=under")
    brought_in(
        (f"d{n}", f"2024-02-{1 + n:02d}", "agent1", "phone", "Billing", "Y", 5, 60, "")
        for n in range(12)
    )
    page = cast.signed_in(cast.helen()).get(f"/figures/?{EVERYTHING}&heat=handled&show=under")
    now, then = page.context["heat"], before.context["heat"]
    assert now.rows == then.rows, "nothing at midnight that was not there"
    assert "in no cell" not in then.sentence
    assert now.sentence.endswith("Without a time of day, and so in no cell: 12 contacts.")
    file = f"/figures/?{EVERYTHING}&heat=handled&show=under&as=csv"
    lines = cast.signed_in(cast.helen()).get(file).getvalue()
    assert lines.decode().count("no time of day") == len({(1 + n) % 7 for n in range(12)})


def test_a_distribution_holds_everybody_and_marks_the_half_and_the_nine_tenths(here):
    dice = random.Random(7)
    times = [round(dice.lognormvariate(5, 0.6)) for _ in range(400)]
    brought_in(
        (f"s{n}", f"2024-02-{1 + n % 28:02d} 10:00:00", f"agent{n % 7}", "phone", "Billing", "Y", 5, talk, "")
        for n, talk in enumerate(times)
    )  # fmt: skip
    page = cast.signed_in(cast.helen()).get(
        "/figures/aht/?period=own&first=2024-02-01&last=2024-02-29&topic=Billing"
    )
    chart = page.context["spread"]
    assert [row["start"] for row in chart.rows[1:]] == [row["end"] for row in chart.rows[:-1]]
    whole = page.context["figure"].n
    assert 0.9 * whole <= sum(row["n"] for row in chart.rows) <= whole + len(chart.rows)
    (half, _), (nine, _) = chart.lines
    assert half < nine
    below = sum(row["n"] for row in chart.rows if row["end"] <= half)
    assert below <= 0.55 * whole


def test_a_month_without_data_is_a_gap_and_no_line(files_home):
    dice = random.Random(1)
    brought_in(
        (f"g{n}", f"2024-{month:02d}-{1 + n % 28:02d} 10:00:00", f"agent{n % 6}", "phone", "Billing", "Y", 5, 100,
         dice.choice("12345"))
        for month in (1, 3, 4) for n in range(month * 100, month * 100 + 40)
    )  # fmt: skip
    page = cast.signed_in(cast.helen()).get(f"/figures/csat/?{EVERYTHING}")
    points = {row["at"]: row["value"] for row in page.context["chart"].rows}
    assert date(2024, 2, 1) in points or date(2024, 2, 5) in points
    inside = [
        value
        for day, value in points.items()
        if day.month == 2 and day.day > 4 or day == date(2024, 2, 1)
    ]
    assert inside and set(inside) == {None}
    assert "gap" in page.context["chart"].sentence


def test_a_part_of_one_person_does_not_follow_by_subtraction(files_home):
    """Seven people on the phone are enough for HR; one of them in chat is not. Total less phone would be that one."""
    lines = [
        (f"p{n}", f"2024-03-{4 + n % 21:02d} 10:00:00", f"agent{n % 7}", "phone", "Billing", "Y", 5, 100, "")
        for n in range(140)
    ]  # fmt: skip
    chats = [
        (f"c{n}", f"2024-03-{4 + n:02d} 12:00:00", "agent3", "chat", "Moving", "Y", 5, 100, "")
        for n in range(20)
    ]
    brought_in([*lines, *chats])
    owen, helen = cast.signed_in(cast.owen()), cast.signed_in(cast.helen())
    asked = "/figures/handled/?period=4w"
    assert owen.get(asked).context["figure"].value == 160
    for part, n in (
        ("&channel=phone", 140),
        ("&channel=chat", 20),
        ("&topic=Billing", 140),
        ("&topic=Moving", 20),
    ):
        assert owen.get(asked + part).context["figure"].value is None, part
        assert helen.get(asked + part).context["figure"].value == n, part


def test_the_backlog_says_how_much_is_open_and_how_old_it_is():
    """As the KPIs themselves make it of what was open at the end of three weeks."""
    weeks = [date(2024, 3, 4), date(2024, 3, 11), date(2024, 3, 18)]
    day = 86400.0
    opened = {
        weeks[0]: (40, day, 3 * day),
        weeks[1]: (70, 2 * day, 6 * day),
        weeks[2]: (90, 4 * day, 9 * day),
    }
    found: dict = {}
    for key in ("backlog", "backlog_age_median", "backlog_age_p90"):
        kpi = catalogue.BY_KEY[key]
        for week, (n, half, nine) in opened.items():
            parts = {"open": n, "age_p50": half, "age_p90": nine, "closed_28": 10, "people": 9}
            one = figure_of(
                kpi, kpi.result(parts), window=Window(weeks[0], date(2024, 3, 25)), zone="Europe/London",
                generation=1, by={"week": week}, parts=parts,
            )  # fmt: skip
            found.setdefault(kpi.part, []).append(one)
    chart = backlogs.backlog(found)
    assert "90" in chart.title and "40" in chart.title
    assert [row["value"] for row in chart.rows] == [40.0, 70.0, 90.0]
    assert [row["half"] for row in chart.rows][1:] == ["2.0 days", "4.0 days"]
    assert [row["nine"] for row in chart.rows][-1] == "9.0 days"
    assert "4.0 days" in chart.sentence


@pytest.mark.django_db
def test_the_backlog_of_a_file_is_on_the_page(files_home):
    """Thirty letters on Monday 5 February 2024 at noon: ten are solved on Wednesday, fifteen more on Tuesday after."""
    solved = ["2024-02-07 12:00:00"] * 10 + ["2024-02-13 12:00:00"] * 15 + [""] * 5
    lines = [
        (f"L{at}", "2024-02-05 12:00:00", "letter", "Moving", when) for at, when in enumerate(solved)
    ]  # fmt: skip
    lines.append(("L30", "2024-02-25 09:00:00", "letter", "Moving", "2024-02-25 10:00:00"))
    header = ("contact_id", "started_at", "channel", "reason", "solved_at")
    centre.bring_in(centre.as_csv(header, lines), by=cast.sam(), name="letters.csv", source="Letters")  # fmt: skip
    helen = cast.signed_in(cast.helen())
    page = helen.get("/figures/?period=own&first=2024-02-05&last=2024-02-25&show=under")
    chart = page.context["backlog"]
    assert [row["value"] for row in chart.rows] == [20, 5, 5]
    assert chart.rows[0]["half"] == "6.5 days"  # from Monday noon to the midnight after Sunday
    assert chart.title == "Open at the end of the last week: 5, where it was 20"
    file = helen.get("/figures/?period=own&first=2024-02-05&last=2024-02-25&as=csv")
    lines = list(csv.DictReader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    weeks = [one for one in lines if one["Part of the page"] == "Open at the end of each week"]
    assert [(one["Name"], float(one["Value"])) for one in weeks] == [
        ("Mon 5 Feb 2024", 20), ("Mon 12 Feb 2024", 5), ("Mon 19 Feb 2024", 5),
    ]  # fmt: skip
    ages = [one for one in lines if one["Part of the page"].endswith("by how long")]
    assert {one["Name"]: int(one["n"]) for one in ages if one["n"] != "0"} == {"2 to 4 weeks": 5}
    assert all(float(one["Low"]) <= float(one["Value"]) <= float(one["High"]) for one in ages)
