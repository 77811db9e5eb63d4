"""Every page that can be reached, as those who reach it: light, dark, on a phone; nothing from outside."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import expect

from tests import cast, centre
from tests.access.makers import MAKERS
from tests.access.walking import walk
from tests.journeys.steps import DESK, PHONE, assert_fits

NO_PAGES = {
    "health",
    "import_state",
    "job_state",
    "import_rejects_file",
    "audit_export",
    "audit_seals_export",
    "audit_about_me_export",
    "file",
    "contact_list_file",
    "looked_at_file",
}
# Steps that no link leads to while everything is as it should be.
STEPS = ("import_columns", "import_check", "import_progress", "import_taking_back")


def addresses(user, *, only=frozenset(), but=frozenset()) -> list[str]:
    """One of each kind of page, found by its links."""
    found = {}
    for address, (status, _) in sorted(walk(user).items()):
        asked = urlsplit(address)
        name = resolve(asked.path).url_name
        is_file = "as=" in asked.query or asked.path.endswith((".csv", ".xlsx", ".jsonl"))
        if status == 200 and not is_file and name not in NO_PAGES | but:
            found[name] = address if name not in found else max(found[name], address, key=len)
    assert found and only <= found.keys(), only - found.keys()
    return sorted(found[name] for name in only or found)


# Who looks at which pages: Helen at all of hers, the others at what is different for them.
SAME_FOR_ALL = {"kpi_list", "kpi", "inbox", "own_account", "account_change_password", "components"}
PAGES = {
    "helen": {},
    "sam": {"but": SAME_FOR_ALL},
    "joanna": {"only": {"home", "team_figures", "person_figures"}},
    "amara": {
        "only": {
            "home",
            "person_figures",
            "audit_about_me",
            "transparency",
            "data_map",
            "opened_contacts",
            "correction_list",
        }
    },
    "mateus": {"only": {"home", "team_figures", "team_attainment"}},
    "owen": {
        "only": {
            "home",
            "person_list",
            "person_record",
            "person_adjustments",
            "person_guests",
            "person_targets",
            "team_attainment",
        }
    },
    "pat": {"only": {"home", "organisation_figures", "team_figures"}},
    "leila": {"only": {"home", "audit_list", "audit_seals", "looked_at", "retention", "erasures"}},
    "nadia": {
        "only": {"home", "opened_to_me", "person_figures", "figure", "contact_list", "contact"}
    },
    "eve": {"only": {"home"}},
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(live, page, home, sign_in, assert_accessible, name):
    here, user = centre.make_centre(), cast.CAST[name]()
    if name == "nadia":
        centre.let_in(user, here.amara)
    sign_in(user)
    for address in addresses(user, **PAGES[name]):
        look_at(page, live + address, assert_accessible)


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
    for name in STEPS:
        look_at(page, live + reverse(name, kwargs=MAKERS[name]()), assert_accessible)


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
