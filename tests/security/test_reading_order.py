"""Nothing that is typed, exported or audited can have a line read backwards."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evenhand.features.people.models import Person
from evenhand.features.people.rules.people_file import read
from evenhand.foundation.audit.actions import record
from evenhand.foundation.audit.models import AuditPayload
from evenhand.foundation.csv_export import safe_cell
from evenhand.foundation.excel_export import workbook
from evenhand.foundation.reading_order import TURNING, in_reading_order
from tests import cast

BACKWARDS = "Ben \u202egnp.exe\u202c Whitlock"
PLAIN = "Ben gnp.exe Whitlock"
ALL = "".join(map(chr, TURNING))


def test_only_what_turns_the_order_goes():
    assert in_reading_order(f"a{ALL}b") == "ab" and len(TURNING) == 9
    others = "שלום مرحبا – \u200f\u200e\u200d 👩\u200d💻 e\u0301"  # letters, marks that turn nothing else, joined signs
    assert in_reading_order(others) == others


@pytest.mark.django_db
def test_what_is_typed_is_kept_without_it():
    sam = cast.signed_in(cast.sam())
    sent = sam.post(reverse("new_person"), {"name": BACKWARDS, "email": "", "team": ""})
    assert sent.status_code == 302
    assert Person.objects.get().name == PLAIN
    assert not [one for one in AuditPayload.objects.all() if set(ALL) & set(one.after + one.reason)]


@pytest.mark.django_db
def test_a_file_that_is_sent_along_is_not_touched():
    """Only words are: what a file holds is read by whoever knows its kind."""
    data = f"name\n{BACKWARDS}\n".encode()
    sent = {"file": SimpleUploadedFile("people.csv", data), "accounts": "\u202e"}
    assert cast.signed_in(cast.sam()).post(reverse("people_bring_in"), sent).status_code == 302
    assert Person.objects.get().name == PLAIN


def test_a_list_of_people_is_read_without_it():
    lines, faults = read(f"name\n{BACKWARDS}\n".encode(), today=cast.TODAY)
    assert [one.name for one in lines] == [PLAIN] and not faults


@pytest.mark.django_db
def test_an_audit_line_is_written_without_it_whoever_wrote_it():
    record(
        by=cast.viewer(cast.sam()), verb="x", object_type="x", object_ref="x",
        reason=BACKWARDS, after={"name": BACKWARDS},
    )  # fmt: skip
    kept = AuditPayload.objects.get(entry__verb="x")
    assert kept.reason == PLAIN and kept.after == f'{{"name":"{PLAIN}"}}'


def test_neither_has_a_file_that_is_taken_away():
    assert safe_cell(BACKWARDS) == PLAIN
    assert safe_cell("\u202e=1+1") == "'=1+1", "nor hides a formula behind it"
    book = zipfile.ZipFile(io.BytesIO(workbook(("Who",), [(BACKWARDS,)], about=())))
    text = book.read("xl/sharedStrings.xml").decode()
    assert PLAIN in text and not set(ALL) & set(text)
