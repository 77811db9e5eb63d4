"""Nothing is opened for monitoring before a policy holds; what serves somebody stays open."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts.models import Opening
from evenhand.features.contacts.rules.purposes import (
    MONITORING,
    Closed,
    Monitored,
    Purpose,
    choices,
)
from evenhand.features.contacts.tests import talk
from evenhand.features.contacts.tests.test_openings import (
    EVERY,
    IN_FORCE,
    LOOK,
    ask_second_look,
    open_for_review,
    page,
    post,
)
from tests import cast, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("monitored", "why"),
    [
        (Monitored(), Closed.NO_POLICY),
        (Monitored(starts_on=cast.TODAY), Closed.NO_POLICY),
        (Monitored(reads_words=True), Closed.NO_POLICY),
        (Monitored(has_begun=True), Closed.NOT_IN_POLICY),
        (IN_FORCE, None),
    ],
)
def test_monitoring_waits_for_a_policy_and_nothing_else_does(monitored, why):
    found = choices(EVERY, dict.fromkeys(Purpose, "x"), monitored)
    assert {one.purpose: one.closed for one in found} == {
        purpose: why if purpose in MONITORING else None for purpose in Purpose
    }
    of_others = choices(frozenset(), {}, monitored)  # and tells nobody else whether there is one
    assert {one.closed for one in of_others} == {Closed.NOT_YOURS}


@pytest.fixture
def unruled(files_home, monkeypatch):
    """The same words, where nobody has written a monitoring policy."""
    monkeypatch.setattr(policies, "make_monitoring_policy", lambda: None)
    return talk.make_talk()


def test_before_a_policy_nothing_is_opened_for_a_review(unruled):
    status, body = page("joanna", talk.REVIEWED)
    said = words(body)
    assert status == 200 and "Nobody is monitored yet." in said and talk.SAID not in body
    assert "Waits for a monitoring policy" in said and reverse("policy_list") in body
    answer = open_for_review()
    assert answer.status_code == 422 and "No monitoring policy" in answer.content.decode()
    assert not Opening.objects.exists()


def test_before_a_policy_what_serves_somebody_stays_open(unruled):
    assert talk.SAID in page("ben", talk.BENS)[1]
    ask_second_look()
    assert post("joanna", talk.BENS, purpose="second look", words=LOOK).status_code == 302
    complained = {"purpose": "complaint", "reference": "C-7", "words": LOOK}
    assert post("mateus", talk.BENS, **complained).status_code == 302
    asked = {"purpose": "subject access", "reference": "R-7", "words": LOOK}
    assert post("leila", talk.BENS, **asked).status_code == 302
    assert Opening.objects.count() == 3 and all(one.sought for one in Opening.objects.all())


def test_a_policy_to_come_opens_nothing_yet_and_says_from_when(unruled):
    tomorrow = timezone.localdate() + timedelta(days=1)
    policies.limit(40, from_day=tomorrow)
    body = words(page("joanna", talk.REVIEWED)[1])
    assert "monitoring starts on" in body and f"{tomorrow:%-d %B %Y}" in body
    assert open_for_review().status_code == 422
    with time_machine.travel(datetime.combine(tomorrow, datetime.min.time(), tzinfo=timezone.get_current_timezone()), tick=False):  # fmt: skip
        assert open_for_review().status_code == 302


def test_a_policy_without_transcripts_opens_none_for_a_review(unruled):
    helen = cast.viewer(cast.helen())
    draft = policies.write(policies.begin(), methods=("customer ratings",))
    policies.publish(draft, by=helen, unconsulted_reason="x")
    assert "not in the monitoring policy" in words(page("joanna", talk.REVIEWED)[1])
    assert open_for_review().status_code == 422


def test_nobody_without_reviews_is_told_of_policies_at_the_gate(unruled):
    assert "Nobody is monitored yet." not in words(page("leila", talk.BENS)[1])
