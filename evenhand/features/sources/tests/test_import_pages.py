"""The import by its pages, with the worker's code between them."""

import csv
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evenhand.features.people.models import Person
from evenhand.features.sources.models import ImportRun, Source, State
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from evenhand.foundation.files.models import File
from evenhand.foundation.jobs.models import State as JobState
from evenhand.sample.shapes import CALL_AGENTS, bank_log, call_log
from tests import cast, centre
from tests.working import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def upload(client, data: bytes, name="calls.csv", source=""):
    file = SimpleUploadedFile(name, data, "text/csv")
    return client.post(reverse("import_file"), {"file": file, "source": source})


def posted_form(client, address) -> dict:
    """The values that the page's form would send when nothing is changed."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def a_call_log(tmp_path, rows=120, bom=True) -> bytes:
    return call_log(tmp_path, rows, seed=7, bom=bom).read_bytes()


def run_of(answer) -> ImportRun:
    return ImportRun.objects.get(ref=answer["Location"].split("/")[3])


def brought_in(client, data, source="Phones", **confirmed) -> ImportRun:
    run = run_of(upload(client, data, source=source))
    columns = reverse("import_columns", args=[run.ref])
    assert client.post(columns, posted_form(client, columns)).status_code == 302
    work_off()
    check = reverse("import_check", args=[run.ref])
    assert client.post(check, posted_form(client, check) | confirmed).status_code == 302
    work_off()
    run.refresh_from_db()
    return run


def test_from_file_to_result_step_by_step(sam, tmp_path):
    answer = upload(sam, a_call_log(tmp_path), source="Phones")
    run = run_of(answer)
    columns, check, progress, result = (
        reverse(f"import_{step}", args=[run.ref])
        for step in ("columns", "check", "progress", "run")
    )
    assert answer["Location"] == columns
    # Whoever comes to a later step is brought to where it stands.
    for later in (check, progress, result):
        assert sam.get(later)["Location"] == columns
    assert sam.post(columns, posted_form(sam, columns))["Location"] == check
    waiting = sam.get(check)
    assert "Being checked" in waiting.content.decode()
    assert "HX-Refresh" not in sam.get(reverse("import_state", args=[run.ref]))
    (job,) = work_off()
    assert job.state == JobState.DONE
    assert sam.get(reverse("import_state", args=[run.ref]))["HX-Refresh"] == "true"
    page = sam.get(check).content.decode()
    assert "8 people in this file are not known here" in page and "Team of Phones" in page
    assert not store().manifest().runs, "nothing counts before it is brought in"
    assert sam.post(check, posted_form(sam, check))["Location"] == progress
    assert sam.get(result)["Location"] == progress
    assert {job.state for job in work_off()} == {JobState.DONE}
    assert sam.get(progress)["Location"] == result
    run.refresh_from_db()
    assert (run.state, run.lines, run.accepted, run.rejected) == (State.DONE, 120, 120, 0)
    assert "120" in sam.get(result).content.decode()
    verbs = set(AuditEntry.objects.filter(object_ref=run.ref).values_list("verb", flat=True))
    assert verbs >= {
        "file looked at",
        "columns matched",
        "file checked",
        "file confirmed",
        "file brought in",
    }


def test_unknown_people_are_added_in_the_proposed_team_and_credited(sam, tmp_path):
    brought_in(sam, a_call_log(tmp_path))
    people = Person.objects.filter(memberships__team__name="Team of Phones")
    assert {person.name for person in people} == set(CALL_AGENTS)
    helen = cast.signed_in(cast.helen())
    for person in people:
        address = reverse("contact_list") + f"?person={person.ref}&period=52w"
        assert helen.get(address).context["page"].total > 5, person.name


def test_people_may_be_left_out(sam, tmp_path):
    run = brought_in(sam, a_call_log(tmp_path), people="leave")
    assert run.state == State.DONE and not Person.objects.exists()
    page = cast.signed_in(cast.helen()).get(reverse("organisation_figures")).content.decode()
    assert "Credited to no team" in page


def test_new_people_need_a_team(sam, tmp_path):
    run = run_of(upload(sam, a_call_log(tmp_path)))
    columns = reverse("import_columns", args=[run.ref])
    sam.post(columns, posted_form(sam, columns))
    work_off()
    answer = sam.post(reverse("import_check", args=[run.ref]), {"people": "add", "team": " "})
    assert answer.status_code == 422
    assert "Give the team of the new people a name." in answer.content.decode()
    run.refresh_from_db()
    assert run.state == State.CHECKED and not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\n\n\n", "only blank lines"),
        (b"PK\x03\x04rest of a workbook", "Excel workbook"),
        (b"Agent,Date,Agent\nAlma,2021-01-01,Bruno\n", "Two columns are called"),
        (b"Agent,Date,\nAlma,2021-01-01,Bruno\n", "Column 3 has no heading"),
        (b"Agent,Date\n", "a heading line and nothing below it"),
        (b"1,2021-01-01\n2,2021-01-02\n", "values, not headings"),
        (b"just words\nand more\n", "No columns were found"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_nothing_is_kept(sam, data, sentence):
    answer = upload(sam, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and "<title>Error:" in page
    assert (
        not ImportRun.objects.exists() and not File.objects.exists() and not Source.objects.exists()
    )


def test_no_file_at_all(sam):
    answer = sam.post(reverse("import_file"), {"source": "x"})
    assert answer.status_code == 422 and "required" in answer.content.decode()


def test_rejected_lines_are_listed_and_downloaded(sam):
    good = centre.contacts_csv().decode().splitlines()
    bad = "bad-1,2024-02-31 10:00,ben,phone,Billing,Y,5,60,0,30,"
    formula = "bad-2,2024-02-12 10:00,=cmd|' /C calc'!A0,phone,Billing,Y,5,60,0,30,"
    run = brought_in(sam, "\n".join([*good, bad, formula]).encode(), people="leave")
    assert (run.lines, run.accepted, run.rejected) == (len(good) + 1, len(good) - 1, 2)
    page = sam.get(reverse("import_rejects", args=[run.ref])).content.decode()
    assert "There is no 31 February" in page and "holds a formula" in page
    answer = sam.get(reverse("import_rejects_file", args=[run.ref]))
    assert answer["Content-Disposition"].startswith("attachment")
    head, *rows = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert head == ["line", "column", "value", "reason"]
    assert [row[0] for row in rows] == [str(len(good) + 1), str(len(good) + 2)]
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


def test_the_same_file_twice_changes_nothing_and_says_so(sam, tmp_path):
    data = a_call_log(tmp_path)
    brought_in(sam, data)
    before = store().manifest().generation
    run = run_of(upload(sam, data, source="phones"))  # the source is known, however it is written
    columns = reverse("import_columns", args=[run.ref])
    sam.post(columns, posted_form(sam, columns))
    work_off()
    page = sam.get(reverse("import_check", args=[run.ref])).content.decode()
    assert "Everything in this file is already here." in page
    assert sam.post(reverse("import_check", args=[run.ref]), {}).status_code == 422
    assert store().manifest().generation == before


def test_taking_back_needs_a_reason_and_takes_all_of_it(sam, tmp_path):
    run = brought_in(sam, a_call_log(tmp_path))
    address = reverse("import_taking_back", args=[run.ref])
    assert "120 lines will no longer count" in sam.get(address).content.decode()
    assert sam.post(address, {"reason": ""}).status_code == 422
    assert sam.post(address, {"reason": "   "}).status_code == 422
    assert sam.post(address, {"reason": "The wrong month"}).status_code == 302
    work_off()
    run.refresh_from_db()
    assert run.state == State.TAKEN_BACK and not store().manifest().runs
    assert (
        "This file was taken back."
        in sam.get(reverse("import_run", args=[run.ref])).content.decode()
    )
    assert AuditEntry.objects.filter(
        verb="taking back begun", payload__reason="The wrong month"
    ).exists()
    # And it may come in again.
    again = brought_in(sam, a_call_log(tmp_path))
    assert (again.state, again.accepted) == (State.DONE, 120)


def test_a_second_click_changes_nothing(sam, tmp_path):
    run = run_of(upload(sam, a_call_log(tmp_path)))
    columns, check = (reverse(f"import_{step}", args=[run.ref]) for step in ("columns", "check"))
    values = posted_form(sam, columns)
    assert sam.post(columns, values)["Location"] == check
    assert sam.post(columns, values)["Location"] == check
    assert len(work_off()) == 1
    values = posted_form(sam, check)
    assert sam.post(check, values).status_code == sam.post(check, values).status_code == 302
    assert [job.kind for job in work_off()].count("sources.bring_in") == 1


# Before a file is looked at


def test_a_post_without_token_is_refused(files_home):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sam())
    assert upload(client, b"a,b\n1,2\n").status_code == 403
    assert not ImportRun.objects.exists()


class Unread:
    """The body of a request that must not be read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = __iter__ = read


