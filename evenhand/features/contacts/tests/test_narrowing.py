"""A list behind a figure is narrowed to a weekday and half-hour, or to a range of the figure's own value."""

import csv
import html
import io
import re
from datetime import datetime

import openpyxl
import pytest
from django.urls import reverse

from evenhand.features.people.actions import join_team
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from tests import cast, centre
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def rows_of_the_file() -> list[dict]:
    """The contacts that were handled; the file says local times."""
    lines = csv.DictReader(io.StringIO(centre.contacts_csv().decode()))
    return [row | {"at": datetime.fromisoformat(row["started_at"])} for row in lines if row["answered"] == "Y"]  # fmt: skip


def listed(query: str, name: str = "helen"):
    return cast.signed_in(cast.CAST[name]()).get(reverse("contact_list") + EVERYTHING + query)


def lines(query: str) -> list[dict]:
    client = cast.signed_in(cast.helen())
    answer = client.get(reverse("contact_list_file") + EVERYTHING + query)
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_by_weekday_by_half_hour_and_by_both(here):
    rows = rows_of_the_file()
    one = rows[0]["at"]
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[one.weekday()]
    time = f"{one.hour:02d}:{one.minute // 30 * 30:02d}"
    on_day = [row for row in rows if row["at"].weekday() == one.weekday()]
    at_time = [row for row in rows if (row["at"].hour, row["at"].minute // 30) == (one.hour, one.minute // 30)]  # fmt: skip
    both = [row for row in on_day if row in at_time]
    assert 0 < len(both) < min(len(on_day), len(at_time)) and max(len(on_day), len(at_time)) < len(rows)  # fmt: skip
    for query, expected in (
        (f"&weekday={day}", on_day),
        (f"&half_hour={time}", at_time),
        (f"&weekday={day}&half_hour={time}", both),
    ):
        page = listed(query)
        assert page.context["page"].total == len(expected)
        assert {row["Contact"] for row in lines(query)} == {row["contact_id"] for row in expected}
    assert f"begun from {time}" in words(page.content.decode())


def test_by_what_each_of_them_took(here):
    parts = ("talk_seconds", "hold_seconds", "wrap_seconds")
    taken = [sum(float(row[part] or 0) for part in parts if part in row) for row in rows_of_the_file()]  # fmt: skip
    low, high = sorted(taken)[len(taken) // 3], sorted(taken)[2 * len(taken) // 3]
    assert low < high
    for query, expected in (
        (f"&at_least={low:g}&below={high:g}", [one for one in taken if low <= one < high]),
        (f"&at_least={high:g}", [one for one in taken if one >= high]),
        (f"&below={low:g}", [one for one in taken if one < low]),
    ):
        found = lines(f"&kpi=aht{query}")
        assert sorted(float(row["total"]) for row in found) == sorted(expected)
        assert listed(f"&kpi=aht{query}").context["page"].total == len(expected)


WRONG = {
    "weekday=funday": "“funday” is not a weekday",
    "weekday=0": "“0” is not a weekday",
    "half_hour=09:15": "“09:15” is not when a half-hour begins",
    "half_hour=24:00": "“24:00” is not when a half-hour begins",
    "day=2024-02-31": "“2024-02-31” is not a day",
    "day=%00": "is not a day",
    "kpi=aht&at_least=nan": "“nan” is not a number",
    "kpi=aht&below=1e400": "“1e400” is not a number",
    "kpi=aht&below=ten": "“ten” is not a number",
    "kpi=aht&at_least=90&below=60": "“60” is not above where the range begins",
    "kpi=answered&at_least=60": "“60” narrows nothing: here a contact has no value of its own",
}


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_read_is_said_and_makes_no_file(here, query):
    page = listed(f"&{query}")
    said = words(page.content.decode())
    assert WRONG[query] in said and "The list is not narrowed by that." in said
    kpi = "&kpi=" + page.context["kpi"].key
    assert page.context["page"].total == listed(kpi).context["page"].total
    client = cast.signed_in(cast.helen())
    for name in ("contact_list_file", "contact_list_workbook"):
        answer = client.get(reverse(name) + EVERYTHING + f"&{query}")
        assert answer.status_code == 302
        assert WRONG[query] in words(client.get(answer["Location"]).content.decode())
    assert not AuditEntry.objects.filter(verb="exported").exists()


def test_what_it_is_narrowed_to_stands_there_and_can_be_removed(here):
    body = listed("&kpi=aht&weekday=mon&half_hour=09:00&at_least=45&below=600.5").content.decode()
    said = words(body)
    assert "Monday, begun from 09:00" in said
    assert "Lasting 45 s to less than 10 min 1 s" in said
    assert 'name="at_least" value="45"' in body and 'name="below" value="600.5"' in body
    links = [html.unescape(one) for one in re.findall(r'href="([^"]+)" aria-label="Remove', body)]
    by_length, by_time = links
    assert "weekday" not in by_length and "at_least=45&below=600.5" in by_length
    assert "weekday=mon&half_hour=09%3A00" in by_time and "below" not in by_time
    client = cast.signed_in(cast.helen())
    fewer = client.get(by_time).context["page"].total
    assert fewer == listed("&kpi=aht&weekday=mon&half_hour=09:00").context["page"].total


def test_the_excel_file_says_to_what_it_is_narrowed(here):
    query = "&kpi=aht&weekday=tue&below=300"
    client = cast.signed_in(cast.helen())
    answer = client.get(reverse("contact_list_workbook") + EVERYTHING + query)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    about = dict(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert about["Narrowed to"] == "Tuesday; Lasting less than 5 min"
    assert "weekday=tue&below=300" in about["Address"]
    assert book.worksheets[0].max_row - 1 == len(lines(query)) > 0
    for query, said in (("", "all of them"), ("&channel=phone&topic=Billing&day=2024-04-23", "phone; Billing; 2024-04-23")):  # fmt: skip
        answer = client.get(reverse("contact_list_workbook") + EVERYTHING + query)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        about = dict(book.worksheets[1].iter_rows(min_row=2, values_only=True))
        assert about["Narrowed to"] == said


def test_how_long_one_contact_took_is_not_found_by_moving_the_ends(here):
    """Of whom one led before: their contacts count for the team of that day, and open to nobody who leads them no more."""
    query = f"&kpi=aht&team={here.northgate.ref}"
    before = listed(query, "joanna").context["page"].counted
    join_team(by=SYSTEM, person=here.ben, team=here.southbank, starts_on=cast.TODAY)
    whole = listed(query, "joanna").context
    assert whole["asked"].figure_n == before > whole["page"].counted
    counts = set()
    for below in (100, 200, 400, 10_000):
        page = listed(f"{query}&below={below}", "joanna")
        counts.add(page.context["page"].counted)
        assert page.context["asked"].figure_n is None
        assert "The figure counts" not in page.content.decode()
        assert "not in this list" in page.content.decode()
    assert len(counts) > 1
    whoever_sees_all = listed(f"{query}&below=10000", "helen").context["asked"]
    assert whoever_sees_all.figure_n == before


@pytest.mark.parametrize("name", ["owen", "pat", "mateus", "leila", "nadia", "eve"])
def test_narrowing_tells_nothing_to_who_sees_no_single_person(here, name):
    """Neither rows nor how many there are: else a cell of one person would be told by asking for it."""
    for query in ("&weekday=mon", "&half_hour=09:00", "&kpi=aht&at_least=0", "&kpi=backlog&below=86400"):  # fmt: skip
        page = listed(query, name)
        assert page.context["page"].total == 0 and page.context["asked"].figure_n is None
        assert "The figure counts" not in page.content.decode()


def test_a_list_of_one_s_own_is_of_one_s_own(here):
    mine = listed("&weekday=mon", "amara")
    names = {row["person"].name for row in mine.context["rows"]}
    assert names == {"Amara Okafor"}
    assert mine.context["page"].total < listed("&weekday=mon").context["page"].total
