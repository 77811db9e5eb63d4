"""The sample centre: in by one click from any chair, and never mistaken for a real one."""

import os
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from evenhand.features.attainment.models import PersonStanding
from evenhand.features.people.models import Person, Team
from evenhand.foundation.access.door import SEATS
from evenhand.foundation.access.roles import Role
from evenhand.sample import loading
from evenhand.sample.management.commands.demo import CONTACTS
from tests.journeys.steps import DESK, PHONE

PICTURES = os.environ.get("EVENHAND_PICTURES") == "1"
SIZE = CONTACTS if PICTURES else 2_000


@pytest.fixture
def sample(settings, home):
    settings.EVENHAND = replace(settings.EVENHAND, sample=True, organisation="Brightwell Energy")
    loading.load(contacts=SIZE, today=date(2026, 11, 22), say=lambda _: None)


def test_every_chair_by_one_click_and_the_strip_on_every_page(live, page, sample, picture):
    been = set()
    for role in SEATS:
        page.context.clear_cookies()
        page.goto(live)
        seat = page.locator(f"form[action*='/{role}/'] button")
        seat.click()
        first = "Opened to me" if role == Role.GUEST else "My week"
        expect(page.get_by_role("heading", level=1, name=first)).to_be_visible()
        expect(page.get_by_role("complementary", name="Sample data")).to_be_visible()
        links = page.locator("nav#menu a[data-key]").evaluate_all("all => all.map(one => one.href)")
        for link in set(links) - been:
            been.add(link)
            page.goto(link)
            expect(page.get_by_role("complementary", name="Sample data")).to_be_visible()
            expect(page.get_by_role("heading", level=1)).not_to_have_text("Not here")
    page.goto(f"{live}/opened-to-me/")  # the guest is the last to come in
    page.get_by_role("link", name="Amara Okafor").click()
    expect(page.get_by_role("heading", level=1, name="Amara Okafor")).to_be_visible()
    expect(page.get_by_role("complementary", name="Sample data")).to_be_visible()


@pytest.mark.skipif(not PICTURES, reason="EVENHAND_PICTURES is not 1")
def test_pictures(live, page, sample, sign_in, picture):
    from evenhand.foundation.access.models import User

    sign_in(User.objects.get(name="Helen Brandt"))
    team = Team.objects.get(name="Northgate")
    amara = Person.objects.get(name="Amara Okafor")
    page.set_viewport_size({"width": 1440, "height": 900})
    for name, path in (
        ("organisation", "/figures/"),
        ("team", f"/teams/{team.ref}/"),
        ("person", f"/people/{amara.ref}/?period=26w"),
        ("kpi", "/kpis/service_level/"),
        ("trend", f"/figures/csat/trend/?period=52w&team={team.ref}"),
    ):
        taken(page, live + path, name, picture)
    page.goto(f"{live}/contacts/?person={amara.ref}&kpi=csat")
    taken(page, page.locator("tbody th a").first.evaluate("one => one.href"), "contact", picture)
    struggling = PersonStanding.objects.get(
        person__name="Dafydd Rees", assessment__is_final=True, said="finding", formal_use=False
    )
    sign_in(User.objects.get(name="Joanna Price"))
    taken(page, f"{live}/standing/{struggling.ref}/", "finding", picture)
    sign_in(User.objects.get(name="Helen Brandt"))
    page.emulate_media(color_scheme="dark")
    taken(page, f"{live}/teams/{team.ref}/", "team-dark", picture)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    taken(page, f"{live}/teams/{team.ref}/", "phone-team", picture)
    page.set_viewport_size(DESK)


def taken(page, url, name, picture):
    page.goto(url, wait_until="networkidle")
    picture(page, name)
