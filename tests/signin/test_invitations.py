"""Accounts from a list of people, and how their owners come in the first time."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evenhand.features.people.models import Person
from evenhand.foundation.access.actions import create_user, deactivate_user, set_password
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import viewer_today
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.signin.steps import knock

pytestmark = pytest.mark.django_db
NEW = {"password": "a first long password", "again": "a first long password"}
LIST = """person_id,name,email,team,role,starts_on
A-1,Ada Byron,ada@brightwell.example,Northgate,Agent,2026-01-05
A-2,Grace Hopper,grace@brightwell.example,Northgate,Team leader,2026-01-05
A-3,Mary Ellis,,Northgate,agent,2026-01-05
"""


def send(text: str, **more):
    file = SimpleUploadedFile("people.csv", text.encode())
    return cast.signed_in(cast.sam()).post("/people/bring-in/", {"file": file, **more})


@pytest.fixture
def ada() -> User:
    return create_user(by=SYSTEM, email="ada@brightwell.example", name="Ada Byron")


def invite(user) -> str:
    page = cast.signed_in(cast.sam()).post(f"/accounts/{user.ref}/invitation/")
    return urlsplit(page.context["link"]).path


def test_a_list_makes_accounts_when_asked_to():
    assert send(LIST).status_code == 302
    assert not User.objects.filter(name="Ada Byron").exists()
    assert send(LIST, accounts="on").status_code == 302
    made = User.objects.get(external_id="A-1")
    assert (made.email, made.has_usable_password()) == ("ada@brightwell.example", False)
    assert viewer_today(made).roles == {Role.AGENT}
    assert viewer_today(User.objects.get(external_id="A-2")).roles == {Role.TEAM_LEADER}
    assert Person.objects.get(name="Mary Ellis").user is None
    before = AuditEntry.objects.count()
    send(LIST, accounts="on")
    assert AuditEntry.objects.count() == before


def test_an_unknown_role_is_told_by_line_and_nothing_is_made():
    answer = send(LIST.replace("Team leader", "Boss"), accounts="on")
    assert answer.status_code == 422
    row = '<td class="num">3</td><td>role</td><td><b>boss</b></td><td>There is no role “boss”</td>'
    assert row in answer.content.decode()
    assert not Person.objects.exists()


def test_an_account_without_a_password_is_invited_and_comes_in(ada):
    assert b"No password yet" in cast.signed_in(cast.sam()).get(f"/accounts/{ada.ref}/").content
    link, client = invite(ada), Client()
    assert b"Welcome, Ada Byron" in client.get(link).content
    differ = client.post(link, {**NEW, "again": "another long password"})
    assert differ.status_code == 422 and b"two passwords differ" in differ.content
    assert client.post(link, {"password": "short", "again": "short"}).status_code == 422
    assert client.post(link, NEW)["Location"] == "/sign-in/"
    assert knock(ada.email, NEW["password"])["Location"] == "/"
    assert AuditEntry.objects.filter(verb="account invited", object_ref=ada.ref).exists()


def test_an_invitation_holds_once_and_for_a_week(ada):
    link = invite(ada)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert Client().get(link).status_code == 404
    assert Client().post(link, NEW).status_code == 302
    again = Client().post(link, {"password": "a thief's password", "again": "a thief's password"})
    assert again.status_code == 404 and b"no longer holds" in again.content
    assert knock(ada.email, NEW["password"])["Location"] == "/"


def test_invitations_of_others_and_of_closed_accounts_do_not_hold(ada):
    link = invite(ada)
    grace = create_user(by=SYSTEM, email="g@brightwell.example", name="Grace")
    assert Client().get(link.replace(ada.ref, grace.ref)).status_code == 404
    deactivate_user(by=cast.sam(), user=ada, today=cast.TODAY)
    assert Client().get(link).status_code == 404


def test_whoever_has_a_password_is_not_invited(ada):
    link = invite(ada)
    set_password(by=SYSTEM, user=ada, password="three other words")
    assert Client().get(link).status_code == 404
    assert cast.signed_in(cast.sam()).post(f"/accounts/{ada.ref}/invitation/").status_code == 404
