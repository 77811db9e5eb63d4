"""A file that is not wanted after all is discarded from its page, and asks nobody any more."""

import pytest
from django.urls import reverse

from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.tests.test_import_pages import brought_in, run_of, upload
from evenhand.features.sources.tests.test_people_and_columns import checked, log
from evenhand.features.sources.todo import todos
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def waiting() -> list[str]:
    return [str(one.text) for one in todos(cast.viewer(cast.sam()))]


def test_a_checked_file_is_discarded_from_its_page(sam):
    check = checked(sam, log())
    run = ImportRun.objects.get()
    address = reverse("import_discarding", args=[run.ref])
    assert f'action="{address}"' in sam.get(check).content.decode()
    assert waiting() == ["Decide whether to bring in calls.csv"]
    assert sam.post(address)["Location"] == reverse("import_list")
    run.refresh_from_db()
    assert (run.state, waiting(), store().manifest().runs) == (State.DISCARDED, [], {})
    assert AuditEntry.objects.get(verb="file discarded").object_ref == run.ref
    page = sam.get(sam.get(check)["Location"]).content.decode()
    assert "This file was discarded." in page and address not in page
    assert sam.post(check, {"people": "leave"}).status_code == 302
    run.refresh_from_db()
    assert run.state == State.DISCARDED, "it does not come in by an old page"


def test_also_before_its_columns_are_matched(sam):
    run = run_of(upload(sam, log()))
    address = reverse("import_discarding", args=[run.ref])
    columns = reverse("import_columns", args=[run.ref])
    assert f'action="{address}"' in sam.get(columns).content.decode()
    sam.post(address)
    run.refresh_from_db()
    assert (run.state, waiting()) == (State.DISCARDED, [])


def test_what_was_brought_in_is_not_discarded(sam):
    run = brought_in(sam, log(), people="leave")
    answer = sam.post(reverse("import_discarding", args=[run.ref]), follow=True)
    assert "cannot be moved on from “brought in”" in answer.content.decode()
    run.refresh_from_db()
    assert run.state == State.DONE and not AuditEntry.objects.filter(verb="file discarded")


@pytest.mark.parametrize("name", ["eve", "helen", "ben"])
def test_nobody_else_may_and_nobody_may_by_a_link(sam, name):
    checked(sam, log())
    run = ImportRun.objects.get()
    address = reverse("import_discarding", args=[run.ref])
    assert cast.signed_in(getattr(cast, name)()).post(address).status_code in (403, 404)
    assert sam.get(address).status_code == 404
    run.refresh_from_db()
    assert run.state == State.CHECKED


def test_a_file_that_is_here_already_asks_nobody_and_one_that_was_all_refused_does(sam):
    brought_in(sam, log(), people="leave")
    checked(sam, log())
    assert ImportRun.objects.latest("pk").state == State.CHECKED and waiting() == []
    checked(sam, log(day="2026-02-31"), source="Desk")
    assert waiting() == ["No line of calls.csv can be brought in"]


def test_one_line_read_is_one_line(sam):
    page = sam.get(checked(sam, b"\n".join(log().split(b"\n")[:2]))).content.decode()
    assert ">line read<" in page and "lines read" not in page
