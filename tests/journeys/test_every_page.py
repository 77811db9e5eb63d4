"""Every page that can be reached, as those who reach it: light, dark, on a phone; nothing from outside."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import expect

from tests import cast, centre
from tests.access.expected import EXPECTED
from tests.access.makers import MAKERS
from tests.access.walking import walk
from tests.journeys.sittings import (
    DOOR,
    NO_PAGES,
    PAGES,
    PARTS,
    SECOND_STEP,
    SITTINGS,
    STEPS,
    WALKED,
    looked_at,
)
from tests.journeys.steps import DESK, PHONE, assert_fits
from tests.signin.soft_key import passkey_of
from tests.signin.steps import code_of, come_in, confirmed, with_app, with_codes


def addresses(user, least: set[str]) -> list[str]:
    """One of each kind of page, found by its links."""
    found = {}
    for address, (status, _) in sorted(walk(user).items()):
        asked = urlsplit(address)
        name = resolve(asked.path).url_name
        is_file = "as=" in asked.query or asked.path.endswith((".csv", ".xlsx", ".jsonl"))
        if status == 200 and not is_file and name not in NO_PAGES:
            found[name] = address if name not in found else max(found[name], address, key=len)
    assert least <= found.keys(), least - found.keys()
    # Helen looks at all that she finds, the others at theirs and at what she has not.
    mine = {name for name in found if name in least or name not in WALKED["helen"].split()}
    return sorted(found[name] for name in mine)


def test_every_page_is_looked_at_by_somebody():
    """A new address is walked to, gets somebody before it, or tells why it is no page."""
    assert looked_at() == PAGES
    assert not NO_PAGES.keys() - EXPECTED.keys()


@pytest.mark.parametrize("name", WALKED)
def test_what_links_lead_to(live, page, home, sign_in, assert_accessible, name):
    here, user = centre.make_centre(), cast.CAST[name]()
    if name == "nadia":
        centre.let_in(user, here.amara)
    sign_in(user)
    for address in addresses(user, set(WALKED[name].split())):
        look_there(page, live + address, assert_accessible)


@pytest.mark.parametrize("name", SITTINGS)
def test_what_there_is_to_see(live, page, home, sign_in, assert_accessible, name):
    sitting = SITTINGS[name]
    asked = sitting.addresses()
    sign_in(cast.CAST[sitting.who]())
    for address in asked:
        look_there(page, live + address, assert_accessible)


def test_the_door(live, page, home, sign_in, assert_accessible):
    for name in DOOR.split():
        look_there(page, live + address_of(name), assert_accessible)
    with_app(cast.joanna())
    sign_in(client=come_in(cast.joanna()))  # with a password, and no code yet
    look_there(page, live + reverse("mfa_authenticate"), assert_accessible)


def address_of(name: str) -> str:
    return reverse(name, kwargs=MAKERS[name]() if name in MAKERS else {})


def test_the_second_step(live, page, home, sign_in, assert_accessible):
    sign_in(client=confirmed(cast.ben()))
    look_there(page, live + reverse("mfa_activate_totp"), assert_accessible)
    amara = cast.amara()
    with_app(amara)
    with_codes(amara)
    key = {"credential": passkey_of(amara).data["credential"]["id"]}
    sign_in(client=confirmed(amara))
    for name in SECOND_STEP.split():
        address = reverse(name, kwargs={part: key[part] for part in PARTS[name]})
        look_there(page, live + address, assert_accessible)


def test_what_break_glass_opens(live, page, home, sign_in, assert_accessible):
    sam, ben = cast.signed_in(cast.sam()), cast.ben()
    given = {"reason": "Ben lost his phone, ticket 1234", "password": cast.PASSWORD}
    opened = sam.post(reverse("break_glass"), given | {"code": code_of(with_app(cast.sam()))})
    assert opened.status_code == 302
    sign_in(client=sam)
    look_there(page, live + reverse("second_factor_reset", args=[ben.ref]), assert_accessible)


@pytest.mark.parametrize("name", ["owen", "mateus", "nadia"])
def test_what_is_not_theirs_to_see(live, page, home, sign_in, assert_accessible, name):
    here = centre.make_centre()
    sign_in(cast.CAST[name]())
    look_at(page, live + reverse("person_figures", args=[here.ben.ref]), assert_accessible)
    expect(page.get_by_role("heading", level=1, name="Not here")).to_be_visible()
    if name == "nadia":  # to whom nothing is open yet
        look_at(page, live + reverse("opened_to_me"), assert_accessible)


def test_what_is_found_by_a_number_alone(live, page, home, sign_in, assert_accessible):
    """Mateus has no link to a contact: one asks him what for, another is not there."""
    centre.make_centre()
    sign_in(cast.mateus())
    search = f"{live}{reverse('contact_search')}"
    look_at(page, search, assert_accessible)
    look_at(page, f"{search}?number=ben-999", assert_accessible)
    expect(page.get_by_text("There is no contact with this number")).to_be_visible()
    look_at(page, f"{search}?number=ben-000", assert_accessible)
    expect(page).to_have_url(live + reverse("contact", args=[centre.id_of("ben-000")]))


def test_steps_of_an_import(live, page, home, sign_in, assert_accessible):
    sign_in(cast.sam())
    for name in STEPS.split():
        look_there(page, live + address_of(name), assert_accessible)


def test_what_is_not_here_and_what_was_refused(live, page, home, sign_in, assert_accessible):
    sign_in(cast.sam())
    look_at(page, f"{live}/people/nobodyhere/", assert_accessible)
    page.goto(f"{live}/people/bring-in/")
    wrong = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"name,email\nBen,ben\n"}
    page.get_by_label("CSV file of people").set_input_files(wrong)
    page.get_by_role("button", name="Bring in these people").click()
    expect(page.get_by_text("1 line must be put right")).to_be_visible()
    assert page.title().startswith("Error:")
    assert_accessible(page)


def look_there(page, url: str, assert_accessible) -> None:
    """At this page itself, and not at one that it leads on to."""
    look_at(page, url, assert_accessible)
    assert name_of(page.url) == name_of(url), page.url


def name_of(url: str) -> str:
    return resolve(urlsplit(url).path).url_name


def look_at(page, url: str, assert_accessible) -> None:
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(url, wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    checks = {
        "light": lambda: None,
        "dark": lambda: page.emulate_media(color_scheme="dark"),
        "phone": lambda: page.set_viewport_size(PHONE),
    }
    for look, change in checks.items():
        change()
        try:
            assert_fits(page)
            assert_accessible(page)
        except AssertionError as fault:
            raise AssertionError(f"{url}, {look}: {fault}") from fault


def test_the_menu_of_a_phone(live, page, home, sign_in):
    page.set_viewport_size(PHONE)
    centre.make_centre()
    sign_in(cast.helen()).goto(live)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).not_to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).not_to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Teams").click()
    page.get_by_role("link", name="Northgate").click()
    expect(page.get_by_role("heading", level=1, name="Northgate")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile("People, by name"))
    assert_fits(page)
