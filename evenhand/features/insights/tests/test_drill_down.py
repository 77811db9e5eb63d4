"""From a cell of the week, a bar of a distribution, an age of the backlog to exactly the contacts in it."""

import csv
import html
import random
import re

import pytest
from django.urls import reverse

from evenhand.analysis.measure.between import Between
from evenhand.analysis.statistics.intervals import bin_edge
from evenhand.features.insights.rules.bars import MOST, bars, widening
from evenhand.features.people.actions import join_team
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre

EVERYTHING = "period=own&first=2024-01-01&last=2024-12-31"
LINK = re.compile(r'<td class="num"><a href="(/contacts/[^"]+)" aria-label="([^"]+)">([\d,]+)</a>')

pages = pytest.mark.usefixtures("db", "files_home")


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def cells(body: str) -> list[tuple[str, str, int]]:
    """(address, what it is called, its n) of every link in the tables of charts."""
    return [
        (html.unescape(href), html.unescape(named), int(n.replace(",", "")))
        for href, named, n in LINK.findall(body)
    ]


def seen(name: str, address: str, **asked):
    return cast.signed_in(cast.CAST[name]()).get(address, asked)


def assert_each_leads_to_its_n(name: str, found: list) -> None:
    client = cast.signed_in(cast.CAST[name]())
    assert found
    for href, named, n in found:
        answer = client.get(href)
        assert answer.context["wrong"] == [] and named.startswith(f"{n:,}: ")
        assert answer.context["page"].counted == n, href
        assert "The figure counts" not in answer.content.decode()


@pages
@pytest.mark.one_database
@pytest.mark.parametrize("kpi", ["handled", "asa"])
def test_every_cell_of_the_week_leads_to_its_contacts(kpi):
    brought_in(400, few=5)
    page = seen("helen", f"/figures/?{EVERYTHING}&heat={kpi}&show=under")
    found = [one for one in cells(page.content.decode()) if "weekday=" in one[0]]
    heat = page.context["heat"]
    assert page.context["heat_kpi"].key == kpi
    assert sorted(n for *_, n in found) == sorted(row["n"] for row in heat.rows if row["n"])
    assert_each_leads_to_its_n("helen", found)
    leads = [row for row in heat.payload["data"]["rows"] if row.get("query")]
    drawn = {(heat.payload["link"] + row["query"]).replace(";", "&") for row in leads}
    assert drawn == {href for href, *_ in found}
    few = [row for row in heat.rows if row["n"] and row["value"] is None]
    assert (kpi == "handled") == (not few), "what is too little to say has a cell all the same"


@pages
@pytest.mark.one_database
def test_of_a_team_and_of_a_person_they_lead_to_theirs(here):
    """A leader opens whom they lead today: who left still counts, and the list says so."""
    team = reverse("team_figures", args=[here.northgate.ref])
    ben = reverse("person_figures", args=[here.ben.ref])
    for name, address in (("joanna", team), ("joanna", ben), ("ben", ben)):
        page = seen(name, f"{address}?{EVERYTHING}&heat=handled&show=under")
        found = [one for one in cells(page.content.decode()) if "weekday=" in one[0]]
        assert_each_leads_to_its_n(name, found)
    join_team(by=SYSTEM, person=here.ben, team=here.southbank, starts_on=cast.TODAY)
    page = seen("joanna", f"{team}?{EVERYTHING}&heat=handled&show=under")
    found = [one for one in cells(page.content.decode()) if "weekday=" in one[0]]
    assert sum(n for *_, n in found) == centre.AMARA + centre.BEN
    client = cast.signed_in(cast.joanna())
    answers = [(n, client.get(href)) for href, _, n in found]
    assert sum(answer.context["page"].counted for _, answer in answers) == centre.AMARA
    for n, answer in answers:
        what = "contact" if n == 1 else "contacts"
        said = f"The figure counts {n} {what}; of these you may open" in answer.content.decode()
        assert said == (answer.context["page"].counted < n)


HEAD = (
    "contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds", "talk_seconds",
)  # fmt: skip


def brought_in(count: int, few: int = 0) -> None:
    """Calls of two half-hours of every day, and a few of a third."""
    dice = random.Random(5)
    cast.helen(), cast.owen()
    times = [f"10:{30 * (n // 28 % 2):02d}:00" for n in range(count)] + ["18:00:00"] * few
    lines = [
        (f"b{n}", f"2024-02-{1 + n % 28:02d} {time}", f"agent{dice.randrange(7)}", "phone", "Billing", "Y",
         dice.randrange(40), round(dice.lognormvariate(5, 0.8)))
        for n, time in enumerate(times)
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(HEAD, lines), by=cast.sam(), source="Special", add_people=True)


