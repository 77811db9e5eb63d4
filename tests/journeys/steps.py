"""What several journeys do in the same way."""

import re

from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


def tile(page: Page, title: str):
    """What the page says of one figure: (value as text, interval as text, n)."""
    card = page.locator(".tile").filter(has=page.get_by_role("heading", name=title, exact=True))
    value = card.locator(".v").inner_text()
    interval, counted = card.locator(".fig .n").inner_text().split("\n")
    return value, interval, int(re.match(r"[\d,]+", counted)[0].replace(",", ""))


def assert_share(page: Page, title: str, expected) -> None:
    """The tile says what the oracle counted, to the last digit that is shown."""
    value, interval, n = tile(page, title)
    assert n == expected.n
    assert value.endswith("%")
    digits = len(value.rstrip("%").partition(".")[2])
    near = 0.5 * 10**-digits + 1e-9
    assert abs(float(value.rstrip("%")) - 100 * expected.value) <= near, (value, expected)
    low, high = map(float, interval.split(" to "))
    assert abs(low - 100 * expected.low) <= near and abs(high - 100 * expected.high) <= near


def assert_fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], (page.url, wide)


def upload(page: Page, live: str, path, source: str) -> None:
    page.goto(f"{live}/sources/")
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_label("File of contacts").set_input_files(path)
    page.get_by_label(re.compile("^Source")).fill(source)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name=re.compile("^Match columns"))).to_be_visible()


def sum_on(page: Page) -> list[int]:
    """Lines read, accepted, rejected, already here."""
    found = [int(text.replace(",", "")) for text in page.locator(".sum b").all_inner_texts()]
    assert found[0] == sum(found[1:])
    return found


def tab_to(page: Page, target, most: int = 90) -> None:
    """By Tab alone, as somebody does who uses no mouse."""
    handle = target.element_handle()
    for _ in range(most):
        if handle.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by {most} tabs")
