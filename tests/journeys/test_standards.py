"""From a promise to customers to a gap that is real: written and refused by keyboard, read and answered on a phone."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from evenhand.features.attainment.tests import making
from tests import cast, centre, standards
from tests.journeys.steps import DESK, PHONE, assert_fits, tab_to


def press(page, target) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def write(page, name: str, text: str) -> None:
    field = page.locator(f"#id_{name}")
    tab_to(page, field)
    field.press("ControlOrMeta+a")
    page.keyboard.type(text)


def day(page, name: str, at) -> None:
    page.locator(f"#id_{name}").fill(f"{at:%Y-%m-%d}")


def test_from_a_promise_to_a_target(live, page, home, sign_in, assert_accessible):
    centre.make_centre()
    standards.make_charter()
    sign_in(cast.helen()).goto(f"{live}/standards/")
    publish_a_standard(page)
    set_a_target(page, assert_accessible)
    page.set_viewport_size(PHONE)
    sign_in(cast.amara()).goto(f"{live}/inbox/")
    ask_and_answer(page)
    page.set_viewport_size(DESK)


def publish_a_standard(page) -> None:
    today = timezone.localdate()
    press(page, page.get_by_role("link", name="Write the first standard"))
    write(page, "title", "Quick answers")
    page.get_by_label("Which promise").select_option(label="We answer quickly")
    press(page, page.get_by_role("button", name="Begin the draft"))
    write(page, "text", "Somebody answers within a minute.")
    day(page, "effective_from", today)
    press(page, page.get_by_role("button", name="Keep the draft"))
    press(page, page.get_by_role("link", name="Publish"))
    write(page, "reason", "Customers asked for it")
    day(page, "reply_by", today + timedelta(days=14))
    press(page, page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("heading", level=1, name="Quick answers")).to_be_visible()


def set_a_target(page, assert_accessible) -> None:
    today = timezone.localdate()
    page.get_by_role("link", name="New target").first.click()
    page.get_by_role("link", name="Customer satisfaction", exact=True).click()
    page.get_by_label("each person").check()
    page.get_by_label("at least").check()
    threshold = page.locator("#id_threshold")
    threshold.fill("120")
    write(page, "reason", "It is what customers were promised")
    press(page, page.get_by_role("button", name="Named teams"))
    expect(page.get_by_label("Northgate")).to_be_visible()
    press(page, page.get_by_role("button", name="The whole organisation"))
    expect(page.get_by_label("Northgate")).to_have_count(0)
    day(page, "effective_from", today)
    day(page, "reply_by", today + timedelta(days=14))
    press(page, page.get_by_role("button", name="Show who would reach it"))
    expect(page.locator("#what-if")).to_contain_text("Choose a value between 0 and 100.")
    assert page.locator("#id_reason").input_value() == "It is what customers were promised"
    assert_accessible(page)
    press(page, page.get_by_role("button", name="Set the target"))
    expect(page.locator("main")).to_contain_text("100")  # what it can be
    assert page.title().startswith("Error:")
    assert_accessible(page)
    threshold.fill("70")
    page.get_by_role("button", name="Set the target").click()
    expect(page.locator("main")).to_contain_text("Customer satisfaction at least 70%")
    expect(page.locator("main")).to_contain_text("We answer quickly")


def ask_and_answer(page) -> None:
    page.get_by_role("link", name=re.compile("Please read “.*Customer satisfaction")).click()
    page.get_by_label("Your question").fill("What of calls that were cut off?")
    page.get_by_role("button", name=re.compile("^Ask")).click()
    page.get_by_label("I have seen this; it does not mean I agree").check()
    page.get_by_role("button", name="Keep my answer").click()
    expect(page.get_by_text("Your answer is on the record.")).to_be_visible()
    assert_fits(page)


def test_a_gap_that_is_real_and_their_words(live, page, home, sign_in, assert_accessible):
    team = making.make_team()
    making.make_target(team.everybody)
    making.reckon()
    page.set_viewport_size(PHONE)
    sign_in(cast.amara()).goto(f"{live}/people/{team.amara.ref}/standing/")
    expect(page.locator("main")).to_contain_text("someone exactly at standard would have")
    page.get_by_role("link", name="Customer satisfaction at least 80%", exact=True).click()
    page.get_by_label("Your words").fill("The new system lost half of my notes.")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The new system lost half of my notes.")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)

    page.set_viewport_size(DESK)
    sign_in(cast.joanna()).goto(f"{live}/teams/{team.northgate.ref}/standing/")
    names = page.locator("tbody th a").all_inner_texts()
    assert names == sorted(names)  # by name, and by nothing else
    press(page, page.get_by_role("link", name="Amara Okafor").first)
    expect(page.locator("main")).to_contain_text("Below the standard")
    expect(page.get_by_text("The new system lost half of my notes.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("we-settle-it-the-first-time@1")
    assert_accessible(page)
    page.get_by_role("link", name="See the contacts behind it").click()
    expect(page.locator("main tbody tr").first).to_be_visible()
