"""Opening another person's words: for a purpose, for a day, shown to that person, within a limit."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.models import Opening
from evenhand.features.contacts.rules.purposes import (
    BY_REFERENCE,
    Closed,
    Monitored,
    Purpose,
    choices,
    is_sought,
    is_used_up,
)
from evenhand.features.contacts.tests import talk
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from tests import cast, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
LOOK = "Whether the hand-over was explained"


@pytest.fixture
def here(files_home):
    return talk.make_talk()


def page(name, contact) -> tuple[int, str]:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("contact", args=[contact]))
    return answer.status_code, answer.content.decode()


def post(name, contact, **given):
    client = cast.signed_in(cast.CAST[name]())
    return client.post(reverse("contact_openings", args=[contact]), given)


def open_for_review(name="joanna", **given):
    return post(name, talk.REVIEWED, **({"purpose": "drawn", "words": LOOK} | given))


# The rule, by a table

EVERY = frozenset(Purpose)
IN_FORCE = Monitored(has_begun=True, reads_words=True)


@pytest.mark.parametrize(
    ("allowed", "occasions", "offered"),
    [
        (EVERY, {}, BY_REFERENCE),
        (frozenset(), dict.fromkeys(Purpose, "x"), set()),
        (EVERY, {Purpose.DRAWN: "x"}, {Purpose.DRAWN} | BY_REFERENCE),
        (frozenset({Purpose.SECOND_LOOK}), {Purpose.DRAWN: "x"}, set()),
        (frozenset({Purpose.COMPLAINT}), {}, {Purpose.COMPLAINT}),
        (EVERY, dict.fromkeys(Purpose, "x"), set(Purpose)),
    ],
)
def test_a_purpose_needs_the_role_and_an_occasion_or_a_reference(allowed, occasions, offered):
    found = choices(allowed, occasions, IN_FORCE)
    assert [one.purpose for one in found] == list(Purpose)
    assert {one.purpose for one in found if one.closed is None} == offered
    for one in found:
        if one.purpose not in allowed:
            assert one.closed == Closed.NOT_YOURS and not one.occasion
        elif one.purpose not in BY_REFERENCE | occasions.keys():
            assert one.closed == Closed.NOTHING_OPEN


def test_only_what_chance_drew_was_not_sought():
    assert {one for one in Purpose if not is_sought(one)} == {Purpose.DRAWN}


@pytest.mark.parametrize(
    ("opened", "limit", "expected"), [(0, 1, False), (1, 1, True), (0, 0, True), (999, None, False)]
)
def test_a_limit_is_reached(opened, limit, expected):
    assert is_used_up(opened, limit) is expected


# The page


@pytest.mark.parametrize("name", ["joanna", "helen"])
def test_facts_are_open_and_words_closed(here, name):
    status, body = page(name, talk.BENS)
    assert status == 200
    assert "What happened" in body and "Transcript, 3 turns" in body
    assert talk.SAID not in body and talk.COMMENT not in body
    assert "with a comment, which opens with the words" in body


def test_one_s_own_words_are_open_without_asking_and_without_a_line(here):
    status, body = page("ben", talk.BENS)
    assert status == 200 and talk.SAID in body and talk.COMMENT in body
    said = words(body)
    assert said.index(talk.SAID) < said.index("I am sorry.") < said.index("The chat ended.")
    assert not Opening.objects.exists()
    assert not AuditEntry.objects.filter(verb="words opened").exists()


@pytest.mark.parametrize("name", ["amara", "rajesh", "owen", "pat", "sam", "eve", "nadia"])  # fmt: skip
def test_for_all_others_there_is_no_such_contact(here, name):
    absent = page(name, "00000000-0000-0000-0000-000000000001")
    assert page(name, talk.BENS)[0] == absent[0] == 404
    answer = open_for_review(name)
    assert answer.status_code == 404 and talk.SAID not in answer.content.decode()
    assert not Opening.objects.exists()


def test_purposes_that_do_not_apply_say_why(here):
    said = words(page("joanna", talk.BENS)[1])
    assert "None is drawn for this contact" in said  # the review of it was chosen, not drawn
    assert "With its number, which you write down below" in said
    assert "Nobody waits for one on this contact" in said
    assert "Goes through the privacy officer" in said


@pytest.mark.parametrize("purpose", ["second look", "subject access", "drawn"])
def test_a_purpose_that_does_not_apply_opens_nothing(here, purpose):
    answer = post("joanna", talk.BENS, purpose=purpose, words=LOOK, reference="C-7")
    assert answer.status_code == 422 and talk.SAID not in answer.content.decode()
    assert "does not apply" in answer.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("given", [{"words": ""}, {"words": "  "}, {"purpose": ""}, {"purpose": "curious"}])  # fmt: skip
def test_nothing_opens_without_words_and_a_purpose(here, given):
    assert open_for_review(**given).status_code == 422
    assert not Opening.objects.exists()


def test_what_is_opened_is_shown_with_its_purpose_until_the_day_ends(here):
    assert open_for_review().status_code == 302
    (made,) = Opening.objects.all()
    assert timezone.localtime(made.until).time() == datetime.min.time()
    assert timedelta() < made.until - made.at <= timedelta(hours=25)
    assert (made.person, made.sought) == (here.ben, False)
    body = page("joanna", talk.REVIEWED)[1]
    assert talk.SAID in body and "Opened for: A review drawn by the monitoring plan" in body
    assert "Sought, not drawn" not in body
    assert (
        talk.SAID not in page("helen", talk.REVIEWED)[1]
    )  # for whoever asked, and for nobody else


def test_after_that_day_it_is_closed_again(here):
    viewer = cast.viewer(cast.joanna(), today=timezone.localdate())
    seen = queries.contact_of(viewer, talk.REVIEWED)
    actions.open_words(
        by=viewer,
        seen=seen,
        purpose=Purpose.DRAWN,
        words=LOOK,
        now=timezone.now() - timedelta(days=1),
    )
    assert talk.SAID not in page("joanna", talk.REVIEWED)[1]


def test_the_person_sees_who_opened_when_and_why(here):
    open_for_review()
    (notice,) = Notice.objects.filter(user=cast.ben())
    assert "Joanna Price" in notice.text and LOOK in notice.text
    ben = cast.signed_in(cast.ben())
    body = words(ben.get(notice.url).content.decode())
    assert (
        "Joanna Price" in body and LOOK in body and "A review drawn by the monitoring plan" in body
    )
    assert LOOK in words(page("ben", talk.REVIEWED)[1])
    assert LOOK in words(ben.get(reverse("audit_about_me")).content.decode())
    for other in ("amara", "noor", "rajesh"):
        answer = cast.signed_in(cast.CAST[other]()).get(reverse("opened_contacts"))
        assert LOOK not in answer.content.decode()
    assert LOOK not in page("helen", talk.REVIEWED)[1]


def test_it_leaves_one_line_in_the_audit(here):
    open_for_review()
    (line,) = AuditEntry.objects.filter(verb="words opened")
    assert (line.actor_ref, line.payload.subject_ref) == (cast.joanna().ref, here.ben.ref)
    assert LOOK in line.payload.reason and '"sought":false' in line.payload.after


def test_what_was_looked_for_is_marked_as_sought(here):
    ask_second_look()
    assert post("joanna", talk.BENS, purpose="second look", words=LOOK).status_code == 302
    assert Opening.objects.get().sought
    assert "enters no rate, and cannot stand alone" in words(page("joanna", talk.BENS)[1])


def test_a_second_look_opens_the_contact_to_hr_while_it_waits(here):
    assert page("owen", talk.BENS)[0] == 404
    claim = ask_second_look()
    status, body = page("owen", talk.BENS)
    assert status == 200 and "Ben Whitlock asked on" in words(body) and talk.SAID not in body
    assert page("owen", talk.REVIEWED)[0] == 404  # that one contact alone
    assert post("owen", talk.BENS, purpose="second look", words=LOOK).status_code == 302
    assert talk.SAID in page("owen", talk.BENS)[1]
    actions.withdraw_correction(by=cast.ben(), correction=claim)
    assert page("owen", talk.BENS)[0] == 404
    for name in ("pat", "sam"):
        assert page(name, talk.BENS)[0] == 404


def ask_second_look():
    from evenhand.features.contacts.rules.corrections import Kind

    ben = cast.viewer(cast.ben())
    seen = queries.contact_of_own(ben, talk.BENS)
    return actions.ask_correction(by=ben, seen=seen, kind=Kind.NOT_MINE, words="I was not in.")


# The limit


def test_how_much_was_opened_is_counted_and_said(here):
    open_for_review()
    open_for_review()  # a second click
    assert Opening.objects.count() == Notice.objects.count() == 1
    body = words(page("joanna", talk.BENS)[1])
    assert (
        "This month you have opened 1 transcript of 1 person; the limit set by policy is 40" in body
    )
    assert "opened 0 transcripts of 0 people" in words(page("helen", talk.BENS)[1])


def test_the_limit_closes_the_gate(here):
    policies.limit(1, from_day=timezone.localdate())
    open_for_review()
    ask_second_look()
    body = words(page("joanna", talk.BENS)[1])
    assert "needs a second person to decide" in body and "Open and record it" not in body
    answer = post("joanna", talk.BENS, purpose="second look", words=LOOK)
    assert answer.status_code == 422 and Opening.objects.count() == 1
    assert talk.SAID in page("joanna", talk.REVIEWED)[1]  # what was opened today stays open
    policies.limit(2, from_day=timezone.localdate() + timedelta(days=1))  # holds tomorrow
    assert post("joanna", talk.BENS, purpose="second look", words=LOOK).status_code == 422


# What must never be false


def test_an_opening_cannot_be_changed(here):
    open_for_review()
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.update(words="nothing")
    assert Opening.objects.get().words == LOOK


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "curious"},
        {"purpose": "complaint", "sought": False},
        {"purpose": "drawn", "sought": True},
        {"words": ""},
        {"purpose": "complaint", "sought": True},  # which one?
        {"purpose": "subject access", "sought": True},
        {"until": timezone.now() - timedelta(days=1)},
    ],
)
def test_the_database_refuses(here, wrong):
    right = {
        "contact_id": talk.BENS, "contact_number": "ben-000", "person": here.ben, "by": cast.joanna(),
        "purpose": "drawn", "words": LOOK, "sought": False, "until": timezone.now() + timedelta(hours=1),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.create(**(right | wrong))
    Opening.objects.create(**right)


def test_nobody_opens_their_own(here):
    ben = cast.viewer(cast.ben())
    seen = queries.contact_of(ben, talk.REVIEWED)
    with pytest.raises(ValidationError, match="open to you"):
        actions.open_words(by=ben, seen=seen, purpose=Purpose.DRAWN, words=LOOK, now=timezone.now())
