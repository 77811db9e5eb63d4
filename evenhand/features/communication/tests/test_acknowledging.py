"""The one acknowledgement: asked once, answered in one's own words or not at all, questions both ways."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from evenhand.features.communication import actions, queries
from evenhand.features.communication.models import Question, Request, Round
from evenhand.features.communication.rules.acknowledging import (
    MOVES,
    Standing,
    State,
    standing,
)
from evenhand.features.communication.todo import todos
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.notices.queries import unread_count
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


def ask(*names, version=1, reply_by=TODAY + 9 * DAY, **other) -> int:
    given = {
        "object_type": "leaflet", "object_ref": "abc", "version": version, "title": f"Leaflet, version {version}",
        "url": "/", "owner_id": cast.owen().pk, "reply_by": reply_by,
    } | other  # fmt: skip
    users = [cast.CAST[name]().pk for name in names]
    return actions.ask_to_acknowledge(by=cast.viewer(cast.helen()), user_ids=users, **given)


def own(name: str, **other) -> Request:
    return queries.own(cast.viewer(cast.CAST[name](), **other)).first()


def viewer(name: str):
    return cast.viewer(cast.CAST[name]())


def reply(name: str, state: State, words: str = ""):
    return actions.reply(by=viewer(name), request=own(name), state=state, words=words)


# The rule, by a table


@pytest.mark.parametrize(
    ("state", "open_questions", "left", "expected"),
    [
        (State.WAITING, 0, 1, Standing.WAITING),
        (State.WAITING, 0, 0, Standing.WAITING),  # until the day is over
        (State.WAITING, 0, -1, Standing.NO_REPLY),
        (State.WAITING, 1, 1, Standing.ASKS),
        (State.WAITING, 1, -1, Standing.ASKS),  # it is not they who are late
        (State.ACKNOWLEDGED, 0, -1, Standing.ACKNOWLEDGED),
        (State.ACKNOWLEDGED, 2, 1, Standing.ACKNOWLEDGED),
        (State.DECLINED, 0, 1, Standing.DECLINED),
    ],
)
def test_where_a_request_stands(state, open_questions, left, expected):
    reply_by = TODAY + left * DAY
    found = standing(state, open_questions=open_questions, reply_by=reply_by, today=TODAY)
    assert found == expected


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_every_move_that_is_not_listed_is_refused(before, after):
    ask("ben")
    if before != State.WAITING:
        reply("ben", before)
    if before in MOVES.get(after, ()):
        assert reply("ben", after).state == after
    else:
        with pytest.raises(ValidationError, match="already"):
            reply("ben", after)
        assert own("ben").state == before


# Asking


def test_nobody_is_asked_twice_about_the_same_version():
    assert ask("amara", "ben", "ben") == 2
    assert ask("amara", "ben", "noor") == 1
    assert Request.objects.count() == 3 and Round.objects.count() == 1
    assert Notice.objects.filter(user=cast.ben()).count() == 1
    assert ask("ben", version=2) == 1
    assert ask("ben", version=2, object_ref="other") == 1
    assert ask() == 0
    lines = AuditEntry.objects.filter(verb="asked to acknowledge", object_type="leaflet")
    assert lines.count() == 4


def test_it_waits_on_the_first_screen_until_it_is_answered_or_a_newer_one_comes():
    ask("ben")
    assert [one.text for one in todos(viewer("ben"))] == ["Read “Leaflet, version 1”"]
    ask("ben", version=2)
    assert [one.text for one in todos(viewer("ben"))] == ["Read “Leaflet, version 2”"]
    reply("ben", State.DECLINED, "I was not asked.")
    assert not todos(viewer("ben")) and not todos(viewer("amara"))


def test_an_answer_stays_with_its_words_and_its_moment():
    ask("ben")
    made = reply("ben", State.ACKNOWLEDGED, " Not that I agree. ")
    assert (made.state, made.words) == (State.ACKNOWLEDGED, "Not that I agree.")
    line = AuditEntry.objects.get(verb="version acknowledged")
    assert line.object_type == "leaflet" and "Not that I agree" in line.payload.after


def test_late_is_an_answer_too():
    ask("ben", reply_by=TODAY - 9 * DAY)
    assert queries.standing_of(own("ben"), viewer("ben")) == Standing.NO_REPLY
    assert reply("ben", State.ACKNOWLEDGED).state == State.ACKNOWLEDGED


@pytest.mark.parametrize("name", ["amara", "helen", "owen", "sam"])
def test_nobody_answers_for_another(name):
    ask("ben")
    for act in (
        lambda: actions.reply(by=viewer(name), request=own("ben"), state=State.ACKNOWLEDGED),
        lambda: actions.ask_question(by=viewer(name), request=own("ben"), words="Why?"),
    ):
        with pytest.raises(ValidationError, match="Only whoever is asked"):
            act()


# Questions


def test_a_question_and_its_answer():
    ask("ben")
    asked = actions.ask_question(by=viewer("ben"), request=own("ben"), words="Who reads my chats?")
    assert not todos(viewer("ben"))  # it is Owen's turn
    assert [one.text for one in todos(viewer("owen"))] == ["Answer Ben Whitlock about “Leaflet, version 1”"]  # fmt: skip
    assert Notice.objects.filter(user=cast.owen(), kind="question asked").count() == 1
    actions.answer_question(by=viewer("owen"), question=asked, answer="Joanna and Mateus.")
    assert [one.text for one in todos(viewer("ben"))] == ["Read “Leaflet, version 1”"]
    assert not todos(viewer("owen"))
    with pytest.raises(ValidationError, match="meanwhile"):
        actions.answer_question(by=viewer("helen"), question=asked, answer="Nobody.")
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Joanna and Mateus.", cast.owen())
    said = cast.signed_in(cast.ben()).get(reverse("acknowledgement", args=[own("ben").ref]))
    assert "Joanna and Mateus." in words(said.content.decode())


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_empty_words_ask_and_answer_nothing(empty):
    ask("ben")
    with pytest.raises(ValidationError):
        actions.ask_question(by=viewer("ben"), request=own("ben"), words=empty)
    asked = actions.ask_question(by=viewer("ben"), request=own("ben"), words="Why?")
    with pytest.raises(ValidationError):
        actions.answer_question(by=viewer("owen"), question=asked, answer=empty)


def test_nobody_answers_their_own_question():
    ask("owen")
    asked = actions.ask_question(by=viewer("owen"), request=own("owen"), words="Why?")
    assert not queries.to_answer(viewer("owen"))
    with pytest.raises(Http404):
        queries.question_of(viewer("owen"), asked.ref)
    with pytest.raises(ValidationError, match="yourself"):
        actions.answer_question(by=viewer("owen"), question=asked, answer="Because.")
    assert list(queries.to_answer(viewer("helen"))) == [asked]


@pytest.mark.parametrize(
    "name", ["amara", "joanna", "mateus", "leila", "pat", "sam", "nadia", "eve"]
)
def test_a_question_is_between_whoever_asks_and_whoever_answers(name):
    ask("ben")
    asked = actions.ask_question(by=viewer("ben"), request=own("ben"), words="Who reads my chats?")
    assert not queries.to_answer(viewer(name))
    client = cast.signed_in(cast.CAST[name]())
    for address in (reverse("question", args=[asked.ref]), reverse("acknowledgement", args=[own("ben").ref])):  # fmt: skip
        assert client.get(address).status_code == 404


# How it stands


def test_who_leads_sees_counts_and_the_names_without_an_answer_of_their_own():
    centre.make_people()
    ask("amara", "ben", "noor", "rajesh")
    reply("ben", State.ACKNOWLEDGED)
    held = Round.objects.get()
    seen = {name: queries.stood(viewer(name), held) for name in ("joanna", "rajesh", "helen", "owen")}  # fmt: skip
    assert seen["joanna"].without_answer == ("Amara Okafor",)
    assert (seen["joanna"].total, dict(seen["joanna"].counts)[Standing.ACKNOWLEDGED]) == (2, 1)
    assert seen["rajesh"].without_answer == ("Noor Aziz", "Rajesh Kotecha")
    for name in ("helen", "owen"):
        assert seen[name].without_answer == ("Amara Okafor", "Noor Aziz", "Rajesh Kotecha")
    for name in ("amara", "mateus", "leila", "pat", "sam", "nadia", "eve"):
        with pytest.raises(Http404):
            queries.round_of(viewer(name), held.ref)


def test_who_declined_is_counted_and_not_named():
    ask("amara", "ben")
    reply("amara", State.DECLINED)
    page = cast.signed_in(cast.helen()).get(reverse("acknowledgement_round", args=[Round.objects.get().ref]))  # fmt: skip
    body = page.content.decode().split("<main")[1]
    assert "Ben Whitlock" in body and "Amara" not in body


# Pages and bad input


def test_a_reply_without_a_choice_is_shown_again_with_what_was_typed():
    ask("ben")
    client = cast.signed_in(cast.ben())
    address = reverse("acknowledgement_reply", args=[own("ben").ref])
    answer = client.post(address, {"words": "I typed this"})
    assert answer.status_code == 422 and "I typed this" in answer.content.decode()
    assert client.post(address, {"state": "waiting"}).status_code == 422
    assert client.post(address, {"state": "declined"}).status_code == 302
    assert client.post(address, {"state": "declined"}).status_code == 422
    assert client.post(address, {"state": "acknowledged"}).status_code == 302
    assert client.post(address, {"state": "acknowledged"}).status_code == 422
    assert "That does not mean that you agree" in client.get(reverse("acknowledgement", args=[own("ben").ref])).content.decode()  # fmt: skip


# Erasure, and what must never be false


def test_erasing_takes_out_words_and_keeps_that_they_were_asked():
    ask("ben", "amara")
    for name in ("ben", "amara"):
        actions.ask_question(by=viewer(name), request=own(name), words=f"{name} asks")
        reply(name, State.ACKNOWLEDGED, f"{name} says")
    actions.erase_replies(user_id=cast.ben().pk)
    kept = {one.user: (one.words, one.state) for one in Request.objects.all()}
    assert kept == {cast.ben(): ("–", "acknowledged"), cast.amara(): ("amara says", "acknowledged")}
    assert set(Question.objects.values_list("words", flat=True)) == {"–", "amara asks"}


@pytest.mark.parametrize(("who", "left"), [("ben", "–"), ("owen", "–"), ("amara", "Ben, it does")])
def test_an_answer_goes_with_whoever_asked_and_with_whoever_answered(who, left):
    ask("ben", "amara")
    asked = actions.ask_question(by=viewer("ben"), request=own("ben"), words="Does it?")
    unanswered = actions.ask_question(by=viewer("ben"), request=own("ben"), words="And that?")
    actions.answer_question(by=viewer("owen"), question=asked, answer="Ben, it does")
    actions.erase_replies(user_id=cast.CAST[who]().pk)
    asked.refresh_from_db(), unanswered.refresh_from_db()
    assert (asked.answer, unanswered.answer) == (left, "")


@pytest.mark.parametrize(
    "wrong",
    [{"state": "agreed"}, {"state": "acknowledged"}, {"answered_at": timezone.now()}, {"user": "ben"}],
)  # fmt: skip
def test_the_database_refuses(wrong):
    ask("ben")
    right = {"round": Round.objects.get(), "user": cast.amara(), "reply_by": TODAY}
    wrong = {**wrong, "user": cast.ben()} if "user" in wrong else wrong
    with pytest.raises(DatabaseError), transaction.atomic():
        Request.objects.create(**(right | wrong))
    made = Request.objects.create(**right)
    for half in ({"words": ""}, {"words": "x", "answer": "y"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Question.objects.create(request=made, **half)


def test_what_was_answered_is_unread_no_more():
    """The number beside the inbox does not grow with what is done."""
    ask("ben", "amara")
    assert unread_count(viewer("ben")) == unread_count(viewer("amara")) == 1
    reply("ben", State.DECLINED)
    assert (unread_count(viewer("ben")), unread_count(viewer("amara"))) == (0, 1)
    asked = actions.ask_question(by=viewer("amara"), request=own("amara"), words="Why?")
    assert unread_count(viewer("owen")) == 1
    actions.answer_question(by=viewer("owen"), question=asked, answer="Because.")
    assert unread_count(viewer("owen")) == 0
    ask("amara", version=2)
    latest = Notice.objects.filter(user=cast.amara(), kind="asked to acknowledge")
    assert [bool(one.read_at) for one in latest] == [False, True], "version 2 takes the place of 1"
