"""Saying that a contact is not one's own, the answer to it, and what follows in the figures."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.models import Correction
from evenhand.features.contacts.rules.corrections import MOVES, Kind, State, credit_of
from evenhand.features.contacts.tests.claims import BENS, WORDS, answer, ask, opens, said_on
from evenhand.features.contacts.todo import todos
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.jobs.models import Job
from evenhand.foundation.notices.models import Notice
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()


# The rule, by a table


@pytest.mark.parametrize(
    ("kind", "person", "team", "expected"),
    [
        (Kind.NOT_MINE, None, None, (None, None)),
        (Kind.NOT_MINE, 5, None, (5, None)),
        (Kind.WRONG_TEAM, None, 9, (1, 9)),
        (Kind.ABUSIVE, None, None, None),
    ],
)
def test_what_follows_from_an_accepted_claim(kind, person, team, expected):
    credit = credit_of(kind, asker=1, person=person, team=team)
    assert (credit and (credit.person, credit.team)) == expected


@pytest.mark.parametrize("state", [s for s in State if s != State.ASKED])
def test_only_what_waits_moves(here, state):
    """An answer stands: whatever was decided or withdrawn takes no other turn."""
    assert set(MOVES[state]) == {State.ASKED}
    claim = ask()
    Correction.objects.filter(pk=claim.pk).update(
        state=state, answer="x", decided_at=timezone.now()
    )
    with pytest.raises(ValidationError):
        answer(claim)
    with pytest.raises(ValidationError):
        actions.withdraw_correction(by=cast.ben(), correction=claim)
    claim.refresh_from_db()
    assert claim.state == state and claim.answer == "x"


# Asking


def test_the_leader_is_told_and_has_it_waiting(here):
    claim = ask(instead="Amara, I think")
    (notice,) = Notice.objects.all()
    assert notice.user == cast.joanna() and "This contact is not mine" in notice.text
    assert notice.url == reverse("correction", args=[claim.ref])
    for name, waiting in (
        ("joanna", 1),
        ("helen", 1),
        ("sam", 1),
        ("rajesh", 0),
        ("ben", 0),
        ("owen", 0),
    ):
        assert len(todos(cast.viewer(cast.CAST[name]()))) == waiting, name
    assert "Amara, I think" in said_on("joanna", claim)
    assert (
        AuditEntry.objects.filter(
            verb="correction asked", payload__subject_ref=here.ben.ref
        ).count()
        == 1
    )


@pytest.mark.parametrize("name", ["joanna", "helen"])
def test_only_whose_it_is_can_say_so(here, name):
    with pytest.raises(ValidationError):
        ask(name)
    address = reverse("contact_corrections", args=[BENS])
    given = {"kind": "not mine", "words": WORDS}
    assert cast.signed_in(cast.CAST[name]()).post(address, given).status_code == 404
    assert not Correction.objects.exists()


def test_by_the_page_and_not_without_words(here):
    ben, address = cast.signed_in(cast.ben()), reverse("contact_corrections", args=[BENS])
    assert ben.post(address, {"kind": "not mine", "words": " "}).status_code == 422
    assert ben.post(address, {"kind": "silly", "words": WORDS}).status_code == 422
    assert ben.post(address, {"kind": "not mine", "words": WORDS}).status_code == 302
    assert ben.post(address, {"kind": "not mine", "words": WORDS}).status_code == 422  # it waits
    assert Correction.objects.count() == 1
    assert ben.post(address, {"kind": "abusive", "words": "Shouting."}).status_code == 302


def test_who_sees_a_claim(here):
    claim = ask()
    for name in cast.CAST:
        expected = 200 if name in ("ben", "joanna", "helen", "owen", "sam") else 404
        assert opens(name, "correction", claim.ref) == expected, name
        page = cast.signed_in(cast.CAST[name]()).get(reverse("correction_list")).content.decode()
        assert ("ben-000" in page) == (expected == 200), name


# Answering


def test_both_sides_stand_beside_each_other(here):
    claim = ask()
    sent = {"accepted": "no", "answer": "You were in, and logged on."}
    joanna = cast.signed_in(cast.joanna())
    address = reverse("correction_answer", args=[claim.ref])
    assert joanna.post(address, {"accepted": "no", "answer": ""}).status_code == 422
    assert joanna.post(address, sent).status_code == 302
    for name in ("ben", "joanna"):
        page = cast.signed_in(cast.CAST[name]()).get(reverse("contact", args=[BENS]))
        for text in (said_on(name, claim), words(page.content.decode())):
            assert (
                text.index(WORDS) < text.index("You were in, and logged on.") and "Declined" in text
            )
    (told,) = Notice.objects.filter(user=cast.ben())
    assert "declined" in told.text and told.url == reverse("correction", args=[claim.ref])
    assert not Job.objects.exists() and queries.credits() == ()
    assert cast.signed_in(cast.joanna()).post(address, sent).status_code == 422


@pytest.mark.parametrize("name", ["ben", "amara", "rajesh", "owen", "mateus", "leila", "eve"])
def test_who_may_not_answer(here, name):
    claim = ask()
    address = reverse("correction_answer", args=[claim.ref])
    given = {"accepted": "yes", "answer": "Fine."}
    assert cast.signed_in(cast.CAST[name]()).post(address, given).status_code == 404
    claim.refresh_from_db()
    assert claim.state == State.ASKED


def test_nobody_answers_themselves(here):
    claim = ask()
    with pytest.raises(ValidationError, match="Somebody else"):
        answer(claim, by="ben")


def test_a_leader_offers_only_whom_they_may_see(here):
    page = (
        cast.signed_in(cast.joanna()).get(reverse("correction", args=[ask().ref])).content.decode()
    )
    form = page.split('/answer/"')[1].split("</form>")[0]
    assert "Amara Okafor" in form and "Noor Aziz" not in form and "Ben Whitlock" not in form
    wrong = ask(kind=Kind.WRONG_TEAM)
    page = (
        cast.signed_in(cast.joanna()).get(reverse("correction", args=[wrong.ref])).content.decode()
    )
    assert "Northgate" in page and "Southbank" not in page
    given = {"accepted": "yes", "answer": "Right.", "to_team": here.southbank.ref}
    address = reverse("correction_answer", args=[wrong.ref])
    assert cast.signed_in(cast.joanna()).post(address, given).status_code == 422


def test_withdrawing_what_waits(here):
    claim = ask()
    address = reverse("correction_withdrawal", args=[claim.ref])
    assert cast.signed_in(cast.joanna()).post(address).status_code == 404
    assert cast.signed_in(cast.ben()).post(address).status_code == 302
    claim.refresh_from_db()
    assert claim.state == State.WITHDRAWN and not todos(cast.viewer(cast.joanna()))
    assert ask().pk != claim.pk  # and it may be said again


# What must never be false


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "silly"},
        {"state": "silly"},
        {"words": ""},
        {"state": "accepted", "answer": "x"},  # no day
        {"decided_at": timezone.now()},  # a day, and no decision
        {"state": "declined", "decided_at": timezone.now()},  # no words
        {"state": "accepted", "kind": "wrong team", "answer": "x", "decided_at": timezone.now()},
    ],
)
def test_the_database_refuses(here, wrong):
    right = {
        "contact_id": BENS, "contact_number": "ben-000", "day": date(2024, 3, 1), "person": here.ben,
        "kind": "not mine", "words": WORDS,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**(right | wrong))
    Correction.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**right)  # said already, and not answered
