"""Words on the page are masked; as they were said they are shown once, for the purpose that opened them, on the record."""

import logging

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.tests import talk
from evenhand.features.people.queries import directory
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import definitions, store
from tests import cast, centre, grains, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
PHONE, EMAIL = "07700 900123", "jane.doe@example.com"
SHOWN = "words shown unmasked"


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    policies.make_monitoring_policy()
    grains.add(
        store(),
        directory=directory(),
        kpis=definitions(cast.TODAY),
        message=[
            grains.message(talk.REVIEWED, 1, "agent", "Ben Whitlock here. What is your policy number?"),
            grains.message(talk.REVIEWED, 2, "customer", f"4829103, and ring {PHONE}"),
            grains.message(talk.REVIEWED, 3, "agent", f"So {PHONE}?"),
        ],
        response=[grains.answer(talk.REVIEWED, "csat", 2.0, answered_at="2024-05-02 09:00:00", comment=f"Write to {EMAIL}")],
        evaluation=[grains.evaluation(talk.REVIEWED, talk.REVIEW, comment=f"Well done, Ben: you read {PHONE} back.")],
    )  # fmt: skip
    return made


def page(name) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("contact", args=[talk.REVIEWED]))
    return answer.content.decode()


def show(name):
    client = cast.signed_in(cast.CAST[name]())
    return client.post(reverse("contact_originals", args=[talk.REVIEWED]))


def open_words(name="joanna"):
    client = cast.signed_in(cast.CAST[name]())
    given = {"purpose": "drawn", "words": "How the number was taken"}
    assert client.post(reverse("contact_openings", args=[talk.REVIEWED]), given).status_code == 302


def test_one_s_own_words_are_masked_too(here):
    body = words(page("ben"))
    assert "[name 1] here." in body
    assert "[reference 1], and ring [phone 1]" in body
    assert "So [phone 1]?" in body and "Write to [email 1]" in body
    for said in (PHONE, EMAIL, "4829103"):
        assert said not in body
    assert not AuditEntry.objects.filter(verb=SHOWN).exists()


def test_what_a_reviewer_wrote_is_masked_too(here):
    for name in ("ben", "joanna"):
        assert "Well done, Ben: you read [phone 1] back." in words(page(name))
    open_words()
    assert f"you read {PHONE} back." in words(show("joanna").content.decode())


def test_what_is_opened_for_a_purpose_is_masked(here):
    open_words()
    body = page("joanna")
    assert "So [phone 1]?" in body and PHONE not in body and EMAIL not in body


def test_as_it_was_said_it_is_shown_once_and_recorded(here):
    open_words()
    answer = show("joanna")
    body = answer.content.decode()
    assert answer.status_code == 200 and PHONE in body and EMAIL in body and "[phone 1]" not in body
    (line,) = AuditEntry.objects.filter(verb=SHOWN)
    assert (line.actor_ref, line.payload.subject_ref) == (cast.joanna().ref, here.ben.ref)
    assert "How the number was taken" in line.payload.reason
    assert PHONE not in page("joanna")  # masked again
    show("joanna")
    assert AuditEntry.objects.filter(verb=SHOWN).count() == 2
    about_me = cast.signed_in(cast.ben()).get(reverse("audit_about_me")).content.decode()
    assert "How the number was taken" in words(about_me)


def test_one_s_own_is_shown_and_recorded(here):
    assert PHONE in show("ben").content.decode()
    (line,) = AuditEntry.objects.filter(verb=SHOWN)
    assert (line.actor_ref, line.payload.reason) == (cast.ben().ref, "own contact")


def test_nothing_is_shown_to_whoever_did_not_open_it(here):
    for name, status in (("joanna", 422), ("helen", 422), ("amara", 404), ("eve", 404)):
        answer = show(name)
        assert answer.status_code == status and PHONE not in answer.content.decode()
    viewer = cast.viewer(cast.joanna())
    seen = queries.contact_of(viewer, talk.REVIEWED)
    with pytest.raises(ValidationError, match="for a purpose first"):
        actions.show_originals(by=viewer, seen=seen, now=timezone.now())
    assert not AuditEntry.objects.filter(verb=SHOWN).exists()


def test_it_is_not_shown_by_reading(here):
    client = cast.signed_in(cast.ben())
    assert client.get(reverse("contact_originals", args=[talk.REVIEWED])).status_code == 404


def test_nothing_that_was_said_is_logged(here, caplog):
    with caplog.at_level(logging.DEBUG):
        open_words()
        page("joanna")
        show("joanna")
    assert caplog.text and not any(said in caplog.text for said in (PHONE, EMAIL, "4829103"))
