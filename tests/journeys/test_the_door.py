"""Coming in: with the keyboard alone, and on a phone."""

import pytest
from playwright.sync_api import expect

from tests import cast


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
