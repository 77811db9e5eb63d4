"""Unknown people one by one, and columns whose meaning changed between two files of one source."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from evenhand.features.people.actions import create_person
from evenhand.features.people.models import Person, SourceKey
from evenhand.features.sources.models import ImportRun, Source, State
from evenhand.features.sources.tests.test_import_pages import (
    brought_in,
    posted_form,
    run_of,
    upload,
)
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def log(talk="{n}", day="2026-03-02", agents=("B. Ode", "Diallo, Amara", "Zed Zulu"), first=1):
    lines = ["Call Id;Agent;Date;Time;Talk Time"]
    for n in range(first, first + 40):
        lines.append(
            f"{n};{agents[n % len(agents)]};{day};10:{n % 60:02}:00;{talk.format(n=60 + n)}"
        )
    return "\n".join(lines).encode()


def checked(client, data, source="Phones", **more) -> str:
    run = run_of(upload(client, data, source=source))
    columns = reverse("import_columns", args=[run.ref])
    answer = client.post(columns, posted_form(client, columns) | more)
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    return reverse("import_check", args=[run.ref])


@pytest.fixture
def known():
    by = cast.sam()
    return {
        name: create_person(by=by, name=name) for name in ("Ben Ode", "Amara Diallo", "Noor Rahman")
    }


def test_each_unknown_person_has_a_row_and_nothing_is_chosen_beforehand(sam, known):
    check = checked(sam, log())
    page = sam.get(check)
    rows = dict(page.context["people"].rows())
    assert sorted(rows) == ["B. Ode", "Diallo, Amara", "Zed Zulu"]
    assert "The same as Ben Ode: the same surname and initial" in page.content.decode()
    assert not any(field.value() for field in rows.values())
    assert str(rows["Zed Zulu"]).count("The same as Ben Ode") == 0
    sam.post(check, posted_form(sam, check) | {"people": "leave"})
    assert not SourceKey.objects.exists()


def test_same_new_and_left_out_are_each_done_and_audited(sam, known):
    check = checked(sam, log())
    names = {key: field.html_name for key, field in sam.get(check).context["people"].rows()}
    chosen = {
        names["B. Ode"]: known["Ben Ode"].ref,
        names["Diallo, Amara"]: "leave",
        names["Zed Zulu"]: "new",
        "people": "leave",
        "team": "",
    }
    refused = sam.post(check, chosen)
    assert refused.status_code == 422
    assert "Give the team of the new people a name." in refused.content.decode()
    assert not SourceKey.objects.exists()
    assert sam.post(check, chosen | {"team": "Newcomers"}).status_code == 302
    key = SourceKey.objects.get(person=known["Ben Ode"])
    assert (key.source, key.key) == ("Phones", "B. Ode")
    assert AuditEntry.objects.filter(
        verb="source id added", payload__subject_ref=known["Ben Ode"].ref
    ).exists()
    assert Person.objects.filter(name="Zed Zulu", memberships__team__name="Newcomers").exists()
    assert not SourceKey.objects.filter(key="Diallo, Amara").exists()
    work_off()
    assert ImportRun.objects.get().state == State.DONE


def test_somebody_who_is_not_offered_is_refused(sam, known):
    check = checked(sam, log())
    answer = sam.post(check, {"people": "leave", "person-0": "nobody"})
    assert answer.status_code == 422 and "Choose for each person" in answer.content.decode()


def test_of_very_many_only_the_proposed_have_a_row(sam, known):
    many = tuple(f"Worker {n} x" for n in range(60)) + ("B. Ode",)
    lines = [log(agents=many, first=1)] + [
        log(agents=many, first=first).split(b"\n", 1)[1] for first in (41, 81)
    ]
    page = sam.get(checked(sam, b"\n".join(lines)))
    assert [key for key, _ in page.context["people"].rows()] == ["B. Ode"]
    assert "61 people in this file are not known here" in page.content.decode()


def command(tmp_path, data, *arguments) -> str:
    path, out = tmp_path / "log.csv", io.StringIO()
    path.write_bytes(data)
    call_command("import", path, "--source", "Phones", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_command_proposes_in_words_and_takes_who_is_the_same(files_home, tmp_path, known):
    said = command(tmp_path, log(), "--check-only")
    assert "“B. Ode” may be Ben Ode (the same surname and initial): --same 'B. Ode=Ben Ode'" in said
    assert not SourceKey.objects.exists()
    command(tmp_path, log(), "--same", "B. Ode=Ben Ode", "--same", "Zed Zulu=Noor Rahman")
    assert {one.key: one.person.name for one in SourceKey.objects.all()} == {
        "B. Ode": "Ben Ode",
        "Zed Zulu": "Noor Rahman",
    }


@pytest.mark.parametrize(
    ("same", "sentence"),
    [
        ("B. Ode=Ben Odd", "Nobody here is called “Ben Odd”."),
        ("B. Ode=Noor Rahman", "2 people here are called “Noor Rahman”"),
        ("Somebody=Ben Ode", "“Somebody” is not among the unknown people of this file."),
        ("B. Ode", "Write KEY=NAME"),
    ],
)
def test_the_command_refuses_names_that_mean_nobody_or_two(
    files_home, tmp_path, known, same, sentence
):
    create_person(by=cast.sam(), name="Noor Rahman")
    with pytest.raises(CommandError, match=sentence):
        command(tmp_path, log(), "--same", same)
    assert not SourceKey.objects.exists()


# Columns


MINUTES = "{n}:05"


def test_a_changed_column_is_shown_and_must_be_looked_at(sam):
    brought_in(sam, log(), people="leave")
    run = run_of(upload(sam, log(MINUTES, first=100), source="Phones"))
    columns = reverse("import_columns", args=[run.ref])
    page = sam.get(columns).content.decode()
    assert "1 column reads otherwise than in the last file of this source" in page
    assert "times with a colon" in page and "I have looked" in page
    values = posted_form(sam, columns)
    refused = sam.post(columns, values)
    assert refused.status_code == 422 and "Look at these columns first" in refused.content.decode()
    run.refresh_from_db()
    assert run.state == State.LOOKED_AT
    assert sam.post(columns, values | {"columns_checked": "on"}).status_code == 302
    kept = AuditEntry.objects.get(verb="columns matched", object_ref=run.ref)
    assert "columns_looked_at" in kept.payload.after
    assert Source.objects.get().profile["Talk Time"]["share"] == {"clock": 1.0}
    work_off()
    # The next one of the same kind is no change any more.
    checked(sam, log(MINUTES, first=200))


def test_a_file_as_the_last_one_asks_nothing(sam):
    brought_in(sam, log(), people="leave")
    run = run_of(upload(sam, log(first=100), source="Phones"))
    page = sam.get(reverse("import_columns", args=[run.ref])).content.decode()
    assert "I have looked" not in page


def test_the_command_refuses_a_changed_column_until_somebody_looked(files_home, tmp_path):
    command(tmp_path, log())
    changed = log(MINUTES, first=100)
    with pytest.raises(CommandError, match="“Talk Time” had numbers.*--columns-checked"):
        command(tmp_path, changed)
    assert "Brought in 40 lines" in command(tmp_path, changed, "--columns-checked")
