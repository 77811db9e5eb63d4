"""Coming in: with the keyboard alone, and on a phone."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.journeys.steps import assert_fits


@pytest.mark.parametrize("width", [1280, 390])
def test_joanna_comes_in(live, page, assert_accessible, picture, width):
    joanna = cast.joanna()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live)
    assert_accessible(page)
    picture(page, f"door-{width}")
    page.get_by_label("Email").fill(joanna.email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    device(page)
    makes_a_passkey(live, page, assert_accessible)
    comes_in_with_it(live, page)


def device(page):
    """A phone that has just seen a finger, as the browser's own tools imitate it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def makes_a_passkey(live, page, assert_accessible):
    page.goto(f"{live}/account/security/passkeys/new/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="10 codes")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("rowheader", name="My phone")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def comes_in_with_it(live, page):
    page.context.clear_cookies()
    page.goto(live)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{live}/")
    page.context.clear_cookies()
    page.goto(live)
    page.get_by_label("Email").fill(cast.joanna().email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Show a passkey").click()
    expect(page).to_have_url(f"{live}/")


def test_a_wrong_password_is_told_in_words(live, page):
    page.goto(live)
    page.get_by_label("Email").fill(cast.joanna().email)
    page.get_by_label("Password").fill("not hers at all")
    page.keyboard.press("Enter")
    expect(page.get_by_text("do not go together")).to_be_visible()


def test_nothing_is_asked_of_another_host(live, page, sign_in):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(cast.sam()).goto(live)
    assert asked
    assert [url for url in asked if not url.startswith((live, "data:"))] == []
