"""The contacts behind a figure, and one contact."""

import pytest
from django.urls import reverse

from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def opened(name, number):
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("contact", args=[centre.id_of(number)]))
    return answer.status_code, words(answer.content.decode())


def test_an_answered_contact_says_what_happened_and_who_is_credited(here):
    status, page = opened("helen", "amara-000")
    assert status == 200
    assert "Amara Okafor answered" in page and "Credited to Amara Okafor, Northgate" in page
    assert "Telephone, line 2" in page


def test_an_abandoned_contact_is_nobody_s(here):
    """Only who sees everybody opens it: it is credited to no person whom anybody else could see."""
    status, page = opened("helen", "lost-000")
    assert status == 200
    assert "Customer gave up , after" in page and "Credited to nobody" in page
    assert "answered" not in page.split("What happened, in order")[1].split("How it was counted")[0]
    for name in ("amara", "joanna", "rajesh", "owen", "pat", "sam", "eve"):
        assert opened(name, "lost-000")[0] == 404


def test_the_list_counts_as_the_figure_does(here):
    helen = cast.signed_in(cast.helen())
    for person, number in ((here.amara, centre.AMARA), (here.ben, centre.BEN)):
        page = helen.get(reverse("contact_list") + EVERYTHING + f"&person={person.ref}").context[
            "page"
        ]
        assert page.total == number
    everything = helen.get(reverse("contact_list") + EVERYTHING).context["page"]
    assert everything.total == centre.AMARA + centre.BEN + centre.NOOR + 1
    offered = helen.get(reverse("contact_list") + EVERYTHING + "&kpi=answered").context["page"]
    assert offered.total - everything.total in range(centre.ABANDONED + 1)


@pytest.mark.parametrize(
    ("name", "number"),
    [("joanna", centre.AMARA + centre.BEN), ("rajesh", centre.NOOR + 1), ("owen", 0), ("eve", 0)],
)
def test_the_list_holds_only_whom_its_reader_sees(here, name, number):
    page = (
        cast.signed_in(cast.CAST[name]()).get(reverse("contact_list") + EVERYTHING).context["page"]
    )
    assert page.total == number


def test_pages_hold_fifty_and_end(here):
    helen = cast.signed_in(cast.helen())
    seen = []
    for number in range(1, 5):
        page = helen.get(reverse("contact_list") + EVERYTHING + f"&page={number}").context["page"]
        assert len(page.rows) <= 50
        seen += [row["contact_id"] for row in page.rows]
    assert len(seen) == len(set(seen)) == page.total
    beyond = helen.get(reverse("contact_list") + EVERYTHING + "&page=4").content.decode()
    assert f"The list has {page.pages} pages." in beyond and "See the first" in beyond
    assert "no contact" not in beyond
