"""What no team can be told: the reason once, in words, and no line, n or sum beside it."""

import pytest

from tests import cast, centre
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EVERYTHING = "period=own&first=2024-01-01&last=2024-12-31"
WHY = "Abandoned contacts are credited to nobody, so no team is told this figure"


@pytest.fixture
def helen(files_home):
    centre.make_centre()
    return cast.signed_in(cast.helen())


@pytest.mark.parametrize("key", ["answered", "service_level", "abandoned"])
def test_a_list_of_teams_says_once_why_none_of_them_is_told(helen, key):
    for address in (f"/figures/?kpi={key}&{EVERYTHING}", f"/figures/{key}/?{EVERYTHING}"):
        page = helen.get(address)
        said = words(page.content.decode())
        assert page.context["drawn"].key == key
        assert said.count(WHY) == 1
        assert "Northgate" in said and "Southbank" in said
        assert "add up to the whole" not in said and "Credited to no team" not in said
        assert "How sure the figure is" not in said and "too few each week" not in said
        assert all(row["spark"] is None and not row["told"] for row in page.context["rows"])


def test_what_teams_are_told_has_its_line_and_its_sum(helen):
    page = helen.get(f"/figures/?kpi=aht&{EVERYTHING}")
    said = words(page.content.decode())
    assert "How sure the figure is" in said and "add up to the whole" in said
    assert "so no team is told" not in said
    assert all(row["told"] for row in page.context["rows"])


def test_comparing_teams_says_the_reason_and_asks_for_no_longer_period(helen):
    said = words(helen.get(f"/figures/answered/comparison/?{EVERYTHING}").content.decode())
    assert WHY in said
    assert "here are 0" not in said and "Choose a longer period" not in said
    said = words(helen.get(f"/figures/csat/comparison/?{EVERYTHING}").content.decode())
    assert "here are 2. Choose a longer period" in said


def test_the_file_of_the_page_says_it_of_each(helen):
    answer = helen.get(f"/figures/answered/?{EVERYTHING}&as=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    of_teams = [line for line in lines if "Northgate" in line or "Southbank" in line]
    assert len(of_teams) == 2
    assert all("credited to no team in this source" in line for line in of_teams)
