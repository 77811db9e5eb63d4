"""The pages, for every chair: who gets which, and that nobody reads from them what only two people may know."""

import pytest
from django.urls import reverse

from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests import making
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(files_home):
    made = making.make_team()
    making.make_target(made.everybody)
    making.reckon()
    return made


def row_of(person, **chosen) -> PersonStanding:
    return PersonStanding.opened.get(person=person, assessment__is_final=True, **chosen)


def page(name: str, address: str, status: int = 200) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(address)
    assert answer.status_code == status, (name, address, answer.status_code)
    return words(answer.content.decode())


def test_who_opens_which(team):
    ref = row_of(team.amara).ref
    for address, who in {
        reverse("standing", args=[ref]): {"amara", "joanna", "helen", "owen"},
        reverse("person_attainment", args=[team.amara.ref]): {"amara", "joanna", "helen", "owen"},
        reverse("team_attainment", args=[team.northgate.ref]): {"joanna", "helen", "owen", "mateus", "pat"},
    }.items():  # fmt: skip
        assert cast.openers(address) == who, address


def test_a_finding_says_what_it_rests_on(team):
    text = page("helen", reverse("standing", args=[row_of(team.amara).ref]))
    assert "someone exactly at standard would have" in text
    assert "supports no formal step" in text  # customers rated it
    assert "csat@2" in text and "we-settle-it-the-first-time@1" in text
