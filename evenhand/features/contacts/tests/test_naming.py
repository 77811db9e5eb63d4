"""Contacts of a file without numbers are called by when they were and where their line stands, wherever they are shown."""

import pytest
from django.urls import reverse

from evenhand.features.contacts.models import Correction
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
LOG = centre.as_csv(
    ("started_at", "agent", "channel", "customer", "reason"),
    [
        ("2024-05-03 10:12", "ben", "phone", "c1", "Meter"),
        ("2024-05-04 11:00", "ben", "email", "c1", "Meter"),
    ],
)
NAME = "Call, 3 May 2024 10:12, line 2 of log.csv"
OTHER = "Email, 4 May 2024 11:00, line 3 of log.csv"
DAYS = "?period=own&first=2024-05-01&last=2024-05-31"


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    centre.bring_in(LOG, by=cast.sam(), name="log.csv", source="Log")
    return made


def listed(name="joanna"):
    return cast.signed_in(cast.CAST[name]()).get(reverse("contact_list") + DAYS)


def test_in_lists_files_and_on_its_page(here):
    answer = listed()
    said = words(answer.content.decode())
    assert NAME in said and OTHER in said and "line-" not in said
    row = next(row for row in answer.context["rows"] if row["called"] == NAME)
    ben = cast.signed_in(cast.ben())
    page = ben.get(reverse("contact", args=[row["contact_id"]])).content.decode()
    assert NAME in words(page.split("<h1")[1].split("</h1>")[0])
    assert OTHER in words(page) and "line-" not in words(page)  # its neighbour
    file = b"".join(ben.get(reverse("contact_list_file") + DAYS)).decode()
    assert NAME in file and "line-" not in file


def test_in_what_is_said_of_it(here):
    row = next(row for row in listed().context["rows"] if row["called"] == NAME)
    address = reverse("contact_corrections", args=[row["contact_id"]])
    given = {"kind": "not mine", "words": "I was not in."}
    assert cast.signed_in(cast.ben()).post(address, given).status_code == 302
    assert Correction.objects.get().contact_number == NAME


def test_a_number_of_the_source_stays_as_it_is(here):
    page = cast.signed_in(cast.ben()).get(reverse("contact", args=[centre.id_of("ben-000")]))
    assert "Contact ben-000" in words(page.content.decode())
