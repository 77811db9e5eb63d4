"""What we expect of a figure: dated, audited, shown beside it, and never a verdict on a person."""

from datetime import date

import pytest
from django.urls import reverse

from evenhand.features.insights.queries import expectations
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.dated.models import DatedSetting
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
CSAT = "/figures/csat/expectation/"
EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def expect(value, from_date="2024-01-01", key="csat", name="helen"):
    values = {"value": value, "from_date": from_date, "reason": "As last year"}
    return cast.signed_in(cast.CAST[name]()).post(f"/figures/{key}/expectation/", values)


def tile(page, key: str, among="tiles"):
    (found,) = [one for one in page.context[among] if one.href.startswith(f"/figures/{key}/")]
    return found


def test_it_has_a_history_and_the_past_keeps_what_held_then():
    assert expect("80", "2024-01-01").status_code == 302
    assert expect("85,5".replace(",", "."), "2024-06-01").status_code == 302
    assert expect("", "2024-09-01").status_code == 302, "nothing is expected any more"
    held = {day: expectations(day).get("csat") for day in map(date.fromisoformat, DAYS)}
    assert [one and one.value for one in held.values()] == [None, 0.8, 0.855, None]
    page = words(cast.signed_in(cast.helen()).get(CSAT).content.decode())
    assert "1 Jan 2024 80.0% As last year" in page and "1 Jun 2024 85.5%" in page
    assert "1 Sep 2024 nothing" in page
    assert AuditEntry.objects.filter(verb="setting set").count() == 3


DAYS = ("2023-12-31", "2024-05-31", "2024-06-01", "2024-09-01")


@pytest.mark.parametrize("name", sorted(set(cast.CAST) - {"helen"}))
def test_nobody_else_sets_it(name):
    assert expect("80", name=name).status_code == 404
    assert not DatedSetting.objects.exists()


@pytest.mark.parametrize(
    ("value", "day"), [("101", "2024-01-01"), ("-1", "2024-01-01"), ("x", "2024-01-01"), ("80", "2999-01-01"), ("nan", "2024-01-01"), ("80", "")],
)  # fmt: skip
def test_what_cannot_be_is_refused(value, day):
    assert expect(value, day).status_code == 422
    assert not DatedSetting.objects.exists()


def test_nothing_is_expected_of_a_count():
    assert expect("80", key="handled").status_code == 404


@pytest.mark.parametrize(
    ("value", "said", "kind"),
    [("10", "Above what we expect", "up"), ("99", "Below what we expect", "down"),
     ("75", "Cannot be told apart from what we expect", "same")],
)  # fmt: skip
def test_it_stands_beside_the_figure_everywhere(here, value, said, kind):
    expect(value)
    helen = cast.signed_in(cast.helen())
    for address in (
        "/figures/",
        reverse("team_figures", args=[here.northgate.ref]),
        "/figures/csat/",
    ):
        page = helen.get(address + EVERYTHING)
        shown = tile(page, "csat")
        assert said in f"{shown.state_words}{shown.state_rest}", address
        assert shown.range.standard_label == f"we expect {value}%"
        assert page.context["chart"].standard == float(value) / 100
    assert tile(helen.get("/figures/" + EVERYTHING), "csat").state == kind


def test_of_a_person_it_says_where_the_figure_lies_and_no_more(here):
    expect("10")
    expect("200", key="aht")
    address = reverse("person_figures", args=[here.amara.ref]) + EVERYTHING
    page = cast.signed_in(cast.amara()).get(address)
    own, other = tile(page, "csat"), tile(page, "aht", "diagnosis")
    assert own.state == "more" and "not a target for a person" in own.state_rest
    assert other.range.standard is None and "expect" not in other.state_words + other.state_rest
    team = cast.signed_in(cast.helen()).get("/figures/aht/" + EVERYTHING)
    assert tile(team, "aht").range.standard == 200
