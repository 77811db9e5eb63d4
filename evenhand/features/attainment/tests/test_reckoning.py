"""The run: whom it names, what each row pins, and that the same again is not done again."""

import pytest

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(files_home):
    return making.make_team()


def rows(**chosen):
    found = PersonStanding.opened.filter(assessment__is_final=True, **chosen)
    return {one.person_id: one for one in found.select_related("assessment__version")}


def test_names_who_struggles_and_not_who_has_the_hard_contacts(team):
    making.make_target(team.everybody)
    assert making.reckon() is not None
    found = rows()
    assert set(found) == {one.pk for one in team.everybody}
    amara, ben = found[team.amara.pk], found[team.ben.pk]
    assert amara.state == State.FINDING
    assert ben.value < making.STANDARD and ben.state != State.FINDING
    assert ben.expected < 0.77 < making.STANDARD
    assert [pk for pk, one in found.items() if one.state == State.FINDING] == [team.amara.pk]
