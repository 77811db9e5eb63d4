"""OpenID Connect against a provider that runs beside the test and speaks the protocol over HTTP."""

from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from fido2.utils import websafe_encode
from oidc_provider_mock import run_server_in_thread

from evenhand.foundation.access.actions import deactivate_user
from evenhand.foundation.access.models import User
from evenhand.foundation.audit.models import AuditEntry
from evenhand.website.environment import Misconfigured, read_environment
from evenhand.website.single_sign_on import Oidc, providers
from tests import cast
from tests.signin.steps import code_of, with_app

pytestmark = pytest.mark.django_db
THERE = "/sign-in/with/oidc/"
AMARA = {"email": "Amara@brightwell.example", "email_verified": True}


@pytest.fixture(scope="module")
def issuer():
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configured(settings, issuer):
    def configure(**more):
        oidc = Oidc(
            issuer=issuer,
            client_id="evenhand",
            client_secret="between us",
            name="Brightwell",
            **{"claim": "email", "domains": (), **more},
        )
        settings.EVENHAND = replace(settings.EVENHAND, oidc=oidc)
        settings.SOCIALACCOUNT_PROVIDERS = providers(oidc, None)

    configure()
    return configure


def at_the_provider(client, issuer, sub: str, claims: dict, there: str = THERE) -> str:
    """Signs in over there; the address with which the browser comes back."""
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()
    away = client.get(there)
    assert away.status_code == 302 and away["Location"].startswith(f"{issuer}/oauth2/authorize")
    back = requests.post(away["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    address = urlsplit(back.headers["Location"])
    assert address.netloc == "testserver"
    return f"{address.path}?{address.query}"


def come_in(issuer, sub, claims, client=None):
    client = client or Client()
    return client, client.get(at_the_provider(client, issuer, sub, claims))


def is_in(client) -> bool:
    return client.get("/").status_code == 200


def test_whoever_is_provisioned_comes_in(configured, issuer):
    amara = cast.amara()
    assert "Sign in with Brightwell" in Client().get("/sign-in/").content.decode()
    client, answer = come_in(issuer, "sub-1", AMARA)
    assert answer["Location"] == "/"
    assert client.get("/").wsgi_request.viewer.ref == amara.ref
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid, linked.extra_data) == (amara, "sub-1", {})
    assert AuditEntry.objects.filter(verb="single sign-on linked", object_ref=amara.ref).exists()


def test_once_linked_the_providers_own_name_counts_and_not_the_email(configured, issuer):
    amara, ben = cast.amara(), cast.ben()
    come_in(issuer, "sub-1", AMARA)
    client, _answer = come_in(issuer, "sub-1", {"email": ben.email, "email_verified": True})
    assert client.get("/").wsgi_request.viewer.ref == amara.ref
    assert SocialAccount.objects.get().extra_data == {}
    thief, answer = come_in(issuer, "sub-2", AMARA)  # her address, given to somebody else
    assert answer.status_code == 403 and not is_in(thief)
    assert "linked to this account already" in answer.content.decode()


def test_nobody_signs_up(configured, issuer):
    client, answer = come_in(issuer, "sub-1", AMARA)
    assert answer.status_code == 403
    assert "Evenhand knows nobody" in answer.content.decode()
    assert not User.objects.exists() and not SocialAccount.objects.exists() and not is_in(client)


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_an_email_that_the_provider_did_not_check_lets_nobody_in(configured, issuer, said):
    cast.amara()
    client, answer = come_in(issuer, "sub-1", AMARA | {"email_verified": said})
    assert answer.status_code == 403
    assert "has not checked that this email is yours" in answer.content.decode()
    assert not is_in(client)


def test_unless_the_organisation_gives_out_that_domain_itself(configured, issuer):
    cast.amara()
    configured(domains=("brightwell.example",))
    client, _answer = come_in(issuer, "sub-1", {"email": "amara@brightwell.example"})
    assert is_in(client)
    other, answer = come_in(issuer, "sub-2", {"email": "amara@brightwell.example.thief.example"})
    assert answer.status_code == 403 and not is_in(other)


def test_without_any_email_nobody(configured, issuer):
    User(email="", name="Nobody").save()
    client, answer = come_in(issuer, "sub-1", {"email_verified": True})
    assert answer.status_code == 403 and not is_in(client)


def test_matched_by_another_claim(configured, issuer):
    configured(claim="employee_id")
    amara = cast.amara()
    User.objects.filter(pk=amara.pk).update(external_id="P-77")
    client, _answer = come_in(issuer, "sub-1", {"employee_id": "p-77"})
    assert client.get("/").wsgi_request.viewer.ref == amara.ref
    for wrong in ({"employee_id": ""}, {"employee_id": "P-78"}, AMARA):
        assert come_in(issuer, "sub-9", wrong)[1].status_code == 403


def test_a_second_step_and_a_closed_account_count_here_too(configured, issuer):
    amara = cast.amara()
    secret = with_app(amara)
    client, answer = come_in(issuer, "sub-1", AMARA)
    assert answer["Location"] == "/sign-in/second-step/" and not is_in(client)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert is_in(client)
    deactivate_user(by=cast.sam(), user=amara, today=cast.TODAY)
    client, answer = come_in(issuer, "sub-1", AMARA)
    assert answer["Location"] == "/sign-in/closed/" and not is_in(client)


def test_a_state_that_is_not_this_browsers_is_refused(configured, issuer):
    cast.amara()
    victim, thief = Client(), Client()
    back = at_the_provider(thief, issuer, "sub-1", AMARA)
    answer = victim.get(back)
    assert answer.status_code == 401 and not is_in(victim)
    assert "did not hold" in answer.content.decode()
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert thief.get(back.replace(state, "x" * len(state))).status_code == 401
    assert not is_in(thief)


def test_a_code_is_good_once(configured, issuer):
    cast.amara()
    client = Client()
    back = at_the_provider(client, issuer, "sub-1", AMARA)
    assert client.get(back)["Location"] == "/"
    client.post("/sign-out/")
    assert client.get(back).status_code == 401 and not is_in(client)
    # also where the state is fresh: the provider itself refuses the code
    fresh = at_the_provider(client, issuer, "sub-1", AMARA)
    used = parse_qs(urlsplit(back).query)["code"][0]
    new = parse_qs(urlsplit(fresh).query)["code"][0]
    assert client.get(fresh.replace(new, used)).status_code == 401 and not is_in(client)


def test_a_code_is_asked_for_with_a_proof_that_only_this_browser_session_has(configured):
    """PKCE. The provider of these tests does not check it, so here it is checked what is sent."""
    client = Client()
    sent = parse_qs(urlsplit(client.get(THERE)["Location"]).query)
    ((state, _at, _provider),) = client.session["socialaccount_states"].values()
    proof = sha256(state["pkce_code_verifier"].encode()).digest()
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["code_challenge"] == [websafe_encode(proof)]


def with_nonce(location: str, nonce: str | None) -> str:
    """The way to the provider, with another nonce or with none."""
    parts = urlsplit(location)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "nonce"]
    query += [("nonce", nonce)] if nonce is not None else []
    return parts._replace(query=urlencode(query)).geturl()


