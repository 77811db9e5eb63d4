"""A password that an administrator set: its owner is told, and chooses their own."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from evenhand.features.people.actions import create_person
from evenhand.foundation.access.actions import create_user, set_password
from evenhand.foundation.access.second_factor import SETTING_UP
from evenhand.foundation.notices.models import Notice
from tests import cast
from tests.signin.steps import come_in, knock

pytestmark = pytest.mark.django_db
GIVEN, OWN = "a password by sam", "words only amara knows"
CHANGE = "/account/password/"


@pytest.fixture
def amara():
    """Sam set her password on the page of her account."""
    user = cast.amara()
    create_person(by=cast.sam(), name=user.name, email=user.email, user=user)
    address = reverse("account_password", args=[user.ref])
    assert cast.signed_in(cast.sam()).post(address, {"password": GIVEN}).status_code == 302
    user.refresh_from_db()
    return user


def with_given(user):
    client = Client()
    assert knock(user.email, GIVEN, client=client).status_code == 302
    return client


def choose(client, new):
    return client.post(CHANGE, {"oldpassword": GIVEN, "password1": new, "password2": new})


def test_the_person_is_told_and_sees_who_it_was(amara):
    told = Notice.objects.get(user=amara)
    assert told.text == "An administrator set a new password for your account."
    page = cast.signed_in(amara).get(reverse("audit_about_me")).content.decode()
    assert "password set" in page and "Sam Oyelaran" in page


def test_every_page_leads_to_choosing_ones_own(amara):
    client = with_given(amara)
    for name in ("home", "inbox", "own_account", "mfa_index", "kpi_list"):
        assert client.get(reverse(name))["Location"] == CHANGE, name
    assert "only you know" in client.get(CHANGE).content.decode()


def test_then_everything_is_open_and_the_given_one_is_worth_nothing(amara):
    client = with_given(amara)
    assert choose(client, OWN).status_code == 302
    assert client.get("/inbox/").status_code == 200
    assert knock(amara.email, GIVEN).status_code == 200  # refused: the page again
    assert knock(amara.email, OWN).status_code == 302


def test_the_given_one_is_not_ones_own(amara):
    client = with_given(amara)
    page = choose(client, GIVEN)
    assert "Choose another one" in page.content.decode()
    assert client.get("/inbox/")["Location"] == CHANGE
    with pytest.raises(ValidationError):
        set_password(by=amara, user=amara, password=GIVEN)


def test_a_second_step_that_is_needed_comes_after(amara, settings):
    needed = frozenset({"agent"})
    settings.EVENHAND = replace(settings.EVENHAND, second_factor_roles=needed)
    client = with_given(amara)
    assert client.get("/account/security/")["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200 and "account_change_password" in SETTING_UP
    choose(client, OWN)
    assert client.get("/inbox/")["Location"] == "/account/security/"


def test_a_first_password_too_is_for_the_first_sign_in_only():
    made = create_user(by=cast.sam(), email="x@brightwell.example", name="X", password=GIVEN)
    assert with_given(made).get("/inbox/")["Location"] == CHANGE


def test_ones_own_password_leads_nowhere():
    sam = cast.sam()
    set_password(by=sam, user=sam, password=OWN)
    assert not Notice.objects.exists()
    client = Client()
    knock(sam.email, OWN, client=client)
    assert client.get("/inbox/").status_code == 200
    assert come_in(cast.amara()).get("/inbox/").status_code == 200
