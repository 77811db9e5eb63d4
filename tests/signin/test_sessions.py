"""Where somebody is signed in, and ending it from elsewhere."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from evenhand.foundation.access.actions import deactivate_user, forget_ended_sessions
from evenhand.foundation.access.rules.devices import device
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.signin.steps import come_in

pytestmark = pytest.mark.django_db
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (DESK, ("Chrome", "Windows")),
        (f"{DESK} Edg/140.0.0.0", ("Edge", "Windows")),
        (PHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140.0 Mobile Safari", ("Chrome", "Android")),
        ("curl/8", ("", "")),
    ],
)  # fmt: skip
def test_words_for_a_device(user_agent, words):
    assert device(user_agent) == words


@pytest.fixture
def desk_and_phone():
    amara = cast.amara()
    desk, phone = (Client(headers={"user-agent": ua}) for ua in (DESK, PHONE))
    for client in (desk, phone):
        come_in(amara, client)
        client.get("/")
    return desk, phone


def shown(client) -> list:
    return client.get("/account/sessions/").context["sessions"]


def test_each_is_listed_in_words_and_this_one_is_marked(desk_and_phone):
    desk, phone = desk_and_phone
    assert [(one.words, one.is_this) for one in shown(desk)] == [
        ("Chrome on Windows", True),
        ("Safari on iPhone", False),
    ]
    assert shown(phone)[0].words == "Safari on iPhone"
    page = desk.get("/account/sessions/").content.decode()
    assert page.count("this one") == 1
    for key in Session.objects.values_list("session_key", flat=True):
        assert key not in page


def test_one_is_ended_from_another(desk_and_phone):
    desk, phone = desk_and_phone
    assert desk.post(f"/account/sessions/{shown(desk)[1].ref}/end/").status_code == 302
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200
    assert len(shown(desk)) == 1
    entry = AuditEntry.objects.get(verb="sessions ended")
    assert entry.object_ref == cast.amara().ref


def test_all_others_are_ended(desk_and_phone):
    desk, phone = desk_and_phone
    third = come_in(cast.amara())
    third.get("/")
    assert desk.post("/account/sessions/others/end/").status_code == 302
    assert [client.get("/").status_code for client in (desk, phone, third)] == [200, 302, 302]


def test_nobody_ends_a_session_of_another(desk_and_phone):
    desk, _phone = desk_and_phone
    ben = cast.signed_in(cast.ben())
    ben.get("/")
    assert ben.post(f"/account/sessions/{shown(desk)[1].ref}/end/").status_code == 404
    assert len(shown(desk)) == 2
    assert len(shown(ben)) == 1


def test_when_it_was_last_seen_is_kept_to_five_minutes(desk_and_phone):
    desk, phone = desk_and_phone
    before = UserSession.objects.get(user_agent=DESK).last_seen_at
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=4), tick=False):
        desk.get("/")
        assert UserSession.objects.get(user_agent=DESK).last_seen_at == before
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        desk.get("/")
        assert UserSession.objects.get(user_agent=DESK).last_seen_at > before
    assert UserSession.objects.get(user_agent=PHONE).last_seen_at < now


def test_a_new_password_leaves_only_this_one(desk_and_phone):
    desk, phone = desk_and_phone
    new = "four other plain words"
    form = {"oldpassword": cast.PASSWORD, "password1": new, "password2": new}
    desk.post("/account/password/", form)
    assert [one.words for one in shown(desk)] == ["Chrome on Windows"]
    assert phone.get("/").status_code == 302


def test_closing_an_account_ends_its_sessions(desk_and_phone):
    amara = cast.amara()
    deactivate_user(by=cast.sam(), user=amara, today=cast.TODAY)
    assert not UserSession.objects.filter(user=amara).exists()
    assert [client.get("/").status_code for client in desk_and_phone] == [302, 302]


def test_rows_of_sessions_that_ran_out_are_forgotten(desk_and_phone):
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        forget_ended_sessions()
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()
