"""Coming in and going out."""

from dataclasses import replace

import pytest
from django.test import Client

from evenhand.foundation.access import actions
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def knock(email, password=cast.PASSWORD, client=None):
    return (client or Client()).post("/sign-in/", {"login": email, "password": password})


def test_sign_in_and_out():
    cast.amara()
    client = Client()
    assert knock("amara@brightwell.example", client=client)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.get("/sign-out/").status_code == 200  # asks; looking never signs out
    assert client.get("/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302


def test_the_email_in_any_case():
    cast.amara()
    assert knock("AMARA@Brightwell.example").status_code == 302


def test_a_wrong_password_and_an_unknown_email_look_the_same():
    cast.amara()
    wrong = knock("amara@brightwell.example", "not this one at all")
    unknown = knock("nobody@brightwell.example", "not this one at all")
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.status_code == unknown.status_code == 200
    assert b"do not go together" in wrong.content


@pytest.mark.parametrize("email", ["amara@brightwell.example", "nobody@brightwell.example"])
def test_many_tries_meet_a_kind_wait(email):
    """Known or not, so that the wait tells nothing either."""
    cast.amara()
    answers = [knock(email, f"wrong {n}") for n in range(6)]
    assert b"we wait a little" not in answers[4].content
    assert b"we wait a little" in answers[5].content
    assert b"we wait a little" in knock(email).content  # even with the right one


def test_a_closed_account_stays_outside():
    ben = cast.ben()
    actions.deactivate_user(by=cast.sam(), user=ben, today=TODAY)
    client = Client()
    knock("ben@brightwell.example", client=client)
    assert client.get("/").status_code == 302


def test_there_is_no_sign_up():
    for path in ("/signup/", "/sign-up/", "/accounts/signup/", "/sign-in/code/"):
        assert Client().get(path).status_code in (302, 404)
    assert b"sign up" not in Client().get("/sign-in/").content.lower()


def test_a_next_page_elsewhere_is_not_followed():
    cast.amara()
    form = {"login": "amara@brightwell.example", "password": cast.PASSWORD}
    response = Client().post("/sign-in/?next=https://elsewhere.example/", form)
    assert response["Location"] == "/"


def test_own_password_ends_other_sessions():
    amara = cast.amara()
    here, there = cast.signed_in(amara), cast.signed_in(amara)
    new = "four other plain words"
    form = {"oldpassword": cast.PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/", form).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert knock("amara@brightwell.example", new).status_code == 302


@pytest.fixture
def sample(settings):
    settings.EVENHAND = replace(settings.EVENHAND, sample=True)
    user = actions.create_user(by=SYSTEM, email="a@s.example", name="Ada Sample", sample=True)
    actions.grant_role(by=SYSTEM, user=user, role=Role.AGENT, starts_on=cast.SINCE)
    return user


def test_one_click_in_a_sample_centre(sample):
    client = Client()
    assert b"Ada Sample" in client.get("/sign-in/").content
    assert client.get("/sample/come-in/agent/").status_code == 405
    assert client.post("/sample/come-in/agent/")["Location"] == "/"
    assert client.get("/").wsgi_request.viewer.name == "Ada Sample"


def test_one_click_never_enters_a_real_account(sample):
    cast.sam()
    for role in ("administrator", "no-such-role"):
        assert Client().post(f"/sample/come-in/{role}/").status_code == 404


def test_one_click_needs_a_sample_centre(sample, settings):
    settings.EVENHAND = replace(settings.EVENHAND, sample=False)
    assert Client().post("/sample/come-in/agent/").status_code == 404
    assert b"Come in as" not in Client().get("/sign-in/").content


def test_one_click_needs_the_token(sample):
    assert Client(enforce_csrf_checks=True).post("/sample/come-in/agent/").status_code == 403


def test_pages_of_signed_in_people_are_not_kept():
    response = cast.signed_in(cast.amara()).get("/")
    assert response["Cache-Control"] == "private, no-store"


def test_the_content_policy_is_strict():
    policy = Client().get("/sign-in/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_an_administrator_adds_an_account_that_can_sign_in():
    client = cast.signed_in(cast.sam())
    form = {
        "name": "New Person",
        "email": "New@brightwell.example",
        "role": "agent",
        "password": "first plain password",
    }
    assert client.post("/accounts/new/", {**form, "password": "short"}).status_code == 422
    assert not User.objects.filter(name="New Person").exists()
    made = client.post("/accounts/new/", form)
    assert b"New Person" in client.get(made["Location"]).content
    assert knock("new@brightwell.example", "first plain password").status_code == 302
    assert client.post("/accounts/new/", form).status_code == 422  # the same again


def test_an_administrator_gives_and_ends_roles():
    ben, client = cast.ben(), cast.signed_in(cast.sam())
    path = f"/accounts/{ben.ref}/"
    given = client.post(f"{path}roles/", {"role": "team_leader", "starts_on": "2026-01-01"})
    assert given.status_code == 302
    again = client.post(f"{path}roles/", {"role": "team_leader", "starts_on": "2026-01-01"})
    assert again.status_code == 422
    grant = ben.grants.get(role="team_leader")
    assert client.post(f"{path}roles/{grant.ref}/end/").status_code == 302
    grant.refresh_from_db()
    assert grant.ends_on
    sam = cast.sam()
    last = client.post(f"/accounts/{sam.ref}/closure/")
    assert b"last administrator" in last.content


def test_filter_of_accounts():
    cast.ben(), cast.amara()
    client = cast.signed_in(cast.sam())
    shown = client.get("/accounts/", {"role": "agent"}).context["page"]
    assert [user.name for user in shown] == ["Amara Okafor", "Ben Whitlock"]
    assert len(client.get("/accounts/", {"words": "whit"}).context["page"]) == 1
