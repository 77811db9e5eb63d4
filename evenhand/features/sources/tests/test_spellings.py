"""One person whom a file spells in several ways is one person."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from evenhand.features.people.actions import create_person
from evenhand.features.people.models import Person, SourceKey
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.tests.test_import_pages import brought_in, posted_form
from evenhand.features.sources.tests.test_people_and_columns import checked, log
from tests import cast
from tests.working import work_off

pytestmark = pytest.mark.django_db

SPELT = ("Pia Roe", "pia roe", "Pia  Roe", "ÄNNE OX", "Änne Ox")


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def test_they_are_added_once_and_every_line_is_theirs(sam):
    run = brought_in(sam, log(agents=SPELT), people="add", team="Desk")
    assert (run.state, run.accepted) == (State.DONE, 40)
    assert sorted(person.name for person in Person.objects.all()) == ["Pia Roe", "ÄNNE OX"]
    helen = cast.signed_in(cast.helen())
    for person, lines in zip(Person.objects.order_by("name"), (24, 16), strict=True):
        address = reverse("contact_list") + f"?person={person.ref}&period=52w"
        assert helen.get(address).context["page"].total == lines, person.name


def test_the_page_proposes_them_once_and_counts_them_once(sam):
    create_person(by=cast.sam(), name="Pia Roe")
    page = sam.get(checked(sam, log(agents=SPELT)))
    assert [key for key, _ in page.context["people"].rows()] == ["Pia Roe", "ÄNNE OX"]
    assert "2 people in this file are not known here" in page.content.decode()
    assert page.context["known"] == 0


def test_whoever_is_the_same_is_meant_by_every_spelling(sam):
    pia = create_person(by=cast.sam(), name="Pia Roe-Smith")
    check = checked(sam, log(agents=SPELT[:3]))
    ((_key, field),) = sam.get(check).context["people"].rows()
    chosen = posted_form(sam, check) | {field.html_name: pia.ref, "people": "leave"}
    assert sam.post(check, chosen).status_code == 302
    assert {one.key for one in SourceKey.objects.all()} == {"Pia  Roe", "Pia Roe"}
    work_off()
    run = ImportRun.objects.get()
    address = reverse("contact_list") + f"?person={pia.ref}&period=52w"
    assert cast.signed_in(cast.helen()).get(address).context["page"].total == run.accepted == 40


@pytest.mark.one_database
def test_the_command_takes_any_of_the_spellings(files_home, tmp_path):
    create_person(by=cast.sam(), name="Pia Smith")
    path = tmp_path / "log.csv"
    path.write_bytes(log(agents=SPELT[:2]))
    said = io.StringIO()
    call_command("import", path, "--same", "PIA roe=Pia Smith", stdout=said, stderr=io.StringIO())
    assert "Brought in 40 lines" in said.getvalue() and "Not known here" not in said.getvalue()
    assert Person.objects.count() == 1
