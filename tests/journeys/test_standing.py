"""Where somebody stands, in a real browser: no barrier on any page, and one's own words added by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests import making
from evenhand.features.people.models import Person, Team
from evenhand.features.standards.models import Standard
from tests import cast
from tests.journeys.sittings import OF_STANDING
from tests.journeys.steps import DESK, PHONE, assert_fits, tab_to

# Rows of links and of few fields under a title: nothing of them lies outside the screen, where nobody looks for it.
CUT = """() => [...document.querySelectorAll("main > .links > *, main > .filters.few > *")].filter(one => {
  const box = one.getBoundingClientRect(); return box.width && (box.left < 0 || box.right > innerWidth);
}).map(one => one.textContent)"""

LONG = "Wassergebührenwiderspruchsbearbeitungsbeschwerdegruppe"
SAID = "Half of these were about the outage in April."


@pytest.fixture
def row(home):
    team = making.make_team(others=9)
    making.make_target(team.everybody)
    making.reckon()
    return PersonStanding.objects.get(person=team.amara, assessment__is_final=True)


def test_pages_fit_and_nothing_stands_in_the_way(live, page, row, sign_in, assert_accessible):
    team = row.person.memberships.get().team
    # Real names and titles are long, and some are one word.
    Team.objects.filter(pk=team.pk).update(name=LONG)
    Person.objects.filter(pk=row.person.pk).update(name=f"Wilhelmina {LONG} de la Warr")
    Standard.objects.update(title=LONG)
    target = row.assessment.version.target
    sign_in(cast.joanna())
    of_person, of_target = {"ref": row.person.ref}, {"ref": target.ref}
    named = {
        "standard": {"ref": target.standard.ref},
        "standing": {"ref": row.ref},
        "team_attainment": {"ref": team.ref},
        **dict.fromkeys(("target", "attainment_of_target"), of_target),
        **dict.fromkeys(("person_targets", "person_attainment"), of_person),
    }
    for name in OF_STANDING.split():
        address = reverse(name, kwargs=named.get(name))
        for scheme, size in (("light", DESK), ("dark", DESK), ("light", PHONE)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size(size)
            page.goto(live + address)
            assert_accessible(page)
            assert_fits(page)
            assert page.evaluate(CUT) == [], (address, size)


def test_ones_own_words_by_keyboard(live, page, row, sign_in):
    page.set_viewport_size(DESK)
    sign_in(cast.amara()).goto(f"{live}/")
    tab_to(page, page.get_by_role("link", name="Your figures of Apr 2024 are there"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="How it is known, and your words").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your words"))
    page.keyboard.type(SAID)
    tab_to(page, page.get_by_role("button", name="Add your words"))
    page.keyboard.press("Enter")
    kept = page.locator("main").get_by_text("Your words stand beside the figure.")
    expect(kept).to_be_visible()
    expect(
        page.locator(".notes-said")
    ).to_be_focused()  # where the page goes on, and not at its top
    expect(page.locator("#said")).to_have_text("Your words stand beside the figure.")  # read out
    expect(page.get_by_text(SAID)).to_be_visible()
    sign_in(cast.joanna()).goto(live + reverse("standing", args=[row.ref]))
    expect(page.get_by_text(SAID)).to_be_visible()


def test_what_is_agreed_for_days_judged_already_is_read_first(live, page, row, sign_in, assert_accessible):  # fmt: skip
    page.set_viewport_size(PHONE)
    sign_in(cast.owen()).goto(live + reverse("person_targets", args=[row.person.ref]))
    page.get_by_label("Their own threshold").fill("40")
    page.get_by_label("From", exact=True).fill("2024-04-15")
    tab_to(page, page.get_by_role("button", name="Write it down"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Apr 2024: what was said of these days")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Their own threshold").fill("45")  # still a form
    tab_to(page, page.get_by_role("button", name="I have read that"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("45%")).to_have_count(2)