@pytest.mark.parametrize("nonce", [None, "", "another"])
def test_an_answer_with_a_wrong_or_no_nonce_is_refused(configured, issuer, nonce):
    cast.amara()
    requests.put(f"{issuer}/users/sub-1", json=AMARA, timeout=5).raise_for_status()
    client = Client()
    away = with_nonce(client.get(THERE)["Location"], nonce)
    back = requests.post(away, data={"sub": "sub-1"}, allow_redirects=False, timeout=5)
    address = urlsplit(back.headers["Location"])
    answer = client.get(f"{address.path}?{address.query}")
    assert answer.status_code == 403 and not is_in(client)
    assert "not to this sign-in" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_code_of_another_sign_in_brings_a_nonce_that_is_not_this_ones(configured, issuer):
    """The provider of these tests checks no PKCE: what refuses a stolen code here is the nonce alone."""
    cast.amara()
    victim, thief = Client(), Client()
    stolen = parse_qs(urlsplit(at_the_provider(victim, issuer, "sub-1", AMARA)).query)["code"][0]
    own = at_the_provider(thief, issuer, "sub-2", {})
    used = own.replace(parse_qs(urlsplit(own).query)["code"][0], stolen)
    answer = thief.get(used)
    assert answer.status_code == 403 and not is_in(thief)
    assert "not to this sign-in" in answer.content.decode()


