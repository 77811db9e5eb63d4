"""A real browser: `live`, `page`, `sign_in`, `assert_accessible`, `picture`."""

import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

# Playwright runs an event loop in this thread; Django would refuse to speak to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs/pictures"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_BROWSER = "Chromium is not installed; on Debian: apt-get install chromium"
FLAGS = [
    "--no-sandbox",  # which Chromium demands of root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",  # how the fields for dates are written
]
PATIENCE = 10_000  # milliseconds; two cores may be busy


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "headless": True,
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "viewport": {"width": 1280, "height": 800},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Server and test are threads: SQLite in memory would have them trip over each other."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        name = tmp_path_factory.mktemp("records") / "journeys.sqlite3"
        database["TEST"] = {**database.get("TEST", {}), "NAME": str(name)}


@pytest.fixture
def page(page):
    """Every journey also proves that nothing leaves this machine and that no page complains."""
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    # What comes later moves the page under the mouse: nobody presses anything until it is there.
    page.add_locator_handler(page.locator(".later[aria-busy=true]").first, lambda: None)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [url for url in asked if not url.startswith(OURS)] == []
    assert [text for text in complaints if not re.search(STATUS, text)] == []


OURS = ("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:")
STATUS = r"responded with a status of (404|413|422)"  # pages that are meant to say no


@pytest.fixture
def home(transactional_db, files_home):
    """Records and files of the journey's own."""
    return files_home


@pytest.fixture
def worker(home):
    """Somebody at work beside the pages, by the worker's own code."""
    enough = threading.Event()

    def work():
        from django.db import connection

        from tests.working import work_off

        while not enough.wait(0.1):
            work_off()
        connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield
    enough.set()
    thread.join()


@pytest.fixture
def live(live_server):
    """The address of a running Evenhand with records of its own."""
    return live_server.url


@pytest.fixture
def sign_in(live, page):
    """sign_in(user): `page` is theirs, without the walk through the door; or as `client` stands there."""
    from django.conf import settings

    from tests import cast

    def go_in(user=None, *, client=None):
        client = client or cast.signed_in(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live}]
        )
        return page

    return go_in


@pytest.fixture(scope="session")
def assert_accessible():
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()

    return check


@pytest.fixture(scope="session")
def picture():
    """picture(page, name): the guide's pictures, renewed only when EVENHAND_PICTURES=1."""

    def take(page, name):
        if os.environ.get("EVENHAND_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    return take
