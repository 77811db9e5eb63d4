"""What is asked in an address stays a value: no part of a question over facts or records is put together from it."""

import socket
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests import cast, centre
from tests.security.test_headers import server  # noqa: F401 (a fixture)

WHEN = {"period": "own", "first": "2024-01-01", "last": "2024-12-31"}
ATTACKS = (
    "x' OR '1'='1",
    "x') OR TRUE --",
    "x'; DROP TABLE people_person; --",
    "x' UNION SELECT * FROM read_text('/etc/passwd') --",
    'x" OR ""="',
    "$1",
    "?",
    "%s",
    "{topic}",
    "\\'; --",
    "x\0y",  # a sign that PostgreSQL knows in no text
)
FIELDS = (
    "topic",
    "channel",
    "kpi",
    "day",
    "period",
    "first",
    "last",
    "team",
    "person",
    "page",
    "compare",
)


@pytest.fixture
def helen(db, files_home):
    centre.make_centre()
    return cast.signed_in(cast.helen())


def said(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.one_database
@pytest.mark.parametrize("field", FIELDS)
def test_figures_and_lists(helen, field):
    lists = [reverse("contact_list"), reverse("contact_list_file")]
    for address in (*lists, "/figures/handled/"):
        for attack in ATTACKS if address in lists else ATTACKS[:2]:
            answer = helen.get(address, WHEN | {field: attack})
            assert answer.status_code in (200, 302, 404), (address, attack)
            body = said(answer)
            assert b"root:" not in body and b"Traceback" not in body
            if field == "topic" and address == reverse("contact_list"):
                assert answer.context["page"].total == 0, attack


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_searches(files_home, attack):
    centre.make_centre()
    sam, mateus = cast.signed_in(cast.sam()), cast.signed_in(cast.mateus())
    assert not len(sam.get(reverse("person_list"), {"name": attack}).context["page"])
    assert not len(sam.get(reverse("account_list"), {"words": attack}).context["page"])
    assert not mateus.get(reverse("contact_search"), {"number": attack}).context["found"]
    assert len(sam.get(reverse("person_list")).context["page"]) == 5, "nothing was dropped"


def heard_after(of, sent: str, patience: float) -> bytes:
    address, heard = urlsplit(of), b""
    with socket.create_connection((address.hostname, address.port), timeout=patience) as line:
        line.sendall(sent.encode())
        try:
            while part := line.recv(65536):
                heard += part
        except TimeoutError:
            pass
    return heard


SMUGGLED = "GET /static/ui/mark.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
TWO_ENDS = {
    "length and chunks": "Content-Length: {n}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
    "two lengths": "Content-Length: 0\r\nContent-Length: {n}\r\n\r\n{inner}",
    "chunks that are none": "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{inner}",
    "a space before the colon": "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n{inner}",
}


@pytest.mark.one_database
@pytest.mark.parametrize("how", TWO_ENDS)
def test_a_request_with_two_ends_is_not_two_requests(server, how):  # noqa: F811
    """At most one answer, or the connection is closed: a proxy in front must not see another border than we."""
    rest = TWO_ENDS[how].format(n=len(SMUGGLED) + 5, inner=SMUGGLED)
    whole = f"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n{SMUGGLED}"
    assert b"<svg" in heard_after(server, whole, 20), "two requests that are two are both answered"
    two_ends = f"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\n{rest}"
    assert b"<svg" not in heard_after(server, two_ends, 3)
