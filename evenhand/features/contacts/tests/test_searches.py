"""Who searched for what kind of thing is a line of the audit; the words they typed are nowhere."""

import logging

import pytest
from django.urls import reverse

from evenhand.foundation.audit.models import SEARCHED, AuditEntry, AuditPayload
from tests import cast, centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.mark.parametrize(
    ("name", "url", "asked", "what", "by"),
    [
        ("joanna", "contact_search", {"number": "ben-000"}, "contacts", "number"),
        ("joanna", "person_list", {"name": "Whitlock"}, "people", "name"),
        ("sam", "account_list", {"words": "Whitlock"}, "accounts", "name or email"),
    ],
)
def test_a_search_is_a_line_without_its_words(here, caplog, name, url, asked, what, by):
    caplog.set_level(logging.DEBUG)
    ((field, words),) = asked.items()
    client = cast.signed_in(cast.CAST[name]())
    client.get(reverse(url), asked)
    client.get(reverse(url), {field: "nobody-at-all"})
    absent, found = AuditEntry.objects.filter(verb=SEARCHED).select_related("payload")
    for line, hits in ((found, "something"), (absent, "nothing")):
        assert (line.object_type, line.object_ref) == (what, "")
        assert line.actor_ref == cast.CAST[name]().ref and line.content.subject_ref == ""
        assert line.content.after == f'{{"by":"{by}","found":"{hits}"}}'
    kept = str(list(AuditEntry.objects.filter(verb=SEARCHED).values()))
    kept += str(list(AuditPayload.objects.filter(entry__verb=SEARCHED).values()))
    for said in (words, "nobody-at-all"):
        assert said not in kept and said not in caplog.text


@pytest.mark.parametrize("url", ["contact_search", "person_list"])
def test_a_list_that_nobody_narrowed_is_no_search(here, url):
    client = cast.signed_in(cast.joanna())
    client.get(reverse(url))
    client.get(reverse(url), {"name": " ", "number": ""})
    assert not AuditEntry.objects.filter(verb=SEARCHED).exists()
