"""The same address about different people: whose figures, record and contacts who may open, and until when."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.analysis.kpis import catalogue
from evenhand.features.people.actions import create_person, end_leadership, join_team, lead_team
from evenhand.foundation.access.actions import grant_role
from evenhand.foundation.access.queries import viewer_today
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.files.links import link_to
from tests import cast, centre
from tests.access.walking import walk, words

pytestmark = pytest.mark.one_database

# Who opens what is about Amara: herself, who leads her team, and the service manager. Her contacts also open, behind a
# purpose, to whoever reviews and to the privacy officer.
FIGURES = {"amara", "joanna", "helen"}
ABOUT_AMARA = {
    "figures": FIGURES,
    "one figure": FIGURES,
    "contacts": FIGURES,
    "one contact": FIGURES | {"mateus", "leila"},
    "record": FIGURES | {"owen", "sam"},
}
ABOUT_NORTHGATE = {
    "figures": {"joanna", "helen", "owen", "mateus", "pat"},
    "one figure": {"joanna", "helen", "owen", "mateus", "pat"},
    "contacts": {
        "joanna",
        "helen",
        "owen",
        "mateus",
        "pat",
    },  # of whom they see, in the last three nobody
}


@pytest.fixture
def here(db, files_home):
    return centre.make_centre()


def about_person(person, number="amara-000") -> dict[str, str]:
    return {
        "figures": reverse("person_figures", args=[person.ref]),
        "one figure": reverse("figure", args=["csat"]) + f"?person={person.ref}",
        "contacts": reverse("contact_list") + f"?person={person.ref}",
        "one contact": reverse("contact", args=[centre.id_of(number)]),
        "record": reverse("person_record", args=[person.ref]),
    }


def about_team(team) -> dict[str, str]:
    return {
        "figures": reverse("team_figures", args=[team.ref]),
        "one figure": reverse("figure", args=["csat"]) + f"?team={team.ref}",
        "contacts": reverse("contact_list") + f"?team={team.ref}",
    }


def test_who_opens_what_is_about_a_person(here):
    assert {
        what: cast.openers(url) for what, url in about_person(here.amara).items()
    } == ABOUT_AMARA


def test_who_opens_what_is_about_a_team(here):
    assert {
        what: cast.openers(url) for what, url in about_team(here.northgate).items()
    } == ABOUT_NORTHGATE


def test_who_opens_figures_of_the_whole(here):
    for address in (reverse("organisation_figures"), reverse("figure", args=["csat"])):
        assert cast.openers(address) == {"helen", "owen", "mateus", "pat"}
        # A channel, a period or an empty name do not make it anything else.
        assert cast.openers(address + "?channel=phone") == {"helen", "owen", "mateus", "pat"}
        assert cast.openers(address + "?team=&person=&period=4w") == {
            "helen",
            "owen",
            "mateus",
            "pat",
        }


def test_a_team_s_address_does_not_open_somebody_of_another_team(here):
    both = f"?team={here.northgate.ref}&person={here.noor.ref}"
    for address in (reverse("figure", args=["csat"]), reverse("contact_list")):
        assert cast.openers(address + both) == {"helen"}


def test_closed_and_absent_are_one_page_word_for_word(here):
    addresses = [*about_person(here.amara).values(), *about_team(here.northgate).values()]
    of_a_purpose = about_person(here.amara)["one contact"]
    absent = "?person=".join([reverse("contact_list"), "nobodyhere"])
    for name in ("ben", "rajesh", "nadia", "eve", "leila"):
        client = cast.signed_in(cast.CAST[name]())
        nothing = client.get(absent)
        assert nothing.status_code == 404
        for address in addresses:
            if name == "leila" and address == of_a_purpose:
                continue
            assert said(client.get(address)) == said(nothing), (name, address)


def said(answer) -> str:
    """Without the token, and without which item of the menu is the current one."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return text.replace(' aria-current="page"', "")


# Until when


def today():
    return timezone.localdate()


def test_a_leader_loses_the_people_on_the_day_on_which_it_ends(here):
    held = here.joanna.leaderships.get()
    end_leadership(by=SYSTEM, held=held, ends_on=today() + timedelta(days=1))
    assert all(cast.opens("joanna", url) for url in about_person(here.amara).values())
    end_leadership(by=SYSTEM, held=held, ends_on=today())
    assert not any(cast.opens("joanna", url) for url in about_person(here.amara).values())
    assert not any(cast.opens("joanna", url) for url in about_team(here.northgate).values())


