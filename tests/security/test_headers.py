"""What the browser is told with every kind of answer, and over https."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest
import requests
from django.test import Client
from django.urls import reverse

from evenhand.foundation.access.queries import viewer_today
from evenhand.foundation.files.links import link_to
from evenhand.foundation.jobs.management.commands.serve import HANGING
from tests import cast, centre


def page():
    return cast.signed_in(cast.amara()).get("/")


def kept_file():
    address = link_to(viewer_today(cast.sam()), centre.make_centre().run.file)
    return cast.signed_in(cast.sam()).get(address)


def export():
    centre.make_centre()
    return cast.signed_in(cast.helen()).get(reverse("contact_list_file"))


def door():
    return Client().get("/sign-in/")


def absent():
    return cast.signed_in(cast.amara()).get("/nothing-here/")


def redirect():
    return cast.signed_in(cast.amara()).get("/sign-in/")


def to_the_door():
    return Client().get("/")


def static():
    return Client().get("/static/ui/mark.svg")


def refused():
    return Client(enforce_csrf_checks=True).post("/sign-out/")


def api():
    return Client().get("/api/v1/people")


STATUS = {
    page: 200, kept_file: 200, export: 200, door: 200, absent: 404, redirect: 302,
    to_the_door: 302, static: 200, refused: 403, api: 401,
}  # fmt: skip
SIGNED_IN = (page, kept_file, export, absent, redirect)


@pytest.fixture(params=STATUS, ids=lambda kind: kind.__name__)
def kind(request, db, files_home):
    return request.param


def answer_of(kind):
    answer = kind()
    answer.close()
    return answer


def test_every_kind_of_answer(kind):
    answer = answer_of(kind)
    assert answer.status_code == STATUS[kind]
    assert answer["Permissions-Policy"].startswith("autoplay=(self), ")
    for policy in ("publickey-credentials-get=(self)", "camera=()", "microphone=()"):
        assert policy in answer["Permissions-Policy"].split(", ")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Server"] == "Evenhand"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "Access-Control-Allow-Origin" not in answer
    assert "Content-Type" in answer


def test_what_signed_in_people_see_is_kept_nowhere(kind):
    kept = answer_of(kind).get("Cache-Control", "")
    assert ("no-store" in kept) or kind not in SIGNED_IN
    if kind is static:
        assert "no-store" not in kept


def settings_over_https(tmp_path) -> dict:
    asked = (
        "import json; from evenhand.website import settings as s; print(json.dumps({k:"
        " getattr(s, k) for k in dir(s) if k.startswith(('SESSION_', 'CSRF_', 'SECURE_'))}))"
    )
    here = {"EVENHAND_HOME": str(tmp_path), "EVENHAND_HTTPS": "1", "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", asked], env=here, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_over_https(tmp_path):
    told = settings_over_https(tmp_path)
    for kind in ("SESSION", "CSRF"):
        assert told[f"{kind}_COOKIE_NAME"].startswith("__Host-evenhand_")
        assert told[f"{kind}_COOKIE_SECURE"] and told[f"{kind}_COOKIE_HTTPONLY"]
        assert told[f"{kind}_COOKIE_SAMESITE"] == "Lax"
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert told["SECURE_SSL_REDIRECT"] is True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@pytest.fixture
def server(tmp_path):
    """As `evenhand serve` starts it, over an empty home without tables."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "2", "--no-ws"),
        *("--no-access-log", "--log-level", "error", "--workers-kill-timeout", str(HANGING)),
        "evenhand.website.wsgi:application",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=os.environ | {"EVENHAND_HOME": str(tmp_path)}, **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        yield _once_up(address, process)
    finally:
        process.terminate()
        process.wait(20)


def _once_up(address, process) -> str:
    for _try in range(120):
        try:
            requests.get(f"{address}/static/ui/mark.svg", timeout=10)
            return address
        except requests.ConnectionError:
            assert process.poll() is None
            time.sleep(0.25)
    raise AssertionError("the server did not come up")


def test_the_real_server_does_not_say_what_it_is(server):
    for path in ("/static/ui/mark.svg", "/nothing-here/", "/health/", "/static/", "/.git/config"):
        answer = requests.get(f"{server}{path}", timeout=10)
        assert answer.headers["Server"] == "Evenhand"
        assert answer.status_code in ((200,) if path.endswith(".svg") else (302, 404, 500))
        assert "Traceback" not in answer.text and "OperationalError" not in answer.text
    echo = requests.request("TRACE", server, headers={"X-Mine": "back to me"}, timeout=10)
    assert echo.status_code != 200 and "back to me" not in echo.text
