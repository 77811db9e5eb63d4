"""Saved views: whose they are, what may be kept in one, who finds them."""

import pytest
from django.urls import reverse

from evenhand.features.insights.models import SavedView
from evenhand.features.insights.rules.addresses import clean
from evenhand.foundation.audit.models import AuditEntry
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
LIST = "/views/"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def save(name: str, view: str, address: str, team=None):
    values = {"name": view, "address": address, "team": team.ref if team else ""}
    return cast.signed_in(cast.CAST[name]()).post(reverse("new_view"), values)


def listed(name: str) -> str:
    page = cast.signed_in(cast.CAST[name]()).get(LIST)
    return words(page.content.decode().split("<main")[1].split("print-foot")[0])


def test_a_view_keeps_its_page_and_opens_it_again(here):
    address = "/channels/phone/?period=26w&compare=year&kpi=aht&nonsense=1"
    assert save("helen", "Calls", address).status_code == 302
    view = SavedView.objects.get()
    assert view.address == "/channels/phone/?period=26w&compare=year&kpi=aht"
    helen = cast.signed_in(cast.helen())
    assert view.address in helen.get(LIST).content.decode().replace("&amp;", "&")
    page = helen.get(view.address)
    assert page.context["chosen"].period.key == "26w" and page.context["drawn"].key == "aht"
    assert AuditEntry.objects.get(verb="view saved").object_ref == view.ref


@pytest.mark.parametrize(
    "address",
    ["", "/", "/people/", "https://example.org/figures/", "//example.org/figures/", "javascript:alert(1)",
     "/figures/../accounts/", "/contacts/", "/figures/?" + "x" * 2000, "http://[", "/views/"],
)  # fmt: skip
def test_only_pages_of_figures_are_kept(here, address):
    assert clean(address) == ""
    answer = save("helen", "Elsewhere", address)
    assert answer.status_code == 422 and not SavedView.objects.exists()


def test_a_shared_view_is_found_by_the_team_as_far_as_it_opens(here):
    team = reverse("team_figures", args=[here.northgate.ref])
    save("joanna", "Our week", team, here.northgate)
    assert "Our week" in listed("joanna")
    assert "Our week" not in listed("amara"), "works there, and may not open the team's figures"
    assert all("Our week" not in listed(name) for name in ("noor", "rajesh", "eve", "pat"))
    save("helen", "Northgate by Helen", team, here.northgate)
    assert "Northgate by Helen" in listed("joanna")


def test_what_is_about_a_person_or_for_a_strange_team_is_not_shared(here):
    own = reverse("person_figures", args=[here.amara.ref])
    assert save("joanna", "Amara", own, here.northgate).status_code == 422
    asked = f"/figures/csat/?person={here.amara.ref}"
    assert save("joanna", "Amara", asked, here.northgate).status_code == 422
    assert save("joanna", "Theirs", "/figures/", here.southbank).status_code == 422
    assert not SavedView.objects.exists()


def test_only_its_owner_renames_and_removes_it(here):
    save("joanna", "Our week", reverse("team_figures", args=[here.northgate.ref]), here.northgate)
    view = SavedView.objects.get()
    for name in set(cast.CAST) - {"joanna"}:
        client = cast.signed_in(cast.CAST[name]())
        assert client.get(reverse("view_name", args=[view.ref])).status_code == 404
        assert client.post(reverse("view_name", args=[view.ref]), {"name": "x"}).status_code == 404
        assert client.post(reverse("view_removal", args=[view.ref])).status_code == 404
    joanna = cast.signed_in(cast.joanna())
    joanna.post(reverse("view_name", args=[view.ref]), {"name": "Monday"})
    assert SavedView.objects.get().name == "Monday"
    answer = joanna.post(reverse("view_removal", args=[view.ref]))
    assert not SavedView.objects.exists()
    said = AuditEntry.objects.filter(object_ref=view.ref).values_list("verb", flat=True)
    assert sorted(said) == ["view removed", "view renamed", "view saved"]
    page = joanna.get(answer["Location"])
    removed = page.context["removed"]
    assert "“Monday” is removed" in words(page.content.decode())
    joanna.post(reverse("new_view"), removed)
    back = SavedView.objects.get()
    assert (back.name, back.address, back.team) == ("Monday", view.address, here.northgate)


def test_a_name_is_used_once(here):
    assert save("helen", "Calls", "/channels/phone/").status_code == 302
    again = save("helen", "calls", "/channels/chat/")
    assert again.status_code == 422 and "of this name already" in again.content.decode()
    assert save("joanna", "Calls", "/topics/").status_code == 302


def test_a_forged_undo_is_no_undo(here):
    page = cast.signed_in(cast.helen()).get(f"{LIST}?removed=eyJ4IjoxfQ:forged")
    assert page.status_code == 200 and page.context["removed"] is None
