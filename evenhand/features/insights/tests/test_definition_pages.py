"""The catalogue, and what definitions leave open, set from a day on."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evenhand.analysis.kpis import catalogue
from evenhand.features.insights import actions
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.facts import definition
from tests import cast
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FCR = "/kpis/fcr/"
VALUES = {"window_days": "2", "from_date": "2024-01-01", "reason": "As we agreed"}


def page(client, address: str) -> str:
    return words(client.get(address).content.decode())


def test_the_catalogue_names_every_definition():
    text = page(cast.signed_in(cast.amara()), reverse("kpi_list"))
    for kpi in catalogue.EVERY:
        assert kpi.title in text
        assert kpi.needs in text


def test_the_catalogue_is_filtered():
    client = cast.signed_in(cast.amara())
    quality = page(client, "/kpis/?family=quality&use=person")
    assert "Quality score" in quality
    assert "Critical criteria met" not in quality
    assert "Net promoter score" not in quality
    assert "Nothing matches these filters" in page(client, "/kpis/?family=volume&use=person")
    unread = page(client, "/kpis/?family=x&use=%00")
    assert "Net promoter score" in unread and "“x” is none of the choices under “About”" in unread


@pytest.mark.parametrize("kpi", catalogue.EVERY, ids=lambda kpi: kpi.key)
def test_each_definition_has_its_page(kpi):
    text = page(cast.signed_in(cast.amara()), reverse("kpi", args=[kpi.key]))
    for said in (kpi.title, kpi.meaning, kpi.interval, kpi.censoring, kpi.maturity, kpi.needs):
        assert said in text
    assert kpi.pin in text


def test_what_no_import_feeds_has_a_definition_and_no_figure():
    client = cast.signed_in(cast.helen())
    assert client.get("/kpis/occupancy/").status_code == 200
    assert client.get("/figures/occupancy/").status_code == 404
    assert client.get("/kpis/happiness/").status_code == 404


@pytest.mark.parametrize("name", ["helen", "sam"])
def test_a_window_is_set_from_a_day(name):
    client = cast.signed_in(cast.CAST[name]())
    assert "as it came" in page(client, FCR)
    assert client.post(FCR, VALUES)["Location"] == FCR
    text = page(client, FCR)
    assert "same issue: 2 days, since 1 Jan 2024" in text
    assert "the periods before it are counted so too" in text
    assert "As we agreed" in text
    assert "same issue: 2 days since 1 Jan 2024" in page(client, "/kpis/")
    row = DatedSetting.objects.get()
    assert (row.key, row.value) == ("kpi.fcr", {"window_days": 2})
    assert definition("fcr", row.in_force_from).parameters == {"window_days": 2}


def test_a_choice_of_words_is_set_as_well():
    client = cast.signed_in(cast.helen())
    values = VALUES | {"target_seconds": "3600", "clock": "business"}
    assert client.post("/kpis/first_response/", values).status_code == 302
    assert DatedSetting.objects.get().value == {"target_seconds": 3600, "clock": "business"}
    assert "Counted in: opening hours" in page(client, "/kpis/first_response/")


def test_the_same_day_is_a_window_as_well():
    client = cast.signed_in(cast.helen())
    assert client.post(FCR, VALUES | {"window_days": "0"}).status_code == 302
    assert DatedSetting.objects.get().value == {"window_days": 0}
    assert "same issue: the same day, until midnight" in page(client, FCR)


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        (FCR, {"window_days": "3"}), (FCR, {"window_days": ""}), (FCR, {"window_days": "x"}), (FCR, {"reason": " "}),
        (FCR, {"from_date": "2999-01-01"}), ("/kpis/reopened/", {"window_days": "0"}),
        ("/kpis/reopened/", {"window_days": "91"}), ("/kpis/reopened/", {"window_days": "9" * 30}),
        ("/kpis/first_response/", {"target_seconds": "60", "clock": "lunar"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(address, wrong):
    answer = cast.signed_in(cast.helen()).post(address, VALUES | wrong)
    assert answer.status_code == 422
    assert not DatedSetting.objects.exists()


def test_the_action_refuses_what_no_form_would_send():
    helen = cast.viewer(cast.helen())
    day = {"from_date": helen.today, "today": helen.today, "reason": "x"}
    for values in ({"window_days": 3}, {"window_days": True}, {}):
        with pytest.raises(ValidationError):
            actions.set_parameters(by=helen, key="fcr", values=values, **day)
    with pytest.raises(KeyError):
        actions.set_parameters(by=helen, key="fcr", values={"minutes": 1}, **day)
    assert not DatedSetting.objects.exists()


@pytest.mark.parametrize("name", sorted(set(cast.CAST) - {"helen", "sam"}))
def test_nobody_else_sets_it(name):
    client = cast.signed_in(cast.CAST[name]())
    assert client.post(FCR, VALUES).status_code == 404
    assert not DatedSetting.objects.exists()


def test_a_definition_without_anything_open_takes_nothing():
    answer = cast.signed_in(cast.helen()).post("/kpis/csat/", VALUES)
    assert answer.status_code in (200, 404, 405)
    assert not DatedSetting.objects.exists()
