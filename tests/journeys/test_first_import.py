"""From an export to the figures, and from the figures down to one contact."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evenhand.features.people.actions import create_person
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.sample.shapes import bank_log, call_log
from tests import cast, oracle
from tests.journeys.steps import assert_share, sum_on, tab_to, tile, upload

REAL = os.environ.get("EVENHAND_REAL_DATA", "")
needs_real = pytest.mark.skipif(not REAL, reason="EVENHAND_REAL_DATA is not set")
EVER = "?period=own&first=2021-01-01&last=2021-12-31"


def generated_calls(folder):
    return call_log(folder, 1200, seed=11, bom=True)


def generated_bank(folder):
    return bank_log(folder, 600, seed=12)


def real(name):
    return lambda _folder: Path(REAL) / "logs" / name


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(generated_calls, id="generated"),
        pytest.param(real("pwc_call_centre_2021_jan_feb.csv"), id="real", marks=needs_real),
    ],
)
def test_a_call_log_from_file_to_one_contact(
    live, page, home, worker, sign_in, assert_accessible, picture, tmp_path, made
):
    path = made(tmp_path)
    log = oracle.read_call_log(path)
    sign_in(cast.sam())
    upload(page, live, path, "Phones")
    assert_accessible(page)
    picture(page, "import-columns")
    page.get_by_role("button", name="Check all lines").click()
    expect(
        page.get_by_role("heading", name="8 people in this file are not known here")
    ).to_be_visible()
    assert sum_on(page) == [len(log.calls), len(log.calls), 0, 0]
    expect(page.get_by_label("Team", exact=False).last).to_have_value("Team of Phones")
    assert_accessible(page)
    picture(page, "import-check")
    page.get_by_role("button", name=re.compile("^Bring in [\\d,]+ lines")).click()
    expect(page.get_by_role("link", name="Take this file back")).to_be_visible()
    assert sum_on(page) == [len(log.calls), len(log.calls), 0, 0]
    assert_accessible(page)

    page.context.clear_cookies()
    sign_in(cast.helen()).goto(f"{live}/figures/{EVER}")
    down_to_one_contact(page, log, assert_accessible)


def down_to_one_contact(page, log, assert_accessible):
    """Organisation, team, person, figure, contacts, one contact; each says what the oracle counted."""
    whole, people = oracle.figures(log), log.by_agent()
    assert_share(page, "Customer satisfaction", whole["csat_top_two"])
    assert_share(page, "Answered", whole["answered"])
    assert tile(page, "Contacts handled")[2] == whole["handled"]
    assert_accessible(page)
    page.get_by_role("link", name="Team of Phones").click()
    expect(page.get_by_role("heading", level=1, name="Team of Phones")).to_be_visible()
    names = page.locator("table.people tbody th a").all_inner_texts()
    assert names == sorted(people)
    last = names[-1]
    page.locator("table.people").get_by_role("link", name=last).click()
    expect(page.get_by_role("heading", level=1, name=last)).to_be_visible()
    own = oracle.figures(people[last])
    assert_share(page, "Customer satisfaction", own["csat_top_two"])
    page.get_by_text("For context, not in the person’s hands").click()
    assert tile(page, "Contacts handled")[2] == own["handled"]
    page.get_by_role("link", name="Customer satisfaction", exact=True).click()
    assert_share(page, "Customer satisfaction", own["csat_top_two"])
    page.get_by_role("link", name="See the contacts").click()
    rated = own["csat_top_two"].n
    expect(page.get_by_role("heading", name=f"{rated:,} contacts", exact=True)).to_be_visible()
    assert page.locator("tbody tr").count() == min(50, rated)
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.get_by_text("Customer answered the survey")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(generated_bank, id="generated"),
        pytest.param(real("anonymousbank_dec1999_1to15.csv"), id="real", marks=needs_real),
    ],
)
def test_a_log_without_abandoned_calls_says_so(live, page, home, worker, sign_in, tmp_path, made):
    path = made(tmp_path)
    log = oracle.read_bank_log(path)
    sign_in(cast.sam())
    upload(page, live, path, "Bank")
    page.get_by_role("button", name="Check all lines").click()
    button = page.get_by_role("button", name=re.compile("^Bring in [\\d,]+ line"))
    expect(button).to_be_visible()
    lines, accepted, rejected, here = sum_on(page)
    assert lines == len(log.calls) and here == 0
    button.click()
    expect(page.get_by_role("link", name="Take this file back")).to_be_visible()
    page.context.clear_cookies()
    sign_in(cast.helen()).goto(f"{live}/figures/?period=own&first=1999-12-01&last=2000-01-31")
    assert tile(page, "Contacts handled")[2] == accepted
    absent = page.get_by_text("Not in your data here yet")
    expect(absent.get_by_role("link", name="Service level")).to_be_visible()
    expect(absent).to_contain_text("abandoned")
    page.goto(f"{live}/figures/service_level/?period=own&first=1999-12-01&last=2000-01-31")
    level = page.locator(".tile").filter(has=page.get_by_role("heading", name="Service level"))
    expect(level).to_contain_text("Not computable here")
    assert level.locator(".v").count() == 0


def test_the_whole_way_by_keyboard_alone(live, page, home, worker, tmp_path):
    """A file is named by the operating system's own window; everything else by keys."""
    path = call_log(tmp_path, 400, seed=13, bom=True)
    page.goto(live)
    typed_in(page, cast.sam())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("g")
    page.keyboard.press("s")
    brought_in_by_keys(page, path)
    pressed(page, page.get_by_role("button", name="Sign out"))
    typed_in(page, cast.helen())
    page.keyboard.press("g")
    page.keyboard.press("t")
    pressed(page, page.get_by_role("link", name="Northgate"))
    pressed(page, page.locator("table.people").get_by_role("link", name="Alma"))
    pressed(page, page.get_by_role("link", name="See the contacts"))
    pressed(page, page.locator("tbody th a").first)
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def brought_in_by_keys(page, path) -> None:
    pressed(page, page.get_by_role("link", name="Bring in a file"))
    chooser = page.get_by_label("File of contacts")
    tab_to(page, chooser)
    chooser.set_input_files(path)
    tab_to(page, page.get_by_label(re.compile("^Source")))
    page.keyboard.type("Phones")
    pressed(page, page.get_by_role("button", name="Look at the file"))
    pressed(page, page.get_by_role("button", name="Check all lines"))
    team = page.get_by_label("Team", exact=False).last
    expect(team).to_be_visible()
    tab_to(page, team)
    page.keyboard.press("Control+a")
    page.keyboard.type("Northgate")
    pressed(page, page.get_by_role("button", name=re.compile("^Bring in [\\d,]+ lines")))
    expect(page.get_by_role("link", name="Take this file back")).to_be_visible()


