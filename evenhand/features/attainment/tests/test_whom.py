"""For how many people a target is set: one count by teams and names on a day that is named, whatever was agreed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests import making
from evenhand.features.attainment.tests.test_secrecy import APRIL, body
from evenhand.features.people.actions import create_person, join_team
from evenhand.features.standards.actions import adjust_target
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(judged):
    return judged


def counts(target) -> tuple[str, str]:
    """(of the days that were judged, of today)."""
    judged = words(body("helen", reverse("attainment_of_target", args=[target.ref])))
    today = words(body("helen", reverse("target", args=[target.ref])))
    one = judged.partition(" shown to meet it")[0].rpartition(" of the ")[2]
    return one, today.partition(" people whom you may see. Measured")[0].rpartition(" for ")[2]


def test_it_names_its_day_and_counts_whoever_has_something_agreed(team):
    target = PersonStanding.objects.first().assessment.version.target
    said = "30 people for whom it was set on Tue 30 Apr 2024 are"
    assert counts(target) == (said, "30")
    by = cast.viewer(cast.owen())
    for person, threshold in ((team.amara, None), (team.ben, 0.6)):
        adjust_target(
            by=by, person=person, target=target, threshold=threshold, starts_on=date(2024, 4, 1), anew=APRIL
        )  # fmt: skip
    assert making.reckon() is not None
    assert counts(target) == (said, "30")


def test_who_came_since_is_in_the_count_of_today_alone(team):
    target = PersonStanding.objects.first().assessment.version.target
    person = create_person(by=cast.sam(), name="Wilhelmina New", email="")
    join_team(by=cast.sam(), person=person, team=team.northgate, starts_on=cast.TODAY - timedelta(days=1))  # fmt: skip
    judged, today = counts(target)
    assert judged.startswith("30 people") and today == "31"
    assert "Wilhelmina New" in body("helen", reverse("target", args=[target.ref]))