def test_a_leadership_to_come_opens_nothing_yet(here):
    lead_team(
        by=SYSTEM, person=here.rajesh, team=here.northgate, starts_on=today() + timedelta(days=1)
    )
    assert not any(cast.opens("rajesh", url) for url in about_person(here.amara).values())
    assert not any(cast.opens("rajesh", url) for url in about_team(here.northgate).values())


def test_who_changes_team_is_opened_by_the_new_leader_alone(here):
    join_team(by=SYSTEM, person=here.amara, team=here.southbank, starts_on=today())
    assert not any(cast.opens("joanna", url) for url in about_person(here.amara).values())
    assert all(cast.opens("rajesh", url) for url in about_person(here.amara).values())
    assert "Amara" not in "".join(body for _, body in walk(cast.joanna()).values())


def test_a_leader_without_the_role_leads_nobody(here):
    create = create_person(by=SYSTEM, name="Eve Stranger", user=cast.eve())
    lead_team(by=SYSTEM, person=create, team=here.northgate, starts_on=cast.SINCE)
    assert not any(cast.opens("eve", url) for url in about_person(here.amara).values())


# What is said on the pages that one may open: what their links lead to in `test_every_link.py`


def test_totals_over_fewer_than_ten_people_are_hidden_from_a_representative(here):
    totals = {centre.AMARA + centre.BEN + centre.NOOR + 1, sum(centre.RATED.values())}
    of_northgate = {centre.AMARA + centre.BEN, centre.RATED["amara"] + centre.RATED["ben"]}
    of_southbank = {centre.NOOR + 1, centre.RATED["noor"]}
    defined = " ".join(str(vars(kpi)) for kpi in catalogue.EVERY)
    said_of_definitions = {"95%", "10%", *re.findall(r"[\d.]+\s?%", defined)}
    pages = walk(cast.pat())
    del pages[reverse("components")]  # the gallery's numbers are examples, the same for all
    assert reverse("team_figures", args=[here.northgate.ref]) in {
        url.split("?")[0] for url in pages
    }
    for address, (_, body) in pages.items():
        told = re.sub(r"\d+ (days|months)", "", words(body))  # periods, not people
        shown = set(re.findall(r"(?<![\w.,:])\d+(?![\w:%])", told))
        assert shown.isdisjoint(map(str, totals | of_northgate | of_southbank)), address
        percents = set(re.findall(r"[\d.]+\s?%", words(body)))
        assert percents <= said_of_definitions, address
    assert "too few people" in pages[reverse("organisation_figures")][1]


@pytest.mark.parametrize("role", [Role.HR_ADVISER, Role.QUALITY_ANALYST, Role.REPRESENTATIVE])
def test_a_team_s_page_lists_people_only_for_those_who_see_them(here, role):
    """Also when the reader works in the team, or is a person of it."""
    user = HOLDERS[role]()
    address = reverse("team_figures", args=[here.northgate.ref])
    assert people_named_on(address, user) == set()
    person = create_person(by=SYSTEM, name=user.name, user=user)
    assert people_named_on(address, user) == set()
    join_team(by=SYSTEM, person=person, team=here.northgate, starts_on=cast.SINCE)
    assert people_named_on(address, user) == set()


HOLDERS = {
    Role.HR_ADVISER: cast.owen,
    Role.QUALITY_ANALYST: cast.mateus,
    Role.REPRESENTATIVE: cast.pat,
}


def people_named_on(address: str, user) -> set[str]:
    answer = cast.signed_in(user).get(address)
    assert answer.status_code == 200
    content = words(answer.content.decode().split("<main")[1].split("print-foot")[0])
    return {name for name in ("Amara Okafor", "Ben Whitlock", user.name) if name in content}


def test_who_holds_two_chairs_has_the_sum_of_both_and_no_more(here):
    """An agent who also speaks for the staff: own figures, totals over ten people, nobody else's."""
    grant_role(by=SYSTEM, user=cast.ben(), role=Role.REPRESENTATIVE, starts_on=cast.SINCE)
    assert not any(cast.opens("ben", url) for url in about_person(here.amara).values())
    assert all(cast.opens("ben", url) for url in about_person(here.ben, "ben-000").values())
    page = cast.signed_in(cast.ben()).get(reverse("team_figures", args=[here.northgate.ref]))
    assert page.status_code == 200 and "too few people" in page.content.decode()
    assert "Amara" not in page.content.decode()


def test_the_file_of_an_import_is_the_administrator_s(here):
    def link(name):
        return link_to(viewer_today(cast.CAST[name]()), here.run.file)

    assert {name for name in cast.CAST if cast.opens(name, link(name))} == {"sam"}
    assert not cast.openers(link("sam")) - {"sam"}
