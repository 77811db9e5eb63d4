"""The second file of a source comes with the meanings that were confirmed for its first."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from evenhand.features.sources.actions import starting
from evenhand.features.sources.models import ImportRun, Source
from evenhand.features.sources.tests.test_import_pages import posted_form, run_of, upload
from tests import cast

pytestmark = pytest.mark.django_db
HEAD = "contact_id,started_at,agent,reason,talk_seconds\n"


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def a_file(number: int) -> bytes:
    lines = (
        f"{number}-{at},2024-03-{at:02d} 10:00:00,ben,Billing,{60 + at}" for at in range(1, 21)
    )
    return (HEAD + "\n".join(lines)).encode()


@pytest.fixture
def matched(sam) -> ImportRun:
    """The first file: somebody says that `reason` means nothing here, though its heading suggests a topic."""
    run = run_of(upload(sam, a_file(1), source="Phones"))
    assert run.mapping["columns"]["reason"] == "topic"
    columns = reverse("import_columns", args=[run.ref])
    asked = posted_form(sam, columns)
    (reason,) = (name for name, value in asked.items() if value == "topic")
    assert sam.post(columns, asked | {reason: ""}).status_code == 302
    run.refresh_from_db()
    return run


def meanings(run: ImportRun) -> dict:
    return {column: key for column, key in run.mapping["columns"].items() if key}


def test_in_the_browser(sam, matched):
    second = run_of(upload(sam, a_file(2), source="phones"))
    values = posted_form(sam, reverse("import_columns", args=[second.ref])).values()
    assert "topic" not in values and "talk_seconds" in values
    assert meanings(second) == meanings(matched)
    other = run_of(upload(sam, a_file(3), source="Desk"))
    assert meanings(other)["reason"] == "topic", "another source has none of it"


def test_by_the_command(sam, matched, tmp_path, capsys):
    (tmp_path / "second.csv").write_bytes(a_file(2))
    call_command("import", str(tmp_path / "second.csv"), "--source", "Phones", "--check-only")
    assert meanings(ImportRun.objects.latest("pk")) == meanings(matched)
    said = capsys.readouterr().out
    assert "talk_seconds → talk_seconds" in said and "→ topic" not in said


def test_two_first_files_at_once_are_of_one_source(sam, monkeypatch):
    """The other file arrives while this one is looked at, when neither has found a source of that name."""
    look, others = starting.look, []

    def looked(*args, **more):
        if not others:
            others.append("being brought")
            others.append(upload(sam, a_file(2), source="PHONES"))
        return look(*args, **more)

    monkeypatch.setattr(starting, "look", looked)
    run = run_of(upload(sam, a_file(1), source="Phones"))
    assert {one.pk for one in Source.objects.all()} == {run.source_id}
    assert run_of(others[1]).source_id == run.source_id
    assert run.mapping["source"] == run.source.name == "PHONES", "its facts are those of one source"
