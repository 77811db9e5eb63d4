"""Leaders are told to look at a team's total: by a dated rule, once a week at most, and never about a person."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from evenhand.features.attainment import actions
from evenhand.features.attainment.models import TeamNotice
from evenhand.features.attainment.queries import rule_on
from evenhand.features.attainment.tests import making
from evenhand.features.standards.rules.targets import About, Where
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.notices.models import Notice
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
KIND = "team to look at"


@pytest.fixture
def team(files_home):
    return making.make_team(others=9)


def target(team, threshold: float, **other):
    """Of both teams as a whole, each week."""
    keys = frozenset({team.northgate.pk, team.southbank.pk})
    given = {"about": About.TOTAL, "where": Where.TEAMS, "keys": keys, "every": "week"} | other
    return making.make_target([], threshold=threshold, **given)


def tell(day: date = making.TODAY) -> int:
    return actions.tell_leaders(by=SYSTEM, today=day)


def told() -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind=KIND).order_by("id")
    return list(found.values_list("user__name", "text"))


def test_missed_again_and_again_leaders_are_told_once(team):
    target(team, 0.97)
    assert tell() == 2
    assert {name for name, _text in told()} == {"Joanna Price", "Rajesh Kotecha"}
    assert all("3 of the last 4 weeks" in text for _name, text in told())
    # Within seven days nobody is told again, afterwards once.
    assert tell() == tell(making.TODAY + timedelta(days=6)) == 0
    assert TeamNotice.objects.count() == 2


def test_met_or_unclear_nobody_is_told(team):
    target(team, 0.6)
    assert tell() == 0 and not told()


def test_weeks_before_it_held_do_not_count(team):
    target(team, 0.97, effective_from=date(2024, 4, 22))
    assert tell() == 0


def test_no_notice_names_a_person(team):
    """A target of each person tells of the team's total, and of nobody in it."""
    making.make_target(team.everybody, threshold=0.97)
    making.reckon()
    tell()
    assert told()
    names = [one.name for one in team.everybody]
    assert not [text for _name, text in told() if any(name in text for name in names)]


def test_the_rule_is_dated_and_keeps_its_history(team):
    helen = cast.viewer(cast.helen(), today=timezone.localdate())
    actions.set_look_rule(by=helen, k=2, m=6, from_date=helen.today, reason="Fewer surprises")
    assert (rule_on(helen.today).k, rule_on(helen.today).m) == (2, 6)
    assert (rule_on(making.TODAY).k, rule_on(making.TODAY).m) == (3, 4)
    page = cast.signed_in(cast.pat()).get(reverse("look_rule")).content.decode()
    assert "2 of the last 6 weeks" in words(page) and "Fewer surprises" in page


@pytest.mark.parametrize(
    ("k", "m", "days", "reason"),
    [(0, 4, 0, "x"), (5, 4, 0, "x"), (3, 99, 0, "x"), (3, 4, -1, "x"), (3, 4, 0, " ")],
)
def test_what_cannot_be_a_rule_is_refused(db, k, m, days, reason):
    helen = cast.viewer(cast.helen())
    with pytest.raises(ValidationError):
        actions.set_look_rule(
            by=helen, k=k, m=m, from_date=helen.today + timedelta(days=days), reason=reason
        )
    assert (rule_on(helen.today).k, rule_on(helen.today).m) == (3, 4)


def test_only_whoever_answers_for_the_service_sets_it(db):
    for name in ("joanna", "owen", "amara", "sam", "eve"):
        with pytest.raises(Http404):
            by = cast.viewer(cast.CAST[name]())
            actions.set_look_rule(by=by, k=1, m=1, from_date=by.today, reason="x")
    client = cast.signed_in(cast.helen())
    answer = client.post(reverse("look_rule"), {"k": 9, "m": 2, "from_date": "", "reason": ""})
    assert answer.status_code == 422 and b"Error:" in answer.content


def test_totals_of_few_people_are_told_to_nobody_who_may_see_no_person(team):
    """Seven in Northgate and five in Southbank: enough for an analyst, too few for a representative."""
    making.make_target(team.everybody, every="week", minimum_volume=20)
    making.reckon()
    address = reverse("team_attainment", args=[team.northgate.ref])
    said = {
        name: words(cast.signed_in(cast.CAST[name]()).get(address).content.decode())
        for name in ("pat", "mateus", "joanna")
    }
    few = "Too few people to show a total without showing a person"
    assert few in said["pat"] and "answers" not in said["pat"].partition(few)[2]
    assert few not in said["mateus"] and " answers" in said["mateus"]
    assert few not in said["joanna"] and "Ben Whitlock" in said["joanna"]
    assert "Ben Whitlock" not in said["mateus"] + said["pat"]
