"""Passkeys, with keys that sign in earnest; the browser's part is in tests/journeys."""

import json
from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from evenhand.foundation.access.actions import deactivate_user
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.signin.soft_key import SoftKey
from tests.signin.steps import come_in, knock

pytestmark = pytest.mark.django_db
NEW = "/account/security/passkeys/new/"
LOGIN = "/sign-in/passkey/"


def at_localhost(client: Client | None = None) -> Client:
    client = client or Client()
    client.defaults["SERVER_NAME"] = "localhost"  # where browsers allow passkeys without https
    return client


def send(client, address, credential, **more):
    return client.post(address, {"credential": json.dumps(credential), **more})


def add(client, key: SoftKey, **how):
    options = client.get(NEW).context["js_data"]["creation_options"]
    return send(client, NEW, key.make(options, **how), name="My phone")


def challenge(client) -> dict:
    answer = client.get(LOGIN, headers={"accept": "application/json"})
    return answer.json()["request_options"]


@pytest.fixture
def amara():
    return cast.amara()


@pytest.fixture
def key(amara):
    key = SoftKey()
    assert add(come_in(amara, at_localhost()), key).status_code == 302
    return key


def is_in(client) -> bool:
    return client.get("/").status_code == 200


def test_made_once_it_lets_in_without_password_or_second_step(amara, key):
    client = at_localhost()
    assert send(client, LOGIN, key.show(challenge(client)))["Location"] == "/"
    assert is_in(client)
    assert AuditEntry.objects.filter(verb="passkey added", object_ref=amara.ref).exists()
    assert Authenticator.objects.filter(user=amara, type="recovery_codes").exists()


def test_beside_a_password_it_is_the_second_step(amara, key):
    client = at_localhost()
    assert knock(amara.email, client=client)["Location"] == "/sign-in/second-step/"
    page = client.get("/sign-in/second-step/")
    assert page.context["has_passkey"]
    options = page.context["js_data"]["request_options"]
    assert send(client, "/sign-in/second-step/", key.show(options))["Location"] == "/"
    assert is_in(client)


def test_what_was_sent_once_does_not_let_in_again(key):
    first, second = at_localhost(), at_localhost()
    sent = key.show(challenge(first))
    assert send(first, LOGIN, sent)["Location"] == "/"
    challenge(second)
    assert send(second, LOGIN, sent)["Location"] == "/sign-in/"
    assert not is_in(second)
    first.post("/sign-out/")
    assert send(first, LOGIN, sent)["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://elsewhere.example"},
        {"origin": "https://localhost.elsewhere.example"},
        {"rp": "elsewhere.example"},
        {"verified": False},
    ],
)
def test_another_origin_or_nobody_who_was_asked_is_refused(key, wrong):
    client = at_localhost()
    assert send(client, LOGIN, key.show(challenge(client), **wrong))["Location"] == "/sign-in/"
    assert not is_in(client)
    assert "This passkey is not known here" in client.get("/sign-in/").content.decode()


def test_the_signature_must_be_of_this_key(key):
    thief = SoftKey()
    thief.id, thief.user_handle = key.id, key.user_handle
    client = at_localhost()
    send(client, LOGIN, thief.show(challenge(client)))
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent",
    [
        "{}",
        "[]",
        "null",
        "no json",
        '{"id": "x"}',
        '{"response": 1}',
        '{"id": "eA", "rawId": "eA", "response": {}}',
        '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "AA", "authenticatorData": "AA", "signature": "", "userHandle": "_"}}',
    ],
)
def test_nonsense_is_refused_in_words(amara, key, sent):
    client = at_localhost()
    challenge(client)
    assert client.post(LOGIN, {"credential": sent})["Location"] == "/sign-in/"
    client = come_in(cast.ben(), client)
    client.get(NEW)
    assert client.post(NEW, {"credential": sent, "name": "x"}).status_code == 200
    assert not Authenticator.objects.filter(user=cast.ben()).exists()


def test_one_that_asks_nobody_is_not_kept(amara):
    answer = add(come_in(amara, at_localhost()), SoftKey(), verified=False)
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(user=amara).exists()


def test_a_closed_account_stays_closed(amara, key):
    deactivate_user(by=cast.sam(), user=amara, today=cast.TODAY)
    client = at_localhost()
    assert send(client, LOGIN, key.show(challenge(client)))["Location"] == "/sign-in/closed/"
    assert not is_in(client)


def test_renamed_and_removed_only_by_its_owner(amara, key, settings):
    kept = Authenticator.objects.get(user=amara, type="webauthn")
    path = f"/account/security/passkeys/{kept.data['credential']['id']}/"
    ben = come_in(cast.ben(), at_localhost())
    assert ben.post(path, {"name": "Mine"}).status_code == 404
    assert ben.post(f"{path}removal/").status_code == 404
    client = at_localhost()
    send(client, LOGIN, key.show(challenge(client)))
    client.post(path, {"name": "Key ring"})
    assert b"Key ring" in client.get("/account/security/").content
    needed = frozenset({"agent"})
    settings.EVENHAND = replace(settings.EVENHAND, second_factor_roles=needed)
    stays = client.post(f"{path}removal/")
    assert stays.status_code == 422 and b"this is your only one" in stays.content
    settings.EVENHAND = replace(settings.EVENHAND, second_factor_roles=frozenset())
    assert client.post(f"{path}removal/")["Location"] == "/account/security/"
    assert not Authenticator.objects.filter(user=amara).exists()
    send(client, LOGIN, key.show(challenge(at_localhost())))
    assert not is_in(at_localhost())


def test_it_goes_by_the_form_alone_which_asks_and_writes_down(amara, key):
    """Django's own page would also remove it by DELETE, past every rule and without a line."""
    kept = Authenticator.objects.get(user=amara, type="webauthn")
    client = at_localhost()
    send(client, LOGIN, key.show(challenge(client)))
    path = f"/account/security/passkeys/{kept.data['credential']['id']}/removal/"
    for method in ("delete", "put", "patch"):
        assert getattr(client, method)(path).status_code == 404
    assert Authenticator.objects.filter(pk=kept.pk).exists()


def test_it_is_asked_again_before_changes(amara, key):
    client = at_localhost(cast.signed_in(amara))
    page = client.get("/account/confirmation/passkey/")
    sent = key.show(page.context["js_data"]["request_options"])
    assert client.get("/account/security/app/").status_code == 302
    assert send(client, "/account/confirmation/passkey/", sent).status_code == 302
    assert client.get("/account/security/app/").status_code == 200
