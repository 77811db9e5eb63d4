"""The command run again: people who are added later, what asks nobody, and words for one."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from evenhand.features.people.actions import create_person
from evenhand.features.people.models import Membership, Person
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.tests.test_people_and_columns import log
from evenhand.features.sources.todo import todos
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def run(files_home, tmp_path):
    def told(data: bytes, *arguments: str) -> str:
        path, out = tmp_path / "log.csv", io.StringIO()
        path.write_bytes(data)
        more = ("--source", "Phones", *arguments)
        call_command("import", path, *more, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    return told


def contacts_of(name: str) -> int:
    person = Person.objects.get(name=name)
    address = reverse("contact_list") + f"?person={person.ref}&period=52w"
    return cast.signed_in(cast.helen()).get(address).context["page"].total


def waiting() -> list[str]:
    return [str(one.text) for one in todos(cast.viewer(cast.sam()))]


def test_people_are_added_by_the_same_file_again(run):
    assert "run again with --team NAME" in run(log(agents=("Pia Roe", "Zed Zulu")))
    assert not Person.objects.exists()
    said = run(log(agents=("Pia Roe", "Zed Zulu")), "--team", "Desk")
    assert "Added 2 people in the team “Desk”" in said and "Nothing changed" not in said
    assert (contacts_of("Pia Roe"), contacts_of("Zed Zulu")) == (20, 20)
    assert {str(one.starts_on) for one in Membership.objects.all()} == {"2026-03-02"}
    assert AuditEntry.objects.filter(verb="people of file added").count() == 1
    before = store().manifest().generation
    assert "Nothing changed." in run(log(agents=("Pia Roe", "Zed Zulu")), "--team", "Desk")
    assert (store().manifest().generation, Person.objects.count()) == (before, 2)


def test_somebody_here_is_meant_by_the_same_file_again(run):
    create_person(by=cast.sam(), name="Pia Smith")
    run(log(agents=("Pia Roe",)))
    assert "1 person is somebody who was here" in run(
        log(agents=("Pia Roe",)), "--same", "Pia Roe=Pia Smith"
    )
    assert contacts_of("Pia Smith") == 40


def test_a_file_with_some_new_lines_adds_those_of_the_earlier_ones_too(run):
    earlier = log(agents=("Pia Roe",), day="2025-12-02")
    run(earlier)
    later = log(agents=("Zed Zulu",), first=101).split(b"\n", 1)[1]
    said = run(earlier + b"\n" + later, "--team", "Desk")
    assert "Brought in 40 lines, 2026-03-02 to 2026-03-02." in said
    assert (contacts_of("Pia Roe"), contacts_of("Zed Zulu")) == (40, 40)


def test_it_advises_again_when_nothing_is_new(run):
    run(log(agents=("Pia Roe",)))
    said = run(log(agents=("Pia Roe",)))
    assert "Not known here: 1 person named in this file." in said and "--team NAME" in said


def test_what_came_before_or_was_only_checked_asks_nobody(run):
    run(log(), "--check-only")
    assert (ImportRun.objects.get().state, waiting()) == (State.DISCARDED, [])
    assert not store().manifest().runs
    run(log())
    run(log())
    assert (ImportRun.objects.latest("pk").state, waiting()) == (State.DISCARDED, [])


def test_one_line_is_no_lines(run):
    one = b"\n".join(log(agents=("Pia Roe",)).split(b"\n")[:2])
    said = run(one)
    assert "1 line read = 1 accepted" in said and "Not known here: 1 person named" in said
    assert "Brought in 1 line, 2026-03-02" in said and "1 lines" not in said


def test_whoever_comes_second_says_so(run, monkeypatch):
    """Between the check and the bringing in the same lines come by another import."""
    from evenhand.features.sources import actions

    confirm, said = actions.confirm, []

    def confirmed(**more):
        monkeypatch.setattr(actions, "confirm", confirm)
        said.append(run(log() + b"\n"))  # of the very same file only one is at work
        return confirm(**more)

    monkeypatch.setattr(actions, "confirm", confirmed)
    loser = run(log())
    assert "Brought in 40 lines" in said[0] and "Brought in" not in loser
    assert "Nothing was left to bring in: another import was quicker." in loser
