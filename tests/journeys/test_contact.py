"""One contact: its words for a purpose, shown to whose they are; a claim and its answer, both on the record."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evenhand.features.contacts.tests import talk
from tests import cast
from tests.journeys.steps import DESK, PHONE, assert_fits, tab_to

LOOK = "Whether the hand-over was explained"


@pytest.fixture
def here(home):
    return talk.make_talk()


def address(live, contact) -> str:
    return live + reverse("contact", args=[contact])


def test_a_review_opens_words_and_the_person_sees_it(live, page, here, sign_in, assert_accessible):
    """By mouse, at a desk; then as the person, on a phone."""
    sign_in(cast.joanna())
    page.goto(address(live, talk.REVIEWED))
    expect(page.get_by_text(talk.SAID)).to_have_count(0)
    expect(page.get_by_label("A request for their own data")).to_be_disabled()
    page.get_by_label("A review drawn by the monitoring plan").check()
    page.get_by_label("What will you look for?").fill(LOOK)
    assert_accessible(page)
    page.get_by_role("button", name="Open and record it").click()
    expect(page.get_by_text(talk.SAID)).to_be_visible()
    expect(page.get_by_text("Opened for: A review drawn by the monitoring plan")).to_be_visible()
    assert_accessible(page)

    page.set_viewport_size(PHONE)
    assert_fits(page)
    sign_in(cast.ben())
    page.goto(f"{live}/inbox/")
    page.get_by_role("link", name=re.compile("Joanna Price opened the words")).click()
    expect(page.get_by_role("heading", level=1, name="Who opened my contacts")).to_be_visible()
    expect(page.locator("main")).to_contain_text(LOOK)
    assert_fits(page)
    assert_accessible(page)
    page.set_viewport_size(DESK)


def test_the_gate_by_keyboard_alone(live, page, here, sign_in):
    sign_in(cast.helen())
    page.goto(address(live, talk.REVIEWED))
    tab_to(page, page.get_by_label("A review drawn by the monitoring plan"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("What will you look for?"))
    page.keyboard.type(LOOK)
    page.keyboard.press("Enter")
    expect(page.get_by_text(talk.SAID)).to_be_visible()


def test_a_claim_and_its_answer(live, page, here, worker, sign_in, assert_accessible):
    """Ben says on his phone that it is not his; Joanna answers by keyboard; it goes to Amara."""
    page.set_viewport_size(PHONE)
    sign_in(cast.ben())
    page.goto(address(live, talk.BENS))
    page.get_by_text("Say what, and whoever leads your team answers").click()
    page.get_by_label("This contact is not mine").check()
    page.get_by_label(re.compile("^Whose it was")).fill("Amara, I think")
    page.get_by_label("What happened?").fill("I was on leave that day.")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Nobody has answered yet.")).to_be_visible()
    assert_accessible(page)

    page.set_viewport_size(DESK)
    sign_in(cast.joanna())
    page.goto(live)
    page.get_by_role("link", name=re.compile("^Answer Ben Whitlock")).press("Enter")
    tab_to(page, page.get_by_role("radio", name="Accept"))
    page.keyboard.press("Space")
    page.get_by_label("If you accept, whose is it?").select_option(label="Amara Okafor")
    tab_to(page, page.get_by_label("Why"))
    page.keyboard.type("The rota says so too.")
    assert_accessible(page)
    page.get_by_role("button", name="Answer").press("Enter")
    expect(page.get_by_text("It is credited to Amara Okafor now.")).to_be_visible()
    assert_accessible(page)

    sign_in(cast.amara())
    expect_credited(page, address(live, talk.BENS))


def expect_credited(page, url: str) -> None:
    """The worker counts the month anew; until then it is not hers to open."""
    for _ in range(40):
        page.goto(url)
        if page.get_by_role("heading", level=1, name="Contact ben-000").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator("main")).to_contain_text("Amara Okafor, Northgate")


def drawn(page, title: str):
    """The card of the chart whose finding begins so, when all of the page is there."""
    expect(page.locator(".later")).to_have_count(0)
    heading = page.get_by_role("heading", name=re.compile(f"^{title}"))
    return page.locator(".chart.drawn").filter(has=heading)


def counted_in(page, part) -> None:
    """By mouse: what stands at a cell or bar is how many contacts it leads to."""
    part.hover()
    n = re.search(r"n ([\d,]+)$", part.page.locator(".draw [title]").first.get_attribute("title"))[
        1
    ]
    part.click()
    expect(page.get_by_role("heading", name=re.compile(f"^{n} contacts?"))).to_be_visible()


def by_mouse(page, figures: str, assert_accessible) -> None:
    """From a cell and from a bar to their contacts; and out of a filter again."""
    page.goto(figures)
    heat = drawn(page, "Contacts handled: highest")
    counted_in(page, heat.locator(".mark-rect path").nth(9))
    expect(page).to_have_url(re.compile(r"kpi=handled&weekday=\w{3}&half_hour=\d\d:[03]0$"))
    page.go_back()
    bar = drawn(page, "Average handling time: one in ten").locator(".mark-rect path")
    counted_in(page, bar.nth(4))
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("^Remove: Lasting")).press("Enter")
    expect(page.get_by_role("heading", name="90 contacts")).to_be_visible()


def by_keyboard(page, figures: str, assert_accessible) -> None:
    """From the table under the drawing; then as it stands on a phone."""
    page.goto(figures)
    table = drawn(page, "Contacts handled: highest").locator("summary")
    table.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the table can be scrolled by keys
    page.keyboard.press("Tab")
    cell = page.locator("a:focus")
    n, day = re.match(r"(\d+): (\w{3}) \d\d:\d\d$", cell.get_attribute("aria-label")).groups()
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(f"^{n} contacts?"))).to_be_visible()
    expect(page.get_by_text(re.compile(f"^{day}\\w+, begun from"))).to_be_visible()
    page.set_viewport_size(PHONE)
    assert_fits(page)
    assert_accessible(page)
    page.set_viewport_size(DESK)


def test_the_list_behind_a_figure_is_narrowed(live, page, here, sign_in, assert_accessible):
    sign_in(cast.joanna())
    figures = f"{live}/teams/{here.northgate.ref}/?period=own&first=2024-01-01&last=2024-12-31"
    by_mouse(page, figures, assert_accessible)
    by_keyboard(page, figures, assert_accessible)
    page.goto(f"{live}/contacts/?period=own&first=2024-01-01&last=2024-12-31&kpi=csat")
    expect(page.get_by_role("heading", name="60 contacts")).to_be_visible()
    page.get_by_label("Channel").select_option("chat")
    page.get_by_label("Reason").select_option("Billing")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="21 contacts")).to_be_visible()
    assert_accessible(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV of this list").click()
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 21 and lines[0].startswith("Contact,Day,Started,Person")


def test_a_policy_from_its_draft_to_an_answered_question(
    live, page, here, sign_in, assert_accessible
):
    """Helen writes by keyboard; Pat, on a phone, says what the union thinks; Amara, on hers, asks and has seen it."""
    sign_in(cast.helen())
    page.goto(f"{live}/policies/")
    assert_accessible(page)
    page.get_by_role("link", name="Monitoring policy").press("Enter")
    assert_accessible(page)
    page.get_by_role("link", name="Write the next version").press("Enter")
    written_by_keys(page)
    assert_accessible(page)
    page.get_by_role("button", name="Keep the draft").press("Enter")
    expect(page.get_by_text("The draft is kept.")).to_be_visible()
    tab_to(page, page.get_by_label("Who is consulted"))
    page.keyboard.type("The union")
    page.get_by_role("button", name="Put it on the record").press("Enter")
    assert_accessible(page)

    consulted(live, page, sign_in, assert_accessible)
    published_by_keys(live, page, sign_in, assert_accessible)
    asked_on_a_phone(live, page, sign_in, assert_accessible)
    answered_and_seen(live, page, sign_in, assert_accessible)


def consulted(live, page, sign_in, assert_accessible) -> None:
    page.set_viewport_size(PHONE)
    sign_in(cast.pat())
    page.goto(live)
    page.get_by_role("link", name=re.compile("^Say what you think of the draft")).click()
    page.get_by_label("Views").fill("Thirty is still many for a small team.")
    seen_whole(page, assert_accessible)
    page.get_by_role("button", name="Put it on the record").click()
    seen_whole(page, assert_accessible)

    page.set_viewport_size(DESK)


def published_by_keys(live, page, sign_in, assert_accessible) -> None:
    sign_in(cast.helen())
    page.goto(live)
    page.get_by_role("link", name=re.compile("^Answer the views of The union")).press("Enter")
    tab_to(page, page.get_by_label("The answer"))
    page.keyboard.type("We look at it again in half a year.")
    page.get_by_role("button", name="Put it on the record").press("Enter")
    page.get_by_role("link", name="Publish…").press("Enter")
    expect(page.locator("main")).to_contain_text("people are asked to read it")
    expect(page.get_by_label("Why nobody was consulted")).to_have_count(0)
    tab_to(page, page.get_by_label("Why it is published now"))
    page.keyboard.type("The union asked for it.")
    assert_accessible(page)
    page.get_by_role("button", name="Publish it for good").press("Enter")
    expect(page.get_by_text("it is still to come").or_(page.get_by_text("it is in force"))).to_be_visible()  # fmt: skip
    assert_accessible(page)
    page.get_by_role("link", name="What changed").press("Enter")
    expect(page.locator("del", has_text="40")).to_be_visible()
    expect(page.locator("ins", has_text="30")).to_be_visible()
    assert_accessible(page)


def written_by_keys(page) -> None:
    """The next version: from today on, and a lower limit."""
    today = timezone.localdate()
    for label in ("Holds from", "Monitoring under this version starts on"):
        field = page.get_by_label(re.compile(f"^{label}"))
        tab_to(page, field)
        field.fill(today.isoformat())  # in which order it is typed is the browser's
    tab_to(page, page.get_by_label(re.compile("^Contacts that one reader may open")))
    page.keyboard.press("Control+a")
    page.keyboard.type("30")


def seen_whole(page, assert_accessible) -> None:
    assert_fits(page)
    assert_accessible(page)


def asked_on_a_phone(live, page, sign_in, assert_accessible) -> None:
    page.set_viewport_size(PHONE)
    sign_in(cast.amara())
    page.goto(live)
    page.get_by_role("link", name="Read “Monitoring policy, version 2”").click()
    page.get_by_label("Your question").fill("Who reads my chats?")
    seen_whole(page, assert_accessible)
    page.get_by_role("button", name="Ask Helen Brandt").click()
    expect(page.get_by_text("Your question is sent.")).to_be_visible()
    page.get_by_role("link", name="Read it").click()
    seen_whole(page, assert_accessible)

    page.set_viewport_size(DESK)


def answered_and_seen(live, page, sign_in, assert_accessible) -> None:
    sign_in(cast.helen())
    page.goto(live)
    page.get_by_role("link", name=re.compile("^Answer Amara Okafor")).press("Enter")
    tab_to(page, page.get_by_label("Your answer"))
    page.keyboard.type("Joanna and Mateus, and you see each time.")
    page.get_by_role("button", name="Answer").press("Enter")
    assert_accessible(page)

    page.set_viewport_size(PHONE)
    sign_in(cast.amara())
    page.goto(f"{live}/inbox/")
    page.get_by_role("link", name=re.compile("Helen Brandt answered your question")).click()
    expect(page.get_by_text("Joanna and Mateus, and you see each time.")).to_be_visible()
    page.get_by_label("I have seen this; it does not mean I agree").check()
    page.get_by_role("button", name="Keep my answer").click()
    expect(page.get_by_text(re.compile("That does not mean that you agree"))).to_be_visible()
    seen_whole(page, assert_accessible)

    sign_in(cast.joanna())
    page.goto(f"{live}/policies/")
    page.get_by_role("link", name="Monitoring policy").click()
    page.get_by_role("link", name="How it stands").click()
    expect(page.get_by_text("Ben Whitlock")).to_be_visible()
    expect(page.locator("main").get_by_text("Amara Okafor")).to_have_count(0)
    seen_whole(page, assert_accessible)
    page.set_viewport_size(DESK)
