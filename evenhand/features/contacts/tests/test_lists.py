"""The contacts behind a figure as a list and as files: what it holds, for whom, and how it is narrowed."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from evenhand.features.contacts import queries
from evenhand.features.contacts.tests import talk
from evenhand.features.contacts.tests.test_parts import EVERYTHING, measured
from evenhand.features.contacts.views import listing
from evenhand.features.people.actions import join_team
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.one_database


@pytest.fixture
def here(db, files_home):
    return talk.make_talk()


def listed(name, query=""):
    return cast.signed_in(cast.CAST[name]()).get(reverse("contact_list") + EVERYTHING + query)


def file_of(name, query="") -> list[dict]:
    answer = cast.signed_in(cast.CAST[name]()).get(
        reverse("contact_list_file") + EVERYTHING + query
    )
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def seen_in(row: dict) -> tuple[float, ...]:
    return tuple(float(row[name]) for name in ("Wait (s)", "Handling (s)", "Answer", "of"))


def test_the_list_is_narrowed_by_channel_reason_and_day(here):
    everything = listed("helen").context["page"].total
    by_channel = [
        listed("helen", f"&channel={one}").context["page"].total for one in ("phone", "chat")
    ]
    assert sum(by_channel) == everything
    assert listed("helen", "&topic=Billing").context["page"].total == everything
    assert listed("helen", "&topic=Moving").context["page"].total == 0
    rows = file_of("helen")
    day = rows[0]["Day"]
    expected = sum(row["Day"] == day for row in rows)
    assert 0 < listed("helen", f"&day={day}").context["page"].total == expected < everything
    assert listed("helen", "&day=nonsense&topic=%00").context["page"].total == everything
    assert "Moving" in listed("helen").content.decode()
    assert "Moving" not in listed("joanna").content.decode()  # only of what was given up, nobody's


def test_the_file_holds_what_the_list_holds(here):
    for name, query in (
        ("helen", "&kpi=csat"),
        ("joanna", "&kpi=service_level"),
        ("noor", "&kpi=aht"),
    ):
        page, rows = listed(name, query).context["page"], file_of(name, query)
        assert len({row["Contact"] for row in rows}) == page.total > 0
    rows = file_of("joanna", "&kpi=csat")
    people = {row["Person"] for row in rows}
    assert people == {"Amara Okafor", "Ben Whitlock"}
    on_the_page = listed("joanna", "&kpi=csat").context["rows"]
    assert [seen_in(row) for row in rows[: len(on_the_page)]] == [
        (row["wait_seconds"], row["handle_seconds"], row["csat_score"], row["csat_high"])
        for row in on_the_page
    ]
    above = sum(float(row["numerator"]) for row in rows)
    (figure,) = measured(
        queries.selection(
            cast.viewer(cast.joanna()),
            {
                "period": "own",
                "first": "2024-01-01",
                "last": "2024-12-31",
                "team": here.northgate.ref,
            },
        ),
        queries.kpi_of(cast.viewer(cast.joanna()), "csat"),
    )
    assert (above, len(rows)) == (figure.numerator, figure.n)


def workbook_of(name, query=""):
    client = cast.signed_in(cast.CAST[name]())
    return client.get(reverse("contact_list_workbook") + EVERYTHING + query)


def test_excel_holds_what_the_csv_holds_and_says_who_made_it(here):
    found = openpyxl.load_workbook(io.BytesIO(workbook_of("joanna", "&kpi=csat").content))
    head, *rows = found.worksheets[0].iter_rows(values_only=True)
    listed_in_csv = file_of("joanna", "&kpi=csat")
    assert list(head) == list(listed_in_csv[0])
    assert [row[0] for row in rows] == [row["Contact"] for row in listed_in_csv]
    assert sum(row[head.index("numerator")] for row in rows) == sum(
        float(row["numerator"]) for row in listed_in_csv
    )
    about = dict(found.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert about["Who made this file"] == "Joanna Price" and about["Definitions"] == "csat@2"
    for name in ("mateus", "eve"):
        sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(name).content)).worksheets[0]
        assert sheet.max_row == 1, name


def test_a_list_too_long_for_excel_is_not_cut_short(here, monkeypatch):
    monkeypatch.setattr(listing, "MOST_IN_EXCEL", centre.AMARA)
    assert workbook_of("amara").status_code == 200
    answer = workbook_of("helen")
    assert answer.status_code == 302
    page = cast.signed_in(cast.helen())
    page.get(reverse("contact_list_workbook") + EVERYTHING)
    assert "too many contacts for Excel" in page.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("helen", "The figure counts no contact here."),
        ("joanna", "no contacts here that you can open"),
    ],
)
def test_an_empty_list_says_why_to_whoever_looks(here, name, expected):
    """Whoever may open every contact is not told that others handled them."""
    said = words(listed(name, "&day=2024-12-25").content.decode())
    assert expected in said
    assert ("lead them today" in said) == (name == "joanna")


def test_answers_that_name_no_contact_have_an_empty_list(here):
    """As of a survey that says whom it was about, and not which contact."""
    lines = [(f"2024-02-{n:02d} 10:00", "amara", 6) for n in range(1, 9)]
    head = ("answered_at", "agent", "ces")
    run = centre.bring_in(centre.as_csv(head, lines), by=cast.sam(), name="ces.csv", source="Desk")
    assert (run.mapping["kind"], run.accepted) == ("surveys", 8)
    said = words(listed("helen", "&kpi=ces").content.decode())
    assert "What the figure counts came without a contact." in said
    assert "counts no contact here" not in said


@pytest.mark.parametrize("name", ["owen", "mateus", "pat", "leila", "sam", "eve", "nadia"])
def test_who_sees_no_single_person_gets_no_line(here, name):
    assert file_of(name) == []
    assert "The figure counts" not in listed(name).content.decode()


def test_the_list_says_when_the_figure_counts_more_than_may_be_opened(here):
    joanna = words(listed("joanna", f"&team={here.northgate.ref}").content.decode())
    assert "The figure counts" not in joanna
    join_team(by=SYSTEM, person=here.ben, team=here.southbank, starts_on=cast.TODAY)
    gone = words(listed("joanna", f"&team={here.northgate.ref}").content.decode())
    assert (
        f"The figure counts {centre.AMARA + centre.BEN} contacts; of these you may open {centre.AMARA}."
        in gone
    )


def test_every_figure_of_the_catalogue_has_its_list_and_its_file(here):
    helen = cast.viewer(cast.helen())
    asked = {"period": "own", "first": "2024-01-01", "last": "2024-12-31"}
    chosen = queries.selection(helen, asked)
    for kpi in chosen.facts.kpis:
        found = queries.listed(chosen, kpi, queries.Narrowing())
        assert len({row["source_id"] for row in queries.lines(found)}) == found.page.total, kpi.key
