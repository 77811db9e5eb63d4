"""What a provider of sign-in may lead us to: its own addresses, and nobody else's inside the house."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from oidc_provider_mock import run_server_in_thread

from evenhand.website.single_sign_on import Oidc, Saml, providers
from tests import cast
from tests.security.servers import moved, page, said, serving
from tests.signin.test_oidc import come_in

pytestmark = pytest.mark.django_db
THERE = "/sign-in/with/oidc/"
SAML = "/sign-in/saml/saml/"


def with_provider(settings, issuer):
    oidc = Oidc(
        issuer=issuer, client_id="e", client_secret="s", name="B", claim="email", domains=()
    )
    settings.EVENHAND = replace(settings.EVENHAND, oidc=oidc)
    settings.SOCIALACCOUNT_PROVIDERS = providers(oidc, None)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_discovery_that_names_a_neighbour_as_its_token_endpoint(settings, scheme):
    with (
        serving(lambda _head: said({"access_token": "t"})) as neighbour,
        serving(
            lambda head: said(
                {
                    "issuer": server.at(""),
                    "authorization_endpoint": server.at("/authorise"),
                    "token_endpoint": neighbour.at("/token", scheme=scheme),
                    "userinfo_endpoint": server.at("/userinfo"),
                    "jwks_uri": server.at("/jwks"),
                }
            )
        ) as server,
    ):
        with_provider(settings, server.at(""))
        client = Client()
        away = client.get(THERE)["Location"]
        assert away.startswith(server.at("/authorise"))
        state = parse_qs(urlsplit(away).query)["state"][0]
        back = client.get(f"{THERE}return/", {"code": "c", "state": state})
        assert back.status_code == 401 and client.get("/").status_code == 302
        assert not neighbour.heard


def test_an_answer_without_an_id_token_lets_nobody_in(settings):
    """Whoever userinfo speaks of: it brings no nonce, so nothing ties it to this sign-in."""
    amara = cast.amara()

    def answer(head):
        if "/token" in head:
            return said({"access_token": "t", "token_type": "Bearer"})
        if "/userinfo" in head:
            return said({"sub": "s", "email": amara.email, "email_verified": True})
        return said(
            {
                "issuer": server.at(""),
                "authorization_endpoint": server.at("/authorise"),
                "token_endpoint": server.at("/token"),
                "userinfo_endpoint": server.at("/userinfo"),
                "jwks_uri": server.at("/jwks"),
            }
        )

    with serving(answer) as server:
        with_provider(settings, server.at(""))
        client = Client()
        state = parse_qs(urlsplit(client.get(THERE)["Location"]).query)["state"][0]
        back = client.get(f"{THERE}return/", {"code": "c", "state": state})
        assert back.status_code == 403 and client.get("/").status_code == 302
        assert "not to this sign-in" in back.content.decode()
        assert any("/userinfo" in one for one in server.heard)


def test_a_discovery_that_moved_to_a_neighbour(settings):
    with (
        serving(lambda _head: said({})) as neighbour,
        serving(lambda _head: moved(neighbour.at(scheme="https"))) as server,
    ):
        with_provider(settings, server.at(""))
        assert Client().get(THERE).status_code == 401
        assert server.heard and not neighbour.heard


def test_a_provider_that_speaks_in_another_name(settings):
    """The same host, another issuer: one of many tenants must not speak for ours."""
    amara = cast.amara()
    for ours, status in (("", 302), ("/ours", 403)):
        with run_server_in_thread() as server:
            issuer = f"http://localhost:{server.server_port}"
            with_provider(settings, issuer + ours)
            settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] |= {
                "server_url": issuer
            }
            claims = {"email": amara.email, "email_verified": True}
            client, answer = come_in(issuer, f"sub-{status}", claims)
            assert answer.status_code == status
            assert (client.get("/").status_code == 200) is (status == 302)
    assert "in another name" in answer.content.decode()


def with_metadata(settings, address, tmp_path):
    saml = Saml(metadata=address, entity_id="", name="B", claim="email", domains=())
    settings.EVENHAND = replace(settings.EVENHAND, saml=saml, home=tmp_path)
    settings.SOCIALACCOUNT_PROVIDERS = providers(None, saml)
    settings.ALLOWED_HOSTS = ["people.brightwell.example"]


def browser():
    client = Client()
    client.defaults["HTTP_HOST"] = "people.brightwell.example"
    return client


@pytest.mark.filterwarnings(r"ignore:datetime\.datetime\.utc:DeprecationWarning")  # onelogin's own
def test_saml_metadata_is_fetched_by_us_and_kept_for_hours(settings, tmp_path):
    parts = pytest.importorskip("tests.signin.saml_provider", reason="evenhand[saml] is missing")
    metadata = parts.SamlProvider().metadata().encode()
    with serving(lambda _head: page(metadata, "application/xml")) as server:
        with_metadata(settings, server.at("/metadata"), tmp_path)
        for _again in range(2):
            assert browser().get(SAML)["Location"].startswith(f"{parts.ENTITY}/sso?SAMLRequest=")
        assert len(server.heard) == 1
        assert [file.read_bytes() for file in (tmp_path / "saml").iterdir()] == [metadata]


def test_saml_metadata_that_moved_to_a_neighbour_or_is_not_there(settings, tmp_path):
    pytest.importorskip("onelogin", reason="the extra evenhand[saml] is not installed")
    with (
        serving(lambda _head: page(b"<a/>")) as neighbour,
        serving(lambda _head: moved(neighbour.at(scheme="https"))) as server,
    ):
        with_metadata(settings, server.at("/metadata"), tmp_path)
        assert browser().get(SAML).status_code == 401
        assert browser().get(f"{SAML}sign-out/").status_code == 401
        assert browser().get("/sign-in/").status_code == 200
        assert server.heard and not neighbour.heard


def test_an_address_of_another_kind_of_saml(settings, tmp_path):
    pytest.importorskip("onelogin", reason="the extra evenhand[saml] is not installed")
    with_metadata(settings, "https://id.example/metadata", tmp_path)
    assert browser().get("/sign-in/saml/other/").status_code == 404
