"""A measure in its shadow: counted, shown of many with a word about it, and of nobody alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts.queries import selection
from evenhand.features.insights import queries
from evenhand.features.insights.views.worded import interval_text
from evenhand.features.standards.queries import IN_SHADOW, NOT_NAMED
from evenhand.features.standards.rules.monitoring import Method, Shadow
from tests import cast, centre, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
EVER = "period=own&first=2024-01-01&last=2024-12-31"
SAID = "In its shadow period: not used about anybody."
DAY = timedelta(days=1)


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def shadow(kpi="csat", *, first=-1, until=30):
    today = timezone.localdate()
    return policies.make_monitoring_policy(
        shadows=(Shadow(kpi, today + first * DAY, today + until * DAY),)
    )


def page(name, address, **more) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(f"{address}?{EVER}", more)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(address: str) -> str:
    file = cast.signed_in(cast.helen()).get(address)
    return (b"".join(file) if file.streaming else file.content).decode("utf-8-sig")


def chosen(here, **of):
    viewer = cast.viewer(cast.helen(), today=timezone.localdate())
    asked = {"period": "own", "first": "2024-01-01", "last": "2024-12-31"}
    return selection(viewer, asked, **of)


@pytest.mark.parametrize("name", ["amara", "joanna", "helen"])
def test_of_a_person_it_says_only_that_it_is_tried(here, name):
    address = reverse("person_figures", args=[here.amara.ref])
    assert SAID not in page(name, address)
    value = queries.figures(chosen(here, person=here.amara.ref), ["csat"])[0].figure
    assert value.value is not None
    shadow()
    (shown,) = queries.figures(chosen(here, person=here.amara.ref), ["csat"])
    assert (shown.figure.value, shown.figure.n, shown.figure.problem) == (
        None,
        0,
        IN_SHADOW,
    )
    assert shown.figure.parts == {}
    for one in (f"{address}?{EVER}&show=all", f"{address}?{EVER}&show=all&kpi=csat", reverse("figure", args=["csat"]) + f"?{EVER}&person={here.amara.ref}"):  # fmt: skip
        answer = cast.signed_in(cast.CAST[name]()).get(one)
        assert answer.status_code == 200 and SAID in words(answer.content.decode()), one
        assert interval_text(value) not in answer.content.decode(), one


def test_neither_in_a_list_of_people_nor_in_a_file(here):
    (before,) = queries.figures(chosen(here, person=here.amara.ref), ["csat"])
    address = reverse("person_figures", args=[here.amara.ref]) + f"?{EVER}&show=all&as=csv"
    assert f"{before.figure.value:.6f}" in text_of(address)
    shadow()
    team = reverse("team_figures", args=[here.northgate.ref])
    rows = queries.people_rows(chosen(here, team=here.northgate.ref), chosen(here).kpi("csat"))
    assert rows and all(row.figure is None or row.figure.value is None for row in rows)
    assert all(week.value is None and not week.parts for row in rows for week in row.weeks)
    assert "In its shadow period" in words(
        cast.signed_in(cast.joanna()).get(f"{team}?{EVER}&show=all&kpi=csat").content.decode()
    )
    text = text_of(address)
    assert "Customer satisfaction" in text and "Average handling time" in text
    assert f"{before.figure.value:.6f}" not in text


def test_of_many_it_is_shown_with_a_word_about_it(here):
    before = queries.figures(chosen(here), ["csat"])[0].figure
    shadow()
    after = queries.figures(chosen(here), ["csat"])[0].figure
    assert (after.value, after.n) == (before.value, before.n)
    assert SAID in words(page("helen", reverse("figure", args=["csat"])))
    assert "on trial until" in words(page("amara", reverse("kpi", args=["csat"])))


@pytest.mark.parametrize("spell", [{"first": 1}, {"first": -30, "until": 0}])
def test_before_and_after_it_is_as_any_other(here, spell):
    shadow(**spell)
    figure = queries.figures(chosen(here, person=here.amara.ref), ["csat"])[0].figure
    assert figure.value is not None
    assert SAID not in words(page("amara", reverse("kpi", args=["csat"])))


def test_what_the_policy_does_not_name_is_not_used_about_anybody(here):
    policies.make_monitoring_policy(methods=(Method.EVALUATIONS, Method.VOLUMES))
    mine, rated = queries.figures(chosen(here, person=here.amara.ref), ["handled", "csat"])
    assert mine.figure.kpi.key == "handled" and mine.figure.value
    assert (rated.figure.value, rated.figure.problem) == (None, NOT_NAMED)
    of_the_team = queries.figures(chosen(here, team=here.northgate.ref), ["csat"])[0].figure
    assert of_the_team.value is not None  # a total is no monitoring of a person
    said = words(page("amara", reverse("person_figures", args=[here.amara.ref])))
    assert "The monitoring policy does not name this way of monitoring" in said
