"""Only the rejected lines, corrected: downloaded, put right, brought in again as a run of their own."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.tests.test_import_pages import brought_in, posted_form, run_of
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from evenhand.foundation.files.models import File
from tests import cast, centre
from tests.working import work_off

pytestmark = pytest.mark.django_db
BAD = [
    "bad-1,2024-02-31 10:00,ben,phone,Billing,Y,5,60,0,30,",
    "bad-2,2024-02-12 10:00,=cmd|' /C calc'!A0,phone,Billing,Y,5,60,0,30,",
    "bad-3,2024-02-12 11:00,ben,phone,'=Billing,Y,-5,60,0,30,",
    "bad-4,2024-02-12 12:00,ben,phone",
]

HEAD = [*centre.HEADER, "line", "reason (of the rejected line)"]  # it has a column `reason` already


@pytest.fixture(scope="module")
def brought(shared_records, shared_home) -> ImportRun:
    lines = [*centre.contacts_csv().decode().splitlines(), *BAD]
    return brought_in(cast.signed_in(cast.sam()), "\n".join(lines).encode(), people="leave")


@pytest.fixture
def first(brought, db, home_as_shared) -> ImportRun:
    return ImportRun.objects.get(pk=brought.pk)


@pytest.fixture
def sam(first):
    return cast.signed_in(cast.sam())


def downloaded(client, run) -> tuple[list[str], list[list[str]]]:
    answer = client.get(reverse("import_reject_lines", args=[run.ref]))
    head, *rows = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    return head, rows


def as_csv(head, rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_excel(head, rows) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def handed_in(client, run, data: bytes, name="corrected.csv"):
    address = reverse("import_corrections", args=[run.ref])
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def brought_back(client, run, data: bytes, name="corrected.csv") -> ImportRun:
    second = run_of(handed_in(client, run, data, name))
    work_off()
    check = reverse("import_check", args=[second.ref])
    assert "These are corrected lines of" in client.get(check).content.decode()
    values = posted_form(client, check) | {"people": "leave"}
    second.refresh_from_db()
    if second.accepted:
        assert client.post(check, values).status_code == 302
        work_off()
    second.refresh_from_db()
    return second


def test_the_download_has_whole_lines_and_nothing_that_calculates(sam, first):
    head, rows = downloaded(sam, first)
    assert head == HEAD
    count = len(centre.contacts_csv().decode().splitlines())
    assert [row[-2] for row in rows] == [str(count + n) for n in (1, 2, 3, 4)]
    assert rows[0][:11] == BAD[0].split(",")
    assert rows[1][2] == "'=cmd|' /C calc'!A0" and rows[2][4] == "''=Billing"
    assert rows[3][:4] == BAD[3].split(",") and rows[0][-1] == "There is no 31 February"
    assert AuditEntry.objects.filter(verb="rejected lines downloaded").count() == 1


@pytest.mark.parametrize(("made", "name"), [(as_csv, "c.csv"), (as_excel, "c.xlsx")])
def test_corrected_lines_come_in_and_both_runs_say_so(sam, first, made, name):
    head, rows = downloaded(sam, first)
    rows[0][1] = "2024-02-28 10:00"
    rows[2][6] = "5"
    second = brought_back(sam, first, made(head, rows[:3]), name)
    assert (second.corrects, second.source, second.mapping) == (first, first.source, first.mapping)
    assert (second.lines, second.accepted, second.rejected) == (3, 2, 1), "the formula is still one"
    page = sam.get(reverse("import_run", args=[first.ref])).content.decode()
    assert "2 of its 4 rejected lines have been put right since." in page
    assert reverse("import_run", args=[second.ref]) in page
    page = sam.get(reverse("import_run", args=[second.ref])).content.decode()
    assert "These are corrected lines of" in page
    assert reverse("import_run", args=[first.ref]) in page
    verbs = AuditEntry.objects.filter(object_ref__in=(first.ref, second.ref))
    assert {"corrected lines looked at", "corrected lines brought"} <= set(
        verbs.values_list("verb", flat=True)
    )


def test_the_same_corrections_twice_change_nothing(sam, first):
    head, rows = downloaded(sam, first)
    rows[0][1], rows[2][6] = "2024-02-28 10:00", "5"
    data = as_csv(head, [rows[0], rows[2]])
    brought_back(sam, first, data)
    generation = store().manifest().generation
    again = brought_back(sam, first, data)
    assert (again.lines, again.already_here, again.accepted) == (2, 2, 0)
    assert store().manifest().generation == generation
    page = sam.get(reverse("import_run", args=[first.ref])).content.decode()
    assert "2 of its 4 rejected lines have been put right since." in page


def test_what_is_rejected_again_can_be_put_right_from_there(sam, first):
    head, rows = downloaded(sam, first)
    second = brought_back(sam, first, as_csv(head, rows[:2]))
    assert (second.state, second.rejected) == (State.CHECKED, 2)
    head, rows = downloaded(sam, second)
    assert head == HEAD
    assert rows[1][2] == "'=cmd|' /C calc'!A0", "guarded once, however often it goes out"
    rows[0][1], rows[1][2] = "2024-02-28 10:00", "ben"
    third = brought_back(sam, second, as_csv(head, rows))
    assert (third.accepted, third.rejected, third.corrects) == (2, 0, second)
    page = sam.get(reverse("import_run", args=[first.ref])).content.decode()
    assert "2 of its 4 rejected lines have been put right since." in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"contact_id,agent\nx,ben\n", "These lines lack the column “started_at”."),
        (b"%PDF-1.7", "This is a PDF"),
    ],
)
def test_what_cannot_be_the_corrected_lines_is_refused_and_not_kept(sam, first, data, sentence):
    kept = File.objects.count()
    answer = handed_in(sam, first, data)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert ImportRun.objects.count() == 1 and File.objects.count() == kept


def test_a_run_without_rejected_lines_takes_no_corrections(sam):
    run = brought_in(sam, centre.contacts_csv(), source="Other phones", people="leave")
    answer = handed_in(sam, run, centre.contacts_csv())
    assert answer.status_code == 422 and "There are no rejected lines" in answer.content.decode()


def test_conversations_go_out_as_they_came(sam):
    def told(number, start):
        turns = [
            {"speaker": "customer", "text": "Hello", "time": start},
            {"speaker": "agent", "text": "Good day", "time": start},
        ]
        return json.dumps({"conversation_id": number, "agent": "ben", "turns": turns})

    good = [told(f"c{n}", f"2024-03-0{n}T10:00:00Z") for n in range(1, 9)]
    bad = ['{"conversation_id": "c9", ', told("c10", "yesterday")]
    run = brought_in(sam, "\n".join([*good, *bad, ""]).encode(), source="Chat", people="leave")
    assert (run.accepted, run.rejected) == (8, 2)
    answer = sam.get(reverse("import_reject_lines", args=[run.ref]))
    assert b"".join(answer).decode().splitlines() == bad
    fixed = told("c9", "2024-03-09T10:00:00Z") + "\n" + told("c10", "2024-03-10T10:00:00Z")
    second = brought_back(sam, run, fixed.encode(), "corrected.jsonl")
    assert (second.lines, second.accepted, second.rejected) == (2, 2, 0)