@pytest.mark.parametrize("checks", [True, False])
def test_a_request_over_the_size_is_refused_before_its_body_is_read(settings, files_home, checks):
    settings.EVENHAND = replace(settings.EVENHAND, largest_import_mb=1)
    client = Client(enforce_csrf_checks=checks)
    client.force_login(cast.sam())
    answer = client.generic(
        "POST",
        reverse("import_file"),
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(3 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "The file has 3 MB; the most that may be brought in here is 1 MB." in page
    assert "This file was not taken." in page


def test_a_file_just_over_the_size_is_refused_too(settings, sam):
    """What a request's length leaves open, the file's own length decides."""
    settings.EVENHAND = replace(settings.EVENHAND, largest_import_mb=1)
    row = b"2021-01-01,Alma," + b"x" * 100 + b"\n"
    answer = upload(sam, b"Date,Agent,Topic\n" + row * (1024 * 1024 // len(row) + 50))
    assert answer.status_code in (413, 422)
    assert not ImportRun.objects.exists() and not File.objects.exists()


def test_the_same_file_under_other_meanings_is_refused_where_nothing_numbers_its_contacts(
    sam, tmp_path
):
    """Without a contact number its lines would be new contacts, and all of it would count twice."""
    data = bank_log(tmp_path, 40, seed=3).read_bytes()
    brought_in(sam, data, source="Desk", people="add", team="Desk")
    run = run_of(upload(sam, data, source="Desk"))
    columns = reverse("import_columns", args=[run.ref])
    asked = posted_form(sam, columns)
    del asked[next(name for name, value in asked.items() if value == "wait_seconds")]
    answer = sam.post(columns, asked)
    assert answer.status_code == 422
    assert "Take that back first" in answer.content.decode()
