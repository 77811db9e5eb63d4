"""Every list leaves as a file for whoever may see it and is of the house, and says what of its address it cannot read."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.access.walking import words
from tests.lists.filling import body_of, controls, list_names

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Lists that answer no `?as=csv`, each with the reason; those with another address of their file name it.
ELSEWHERE = {
    "contact_list": "contact_list_file",
    "audit_list": "audit_export",
}
NEVER = {
    "session_list": "where one is signed in oneself: a handful of devices, read to end one, and never an administrator's",
    "token_list": "a handful of systems that were let in; a file of what lets them in is one more thing to look after",
    "view_list": "one's own addresses of pages and those of one's team: no figures, and each of use only as a link",
}
LISTS = [name for name in list_names() if name not in ELSEWHERE | NEVER]
OUTSIDE = ("nadia", "eve")  # a guest, and somebody without a role
NONSENSE = "no\0nsense ☃"
SENTENCES = ("The list is not narrowed by that.", "Nothing matches these filters.")
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats"}


def test_the_exceptions_are_lists():
    assert ELSEWHERE.keys() | NEVER.keys() <= set(list_names())
    assert len(LISTS) >= 11


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LISTS)
def test_a_file_for_whoever_sees_the_page(name, kind, client_of):
    taken = set()
    for somebody in cast.CAST:
        client, address = client_of(somebody), reverse(name)
        page, file = client.get(address), client.get(address, {"as": kind})
        may = page.status_code == 200 and somebody not in OUTSIDE
        assert file.status_code == (200 if may else 404), (name, somebody)
        if may:
            taken.add(somebody)
            assert file["Content-Type"].startswith(KINDS[kind])
            assert "attachment" in file["Content-Disposition"]
        elif page.status_code == 200:
            assert "as=csv" not in page.content.decode(), (name, somebody)
    assert taken, name


@pytest.mark.parametrize("name", ELSEWHERE | NEVER)
def test_an_exception_answers_as_the_page(name, client_of):
    """Or it would be none any more. Where its file has another address, that gives one."""
    somebody = {"audit_list": "leila"}.get(name, "sam")
    answer = client_of(somebody).get(reverse(name), {"as": "csv"})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    if name in ELSEWHERE:
        file = client_of(somebody).get(reverse(ELSEWHERE[name]))
        assert file["Content-Type"].startswith("text/csv")


SEES = {"acknowledgement_list": "amara", "topic_list": "helen", "standard_list": "owen", "policy_list": "owen"}  # fmt: skip
# What every page of figures is asked: of what it cannot read it shows what it takes instead.
OF_FIGURES = {"period", "first", "last", "channel", "kpi", "compare"}


@pytest.mark.parametrize("name", LISTS)
def test_nonsense_in_a_filter_is_said(name, client_of):
    client, address = client_of(SEES.get(name, "sam")), reverse(name)
    filters = controls(client.get(address).content.decode())
    assert filters, "a list without filters"
    for one in filters:
        answer = client.get(address, {one: NONSENSE})
        assert answer.status_code == 200, (name, one)
        if not (name == "topic_list" and one in OF_FIGURES):
            said = words(answer.content.decode())
            assert any(sentence in said for sentence in SENTENCES), (name, one)
    everywhere = client.get(address, dict.fromkeys([*filters, "page"], NONSENSE))
    assert everywhere.status_code == 200


@pytest.mark.parametrize("name", [name for name in ELSEWHERE])
def test_nonsense_is_no_failure_of_the_others(name, client_of):
    client, address = client_of("helen" if name == "contact_list" else "leila"), reverse(name)
    for one in controls(client.get(address).content.decode()):
        assert client.get(address, {one: NONSENSE}).status_code == 200, (name, one)


@pytest.mark.parametrize("name", LISTS)
def test_no_file_asks_row_by_row(name, client_of):
    client = client_of(SEES.get(name, "sam"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        body_of(client.get(reverse(name), {"as": "csv"}))
    alike: dict[str, int] = {}
    for one in asked.captured_queries:
        shape = re.sub(r"'[^']*'|\b\d+\b", "?", one["sql"])
        alike[shape] = alike.get(shape, 0) + 1
    assert max(alike.values()) <= 3, max(alike, key=alike.get)


@pytest.mark.parametrize("name", LISTS)
def test_taking_one_is_a_line_of_the_audit(name, client_of):
    client = client_of(SEES.get(name, "sam"))
    before = AuditEntry.objects.filter(verb="exported").count()
    body_of(client.get(reverse(name), {"as": "csv", "page": "2"}))
    lines = AuditEntry.objects.filter(verb="exported").order_by("pk")
    assert lines.count() == before + 1
    assert reverse(name) in lines.last().payload.after


@pytest.mark.parametrize("name", LISTS)
def test_the_page_offers_what_it_shows(name, client_of):
    """The links to its files keep the filters and leave out the page."""
    page = client_of(SEES.get(name, "sam")).get(reverse(name), {"page": "1", "more": "x"})
    links = [unescape(one) for one in re.findall(r'href="(\?[^"]*as=\w+)"', page.content.decode())]
    assert [link.rpartition("=")[2] for link in links] == ["csv", "xlsx"], name
    assert all("more=x" in link for link in links)
    if name != "topic_list":  # the menu of pages of figures, which have no pages
        assert not any("page=" in link for link in links)