def test_nobody_chooses_the_nonce_of_a_sign_in_and_none_comes_twice(configured):
    client, sent = Client(), []
    for _again in range(2):
        away = client.get(THERE, {"auth_params": "nonce=chosen"})["Location"]
        sent += parse_qs(urlsplit(away).query)["nonce"]
    assert len(set(sent)) == 2 and "chosen" not in sent and min(map(len, sent)) >= 43


def test_whoever_turns_back_over_there_is_told(configured, issuer):
    client = Client()
    away = client.get(THERE)["Location"]
    back = requests.post(away, data={"action": "deny"}, allow_redirects=False, timeout=5)
    address = urlsplit(back.headers["Location"])
    answer = client.get(f"{address.path}?{address.query}")
    assert answer.status_code == 401 and "not finished" in answer.content.decode()


def test_it_only_lets_in(configured, issuer):
    ben = cast.signed_in(cast.ben())
    there = f"{THERE}?process=connect"
    answer = ben.get(at_the_provider(ben, issuer, "sub-1", AMARA, there))
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


def test_where_one_was_going(configured, issuer):
    cast.amara()
    client = Client()
    assert "next=%2Finbox%2F" in client.get("/sign-in/?next=/inbox/").content.decode()
    for wanted, reached in (("/inbox/", "/inbox/"), ("https://elsewhere.example/", "/")):
        back = at_the_provider(client, issuer, "sub-1", AMARA, f"{THERE}?next={wanted}")
        assert client.get(back)["Location"] == reached


def test_a_provider_that_does_not_answer_is_told_on_a_page(configured, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://localhost:9"
    )
    assert Client().get(THERE).status_code == 401
    assert Client().get("/sign-in/").status_code == 200  # the door itself asks nobody


@pytest.mark.parametrize("path", ["/sign-in/with/other/", "/sign-in/with/other/return/"])
def test_other_providers_are_not_here(configured, path):
    assert Client().get(path).status_code == 404


def test_by_the_environment(tmp_path):
    def read(**given):
        named = {f"EVENHAND_OIDC_{name}": value for name, value in given.items()}
        return read_environment({"EVENHAND_HOME": str(tmp_path), **named}).oidc

    assert read() is None
    whole = read(
        ISSUER="https://id.example/", CLIENT_ID="e", CLIENT_SECRET="s", DOMAINS="A.example"
    )
    assert (whole.issuer, whole.claim, whole.domains) == (
        "https://id.example",
        "email",
        ("a.example",),
    )
    with pytest.raises(Misconfigured, match="CLIENT_ID is needed"):
        read(ISSUER="https://id.example")
    with pytest.raises(Misconfigured, match="must begin with https"):
        read(ISSUER="http://id.example", CLIENT_ID="e")


@pytest.mark.parametrize(
    ("site", "begins"),
    [(None, True), ("none", True), ("same-origin", True), ("same-site", False), ("cross-site", False)],
)  # fmt: skip
def test_a_page_of_somebody_else_begins_no_sign_in(configured, issuer, site, begins):
    headers = {"sec-fetch-site": site} if site else {}
    answer = Client().get(THERE, headers=headers)
    assert answer["Location"].startswith(issuer) is begins
    assert begins or answer["Location"] == "/sign-in/"