def typed_in(page, user) -> None:
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(user.email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="My week")).to_be_visible()


def pressed(page, target) -> None:
    expect(target).to_be_visible()
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_what_is_not_clear_is_asked_and_what_was_wrong_is_undone(
    live, page, home, worker, sign_in, assert_accessible, tmp_path
):
    """Dates that can be read both ways, rejected lines as a file, and taking it all back."""
    path = tmp_path / "ambiguous.csv"
    lines = [f"T{n},0{1 + n % 9}/0{1 + n % 5}/2024 10:00,Alma,{n}" for n in range(40)]
    lines.append("T99,not a day,Alma,3")
    path.write_text("Ticket,Created,Agent,Wait\n" + "\n".join(lines) + "\n", encoding="utf-8")
    sign_in(cast.sam())
    upload(page, live, path, "Tickets")
    question = page.get_by_role("group", name=re.compile("which comes first"))
    expect(question).to_be_visible()
    expect(question).to_contain_text("can be read both ways")
    page.get_by_role("button", name="Check all lines").click()
    assert "columns" in page.url, "it is not guessed"
    page.get_by_label("Day first", exact=False).check()
    assert_accessible(page)
    page.get_by_role("button", name="Check all lines").click()
    expect(page.get_by_role("heading", name=re.compile("^1 rejected line"))).to_be_visible()
    assert sum_on(page) == [41, 40, 1, 0]
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download as CSV").click()
    rejected = Path(downloading.value.path()).read_text(encoding="utf-8-sig")
    assert rejected.splitlines()[1].startswith("42,Created,not a day,")
    page.get_by_label("Bring their contacts in without a person").check()
    page.get_by_role("button", name=re.compile("^Bring in 40 lines")).click()
    page.get_by_role("link", name="Take this file back").click()
    assert_accessible(page)
    page.get_by_label("Why is it taken back?").fill("The wrong order of day and month")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("This file was taken back.")).to_be_visible()
    page.get_by_role("link", name="Inbox").first.click()
    expect(page.get_by_text(re.compile("Take back ambiguous.csv"))).to_be_visible()


def test_rejected_lines_are_corrected_and_people_matched(
    live, page, home, worker, sign_in, assert_accessible, tmp_path
):
    """A name that is nearly known is the person it seems to be; what was wrong with a line is mended in its own file."""
    alma = create_person(by=SYSTEM, name="Alma Mead")
    path = tmp_path / "tickets.csv"
    path.write_text(
        "Ticket,Started at,Agent\nT1,2024-03-01 10:00,A. Mead\nT2,2024-02-31 10:00,A. Mead\n"
    )
    sign_in(cast.sam())
    upload(page, live, path, "Tickets")
    page.get_by_role("button", name="Check all lines").click()
    who = page.get_by_label("A. Mead")
    expect(who).to_be_visible()
    assert sum_on(page) == [2, 1, 1, 0]
    who.select_option(value=alma.ref)
    page.get_by_role("button", name=re.compile("^Bring in 1 line")).click()
    put_right(page, assert_accessible, tmp_path / "corrected.csv")
    page.context.clear_cookies()
    sign_in(cast.helen()).goto(
        f"{live}/people/{alma.ref}/?period=own&first=2024-02-01&last=2024-03-31"
    )
    expect(page.get_by_role("heading", level=1, name="Alma Mead")).to_be_visible()
    page.get_by_text("For context, not in the person’s hands").click()
    assert tile(page, "Contacts handled")[2] == 2


def put_right(page, assert_accessible, corrected) -> None:
    """The rejected lines as a file of their own, corrected, brought in; the first run says so."""
    page.get_by_role("link", name="Put these lines right").click()
    assert_accessible(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download these lines to correct").click()
    wrong = Path(downloading.value.path()).read_text(encoding="utf-8-sig")
    corrected.write_text(wrong.replace("2024-02-31", "2024-02-28"), encoding="utf-8")
    page.get_by_label("The corrected lines").set_input_files(corrected)
    page.get_by_role("button", name="Bring the corrected lines in").click()
    button = page.get_by_role("button", name=re.compile("^Bring in 1 line"))
    expect(button).to_be_visible()
    assert sum_on(page) == [1, 1, 0, 0]
    expect(page.get_by_text("not known here")).to_have_count(0)  # she is by now
    button.click()
    expect(page.get_by_role("link", name="Take this file back")).to_be_visible()
    page.get_by_role("link", name="tickets.csv").first.click()
    expect(page.get_by_text(re.compile("put right since"))).to_be_visible()
