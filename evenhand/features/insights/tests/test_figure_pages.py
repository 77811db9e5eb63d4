"""Pages of figures: the formula in force, the period that is asked for, and whatever nonsense is asked."""

import re

import pytest
from django.urls import reverse

from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.dated.models import DatedSetting
from tests import cast, centre
from tests.access.walking import words
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LEVEL = "/figures/service_level/"
KPI = "/kpis/service_level/"
EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"
VALUES = {
    "formula": "2",
    "seconds": "30",
    "short": "5",
    "from_date": "2024-01-01",
    "reason": "As in the contract",
}


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def counted(client) -> tuple[int, int]:
    """Above and below the line of the service level, as the page says."""
    page = words(client.get(LEVEL + EVERYTHING).content.decode())
    above, below = re.search(r"Counted ([\d,]+) ÷ ([\d,]+)", page).groups()
    return int(above), int(below)


def calls():
    """(answered, wait) of every call in the file."""
    head, *lines = centre.contacts_csv().decode().splitlines()
    rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    return [(r["answered"] == "Y", int(r["wait_seconds"])) for r in rows if r["channel"] == "phone"]


@pytest.mark.parametrize("name", ["helen", "sam"])
def test_the_formula_is_set_from_a_day_and_changes_the_figure(here, name):
    helen, setter = cast.signed_in(cast.helen()), cast.signed_in(cast.CAST[name]())
    in_time = sum(answered and wait <= 20 for answered, wait in calls())
    late = sum(not answered and wait > 20 for answered, wait in calls())
    answered = sum(answered for answered, _ in calls())
    assert counted(helen) == (in_time, answered + late)
    assert setter.post(KPI, VALUES)["Location"] == KPI
    in_thirty = sum(answered and wait <= 30 for answered, wait in calls())
    assert counted(helen) == (in_thirty, answered), "at once, before anything is counted anew"
    page = words(setter.get(KPI).content.decode())
    assert "formula 2, 30 s, short 5 s As in the contract" in page
    entry = AuditEntry.objects.get(verb="setting set")
    assert entry.payload.reason == "As in the contract" and entry.actor_ref == cast.CAST[name]().ref


def test_the_figure_is_the_same_after_counting_anew(here, django_capture_on_commit_callbacks):
    helen = cast.signed_in(cast.helen())
    with django_capture_on_commit_callbacks(execute=True):
        helen.post(KPI, VALUES)
    before = counted(helen)
    assert [job.kind for job in work_off()] == ["sources.republish"]
    assert counted(helen) == before


@pytest.mark.parametrize("name", sorted(set(cast.CAST) - {"helen", "sam"}))
def test_nobody_else_sets_it(name):
    client = cast.signed_in(cast.CAST[name]())
    assert client.post(KPI, VALUES).status_code == 404
    assert not DatedSetting.objects.exists()
    if name not in ("nadia", "eve"):
        assert "Name the formula" not in client.get(KPI).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"formula": "7"}, {"formula": ""}, {"seconds": "0"}, {"seconds": "99999999999999999999"}, {"seconds": "x"},
        {"short": "30"}, {"short": "-1"}, {"from_date": "2999-01-01"}, {"from_date": "0"}, {"reason": " "},
        {"from_date": "0001-01-01", "reason": "x" * 301},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(wrong):
    client = cast.signed_in(cast.helen())
    answer = client.post(KPI, VALUES | wrong)
    assert answer.status_code == 422 and "<title>Error:" in " ".join(
        answer.content.decode().split()
    )
    assert not DatedSetting.objects.exists()


def test_a_day_has_one_value():
    client = cast.signed_in(cast.helen())
    assert client.post(KPI, VALUES).status_code == 302
    assert "already a value from this day" in client.post(KPI, VALUES).content.decode()


NONSENSE = [
    "period=own", "period=own&first=x&last=y", "period=own&first=2024-05-01&last=2024-01-01",
    "period=own&first=0000-00-00&last=9999-99-99", "period=own&first=0001-01-01&last=9999-12-31",
    "period=own&first=1980-01-01&last=1980-01-01", "period=own&first=2199-12-31&last=2200-01-01", "period=1000w",
    "period=%00", "channel=carrier-pigeon", "channel=%27%3B+DROP+TABLE", "page=-1", "page=0", "page=x",
    "page=99999999999999999999", "page=9999999", "page=%C2%B2", "period=own&first=20240101&last=2024-W10-1", "kpi=",
]  # fmt: skip


@pytest.mark.parametrize("asked", NONSENSE)
def test_whatever_is_asked_gives_a_page(here, asked):
    client = cast.signed_in(cast.helen())
    for address in (
        reverse("organisation_figures"),
        reverse("team_figures", args=[here.northgate.ref]),
        reverse("person_figures", args=[here.amara.ref]),
        reverse("figure", args=["csat"]),
        reverse("figure", args=["aht_p90"]),
        reverse("contact_list"),
        KPI,
    ):
        expected = (200, 404) if asked == "kpi=" else (200,)
        assert client.get(f"{address}?{asked}").status_code in expected, address


@pytest.mark.parametrize(
    "asked", ["team=x", "person=x", "person=%00", "kpi=x", "team=" + "x" * 2000]
)
def test_whom_nobody_knows_is_not_here(here, asked):
    client = cast.signed_in(cast.helen())
    assert client.get(reverse("contact_list") + "?" + asked).status_code == 404


def test_few_contacts_say_so_and_show_no_value(here):
    page = cast.signed_in(cast.amara()).get(
        reverse("person_figures", args=[here.amara.ref])
        + "?period=own&first=2024-02-05&last=2024-02-12"
    )
    text = words(page.content.decode())
    assert "Not enough to say yet" in text


def test_without_any_facts_every_page_says_what_to_do(files_home):
    helen = cast.signed_in(cast.helen())
    assert "No contacts yet" in helen.get(reverse("organisation_figures")).content.decode()
    for address in ("/", "/figures/csat/", "/contacts/", KPI, "/teams/", "/people/"):
        assert helen.get(address).status_code == 200


@pytest.mark.parametrize(
    ("name", "number"), [("amara", centre.AMARA), ("ben", centre.BEN), ("noor", centre.NOOR + 1)]
)
def test_everyone_finds_their_own_figures(here, name, number):
    client = cast.signed_in(cast.CAST[name]())
    page = client.get(reverse("person_figures", args=[getattr(here, name).ref]) + EVERYTHING)
    (handled,) = [
        tile for tile in page.context["diagnosis"] if tile.href.startswith("/figures/handled/")
    ]
    assert handled.value == str(number)
    assert f"{centre.RATED[name]} answers" in words(page.content.decode())


def test_a_chart_is_called_after_its_steps(here):
    """So few answers a week are shown by the month, and the title says so."""
    page = cast.signed_in(cast.helen()).get(reverse("team_figures", args=[here.northgate.ref]))
    assert "Customer satisfaction, month by month" in words(page.content.decode())
