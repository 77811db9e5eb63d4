"""Pages of the audit."""

import csv
import io
from dataclasses import replace

import pytest

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import queries
from evenhand.foundation.audit.actions import record
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.csv_export import safe_cell
from tests import cast

pytestmark = pytest.mark.django_db


def test_filter_by_verb_object_and_day():
    record(by=SYSTEM, verb="opened", object_type="contact", object_ref="c1")
    record(by=SYSTEM, verb="opened", object_type="contact", object_ref="c2")
    client = cast.signed_in(cast.leila())
    page = client.get("/audit/", {"verb": "opened", "object_ref": "c2"})
    assert [entry.object_ref for entry in page.context["page"]] == ["c2"]
    assert not client.get("/audit/", {"until": "2020-01-01"}).context["page"].object_list
    assert client.get("/audit/", {"since": "no day"}).status_code == 200


def test_a_filter_that_fits_nothing_says_so():
    page = cast.signed_in(cast.leila()).get("/audit/", {"object_ref": "none"})
    assert b"No line fits this filter" in page.content


def test_export_cannot_carry_a_formula():
    record(
        by=SYSTEM, verb="noted", object_type="x", object_ref="y", reason="=HYPERLINK(1)", after="a"
    )
    response = cast.signed_in(cast.leila()).get("/audit/export.csv", {"verb": "noted"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["reason"] == "'=HYPERLINK(1)"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_cells_that_would_be_formulas(start):
    assert safe_cell(f"{start}1").startswith("'")


def test_numbers_stay_numbers():
    assert safe_cell(-1.5) == "-1.5"
    assert safe_cell(None) == ""


def test_each_sees_what_is_about_them_and_nothing_else():
    record(by=SYSTEM, verb="opened", object_type="contact", object_ref="c", subject_ref="person-a")
    record(by=SYSTEM, verb="opened", object_type="contact", object_ref="c", subject_ref="person-b")
    record(by=SYSTEM, verb="opened", object_type="contact", object_ref="c")
    amara = cast.viewer(cast.amara())
    assert not queries.about(amara)
    mine = queries.about(replace(amara, person_ref="person-a"))
    assert [entry.payload.subject_ref for entry in mine] == ["person-a"]


def test_the_audit_keeps_the_id_of_the_request():
    client = cast.signed_in(cast.sam())
    client.post("/account/", {"name": "Sam O."})
    entry = AuditEntry.objects.get(verb="account renamed")
    assert len(entry.request_id) == 36
    assert (entry.payload.before, entry.payload.after) == (
        '{"name":"Sam Oyelaran"}',
        '{"name":"Sam O."}',
    )
    assert entry.actor_ref == cast.sam().ref
