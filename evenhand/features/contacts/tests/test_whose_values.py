"""A contact of a colleague that somebody had a part of: how long it took as a whole, how it ended and what the customer
thought of it are the colleague's."""

import csv
import io

import pytest
from django.urls import reverse

from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = "?period=own&first=2024-05-05&last=2024-05-05"


@pytest.fixture
def here(files_home):
    """Noor's contact, of which Amara had twenty seconds first."""
    made = centre.make_centre()
    head = (
        "contact_id", "started_at", "agent", "channel", "answered", "wait_seconds", "talk_seconds", "transferred",
        "transfer_type", "csat",
    )  # fmt: skip
    lines = [("whole", "2024-05-05 10:00:00", "noor", "phone", "Y", 7, 500, "Y", "cold", 1)]
    centre.bring_in(centre.as_csv(head, lines), by=cast.sam(), name="whole.csv", source="Desk")
    head = ("contact_id", "leg", "agent", "talk_seconds")
    lines = [("whole", 1, "amara", 20), ("whole", 2, "noor", 480)]
    centre.bring_in(centre.as_csv(head, lines), by=cast.sam(), name="legs.csv", source="Desk")
    return made


def file_of(name: str, kpi: str) -> list[tuple]:
    address = reverse("contact_list_file") + DAY + f"&kpi={kpi}"
    text = b"".join(cast.signed_in(cast.CAST[name]()).get(address)).decode("utf-8-sig")
    names = ("Person", "Wait (s)", "Handling (s)", "Answer", "of")
    return [tuple(row[one] for one in names) for row in csv.DictReader(io.StringIO(text))]


AMARA, NOOR = "Amara Okafor", "Noor Aziz"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("amara", [(AMARA, "", "", "", "")]),
        ("joanna", [(AMARA, "", "", "", "")]),
        ("rajesh", [(NOOR, "7.0", "", "1.0", "5.0")]),
        ("helen", [(AMARA, "", "", "", ""), (NOOR, "7.0", "", "1.0", "5.0")]),
    ],
)
def test_a_file_of_parts_says_nothing_of_the_whole_beside_another(here, name, expected):
    assert sorted(file_of(name, "aht")) == expected


def test_a_file_of_contacts_says_how_long_the_whole_took(here):
    assert file_of("rajesh", "csat") == [(NOOR, "7.0", "500.0", "1.0", "5.0")]


@pytest.mark.parametrize(
    ("name", "shown"), [("amara", False), ("joanna", False), ("rajesh", True), ("helen", True)]
)
def test_nor_do_the_list_and_the_page(here, name, shown):
    client = cast.signed_in(cast.CAST[name]())
    page = client.get(reverse("contact_list") + DAY + "&kpi=aht")
    (row,) = page.context["rows"]
    values = ("wait_seconds", "handle_seconds", "csat_score")
    assert [row[one] is not None for one in values] == [shown] * 3
    assert ("1 of 5" in page.content.decode()) == shown
    page = client.get(reverse("contact", args=[row["contact_id"]]))
    assert bool(page.context["said"]) == shown
    assert ("whoever took it had not been told" in page.content.decode()) == shown
