"""The inbox, and what follows an announcement."""

import pytest

from evenhand.foundation import reactions
from evenhand.foundation.notices.actions import mark_all_read, notify, settle
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.notices.queries import unread_count
from evenhand.foundation.reactions import announce
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db


def test_told_once_each_and_read_by_oneself():
    amara, ben = cast.amara(), cast.ben()
    notify(user_ids=[amara.pk, ben.pk, amara.pk], text="A reply", url="/x/", kind="reply")
    assert Notice.objects.count() == 2
    client = cast.signed_in(amara)
    assert b"A reply" in client.get("/inbox/").content
    assert client.get("/").context["unread"] == 1
    client.post("/inbox/reading/")
    assert (unread_count(cast.viewer(amara)), unread_count(cast.viewer(ben))) == (0, 1)
    assert b"Nothing in your inbox" in client.get("/inbox/?show=unread").content
    assert mark_all_read(by=amara) == 0


def test_the_number_beside_the_inbox_says_that_it_is_of_what_is_unread():
    amara = cast.amara()
    for url in ("/x/", "/y/"):
        notify(user_ids=[amara.pk], text="A reply", url=url, kind="reply")
    text = words(cast.signed_in(amara).get("/").content.decode())
    assert "Inbox 2 unread" in text and "2 waiting" not in text
    settle(urls=["/x/"])
    assert unread_count(cast.viewer(amara)) == 1, "what was done needs no reading"


def test_a_reaction_comes_after_the_commit(monkeypatch, django_capture_on_commit_callbacks):
    heard = []

    def breaks(**facts):
        raise RuntimeError

    table = {"tested": (breaks, lambda **facts: heard.append(facts))}
    monkeypatch.setattr(reactions, "import_string", lambda _name: table)
    with django_capture_on_commit_callbacks(execute=True):
        announce("tested", number=7)
        announce("nobody listens")
        assert heard == []
    assert heard == [{"number": 7}]  # although the one before it broke