@pages
@pytest.mark.one_database
@pytest.mark.parametrize("kpi", ["aht", "asa"])
def test_every_bar_leads_to_what_lies_in_it(kpi):
    brought_in(150)
    page = seen("helen", f"/figures/{kpi}/?{EVERYTHING}")
    found = [one for one in cells(page.content.decode()) if "below=" in one[0]]
    assert_each_leads_to_its_n("helen", found)
    assert sum(n for *_, n in found) == page.context["figure"].n == 150
    assert f"kpi={kpi}&" in found[0][0]
    chart = page.context["spread"]
    assert [row["start"] for row in chart.rows[1:]] == [row["end"] for row in chart.rows[:-1]]
    lines = seen("helen", f"/figures/{kpi}/?{EVERYTHING}&as=csv").getvalue().decode().splitlines()
    told = [line for line in csv.reader(lines) if line[8].endswith(" of all 150")]
    assert [(line[1], int(line[7])) for line in told] == [(r["name"], r["n"]) for r in chart.rows]


EMAILS = ("contact_id", "started_at", "channel", "reason", "first_replied_at", "solved_at")


@pages
@pytest.mark.one_database
def test_times_that_are_not_over_are_in_no_bar_and_open_contacts_lead_by_their_age():
    """Letters of ten days: two wait for an answer, those of the last six days for a solution."""
    lines = [
        (f"M{n}", f"2024-02-{1 + n % 10:02d} 09:{n % 60:02d}:00", "letter", "Moving",
         f"2024-02-{1 + n % 10:02d} {10 + n % 9}:30:00" if n % 50 else "",
         f"2024-02-{2 + n % 10:02d} 12:00:00" if n % 10 < 4 else "")
        for n in range(100)
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(EMAILS, lines), by=cast.sam(), source="Letters")
    cast.helen()
    when = "period=own&first=2024-01-29&last=2024-02-10"
    page = seen("helen", f"/figures/first_response/?{when}")
    found = [one for one in cells(page.content.decode()) if "below=" in one[0]]
    assert_each_leads_to_its_n("helen", found)
    assert sum(n for *_, n in found) == 98
    assert "2 that are not over yet are in no bar." in page.context["spread"].sentence

    page = seen("helen", f"/figures/backlog/?{when}")
    assert "At the end of the period 60; " in page.content.decode(), "a level is of no period"
    found = [one for one in cells(page.content.decode()) if "kpi=backlog&" in one[0]]
    assert_each_leads_to_its_n("helen", found)
    # At the end of 10 February: those of the 5th and later, of which the 8th, 9th and 10th are the youngest.
    ages = {row["name"]: row["n"] for row in page.context["ageing"].rows if row["n"]}
    assert ages == {"under a day": 10, "1 to 3 days": 20, "3 to 7 days": 30}
    assert page.context["ageing"].title == "Of 60 open contacts, none has waited for a week or longer"  # fmt: skip
    later = seen("helen", "/figures/backlog/?period=own&first=2024-02-05&last=2024-02-10")
    assert later.context["ageing"].title == page.context["ageing"].title


@pages
@pytest.mark.one_database
@pytest.mark.parametrize("name", ["owen", "pat", "mateus"])
def test_who_sees_no_single_person_is_led_to_none(name):
    """Seven people are enough for some totals; no cell, bar or age of them is a way to contacts."""
    brought_in(400)
    for address in ("/figures/?period=52w&show=all", "/figures/aht/?period=52w", "/figures/handled/?period=52w"):  # fmt: skip
        page = seen(name, address)
        body = page.content.decode()
        assert page.status_code == 200 and "/contacts/?" not in body
        for chart in ("heat", "spread", "ageing"):
            assert not (page.context.get(chart) and page.context[chart].link)
    if name != "pat":  # ten at least are asked for there
        assert page.context["heat"] and not cells(body)


def test_bars_hold_every_row_once_and_no_more_of_them_than_can_be_seen():
    dice = random.Random(3)
    for spread in (0.2, 0.8, 2.0, 4.0):
        rows: dict = {}
        for _ in range(500):
            number = round(dice.gauss(40, 10 * spread))
            rows[max(0, number)] = rows.get(max(0, number), 0) + 1
        found = bars(sorted(rows.items()))
        assert sum(bar.n for bar in found) == 500 and 1 <= len(found) <= MOST
        assert all(one.between.below == other.between.at_least for one, other in zip(found, found[1:], strict=False))  # fmt: skip
        for bar in found:
            inside = [n for number, n in rows.items() if bar.between.at_least <= bin_edge(number) < bar.between.below]  # fmt: skip
            assert sum(inside) == bar.n


def test_bars_of_few_seconds_are_not_narrower_than_a_second():
    """Whole seconds would leave every other bar empty."""
    found = bars([(0, 5), (7, 5), (11, 5), (14, 5)])  # 0, 1, 2 and 3 seconds
    assert [bar.n for bar in found] == [5, 5, 5, 5] and widening(found) == 46
    assert found[0].between == Between(bin_edge(0), bin_edge(4))
    assert bars([]) == [] and bars([(3, 0, 9)]) == []
