"""What the source says became of a contact, on its page."""

import pytest
from django.urls import reverse

from evenhand.features.contacts.views.said import told
from tests import cast, centre
from tests.access.walking import words

SILENT = dict.fromkeys(
    ("resolved", "transferred", "transfer_avoidable", "transfer_type", "escalated", "in_deadline", "reopened")
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, []),
        ({"resolved": False, "transferred": False}, [("Resolved", "no"), ("Passed on", "no")]),
        ({"transferred": True}, [("Passed on", "yes")]),
        (
            {"transferred": True, "transfer_type": "cold", "transfer_avoidable": True},
            [("Passed on", "yes; cold: whoever took it had not been told of it; avoidable")],
        ),
        ({"transferred": True, "transfer_avoidable": False}, [("Passed on", "yes; rightly")]),
        ({"transfer_type": "cold"}, [("Passed on", "cold: whoever took it had not been told of it")]),
        ({"escalated": True, "in_deadline": False}, [("Passed up", "yes"), ("In its deadline", "no")]),
        ({"reopened": 0}, [("Opened again", "no")]),
        ({"reopened": 1}, [("Opened again", "once")]),
        ({"reopened": 3}, [("Opened again", "3 times")]),
    ],
)  # fmt: skip
def test_each_in_words_and_nothing_of_what_is_not_said(source, expected):
    assert told(SILENT | source) == expected


@pytest.mark.django_db
def test_on_its_page(files_home):
    centre.make_centre()
    head = ("contact_id", "started_at", "agent", "transferred", "transfer_type")
    lines = [
        ("t1", "2024-02-05 10:00", "ben", "Y", "warm"),
        ("t2", "2024-02-05 11:00", "ben", "", ""),
    ]
    centre.bring_in(centre.as_csv(head, lines), by=cast.sam(), name="passed.csv", source="Desk")
    joanna = cast.signed_in(cast.joanna())
    listed = joanna.get(reverse("contact_list") + "?period=own&first=2024-02-05&last=2024-02-05")
    pages = {
        row["called"]: words(joanna.get(reverse("contact", args=[row["contact_id"]])).content.decode())
        for row in listed.context["rows"]
    }  # fmt: skip
    assert "Passed on Yes; warm: whoever took it had been told of it" in pages["t1"]
    assert "Passed on" not in pages["t2"]
