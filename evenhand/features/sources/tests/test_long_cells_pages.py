"""A cell as long as a book fills no page, and keeps no other line out."""

import pytest
from django.urls import reverse

from evenhand.features.people.models import Person
from evenhand.features.sources.models import State
from evenhand.features.sources.tests.test_import_pages import brought_in, run_of, upload
from evenhand.features.sources.tests.test_people_and_columns import checked, log
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LONG = "Bartholomew " * 6_000


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def test_a_name_that_is_no_name_is_refused_and_the_others_are_added(sam):
    run = brought_in(sam, log(agents=("Pia Roe", LONG)), people="add", team="Desk")
    assert (run.state, run.accepted, run.rejected) == (State.DONE, 20, 20)
    assert [person.name for person in Person.objects.all()] == ["Pia Roe"]
    page = sam.get(reverse("import_run", args=[run.ref])).content.decode()
    assert "too long for what the column means" in page and "the most is 150" in page


@pytest.mark.parametrize("agent", [LONG, "Bartholomew " * 12])
def test_every_page_shows_the_beginning_of_it(sam, agent):
    data = log(agents=("Pia Roe", agent)).replace(b"Talk Time", b"Talk " * 2_000 + b"Time")
    columns = reverse("import_columns", args=[run_of(upload(sam, data)).ref])
    check = checked(sam, data.replace(b"Talk " * 2_000, b"Talk "))
    for address in (columns, check, check.replace("/check/", "/rejects/")):
        page = sam.get(address).content.decode()
        assert "Bartholomew Bartholomew" in page or address != check
        assert "Bartholomew " * 9 not in page and "Talk " * 20 not in page, address
