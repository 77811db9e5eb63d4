"""SAML with assertions that are signed in earnest, and with all that must not hold."""

import base64
from dataclasses import replace

import pytest

pytest.importorskip("onelogin", reason="the extra evenhand[saml] is not installed")

from allauth.socialaccount.models import SocialAccount
from django.test import Client

from evenhand.foundation.access.models import User
from evenhand.website.environment import Misconfigured, read_environment
from evenhand.website.single_sign_on import Saml, providers
from tests import cast
from tests.signin.saml_provider import EMAIL, ENTITY, Asked, SamlProvider

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        r"ignore:datetime\.datetime\.utc:DeprecationWarning"
    ),  # onelogin's own
]
HERE = "/sign-in/saml/saml/"
AMARA = {EMAIL: "amara@brightwell.example"}


@pytest.fixture(scope="module")
def provider():
    return SamlProvider()


@pytest.fixture
def configured(settings, provider, tmp_path):
    settings.ALLOWED_HOSTS = ["people.brightwell.example"]
    file = tmp_path / "metadata.xml"
    file.write_text(provider.metadata())

    def configure(claim="email"):
        saml = Saml(
            metadata=str(file), entity_id="", name="Brightwell (SAML)", claim=claim, domains=()
        )
        settings.EVENHAND = replace(settings.EVENHAND, saml=saml)
        settings.SOCIALACCOUNT_PROVIDERS = providers(None, saml)

    configure()
    return configure


def browser() -> Client:
    client = Client()
    client.defaults["HTTP_HOST"] = "people.brightwell.example"
    return client


def ask(client) -> Asked:
    away = client.get(HERE)
    assert away["Location"].startswith(f"{ENTITY}/sso?SAMLRequest=")
    return Asked(away["Location"])


def bring(client, answer: str):
    sent = client.post(f"{HERE}answer/", {"SAMLResponse": answer})
    assert sent["Location"] == f"{HERE}return/"
    return client.get(sent["Location"])


def is_in(client) -> bool:
    return client.get("/").status_code == 200


def test_whoever_is_provisioned_comes_in(configured, provider):
    amara, client = cast.amara(), browser()
    assert "Sign in with Brightwell (SAML)" in client.get("/sign-in/").content.decode()
    assert bring(client, provider.answer(ask(client), said=AMARA))["Location"] == "/"
    assert client.get("/").wsgi_request.viewer.ref == amara.ref
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.provider, kept.uid, kept.extra_data) == (amara, "saml", "u-1", {})


def test_matched_by_another_attribute(configured, provider):
    configured(claim="employeeNumber")
    amara, client = cast.amara(), browser()
    User.objects.filter(pk=amara.pk).update(external_id="P-77")
    bring(client, provider.answer(ask(client), said={"employeeNumber": "P-77"}))
    assert client.get("/").wsgi_request.viewer.ref == amara.ref


def test_nobody_signs_up(configured, provider):
    client = browser()
    answer = bring(client, provider.answer(ask(client), said=AMARA))
    assert answer.status_code == 403 and "Evenhand knows nobody" in answer.content.decode()
    assert not User.objects.exists() and not is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": -5},
        {"audience": "https://another.example/"},
        {"destination": "https://another.example/sign-in/saml/saml/answer/"},
        {"signed": False},
        {"in_reply": "_somebody-elses-question"},
        {"in_reply": ""},
    ],
    ids=["expired", "audience", "destination", "unsigned", "not asked by us", "not asked at all"],
)
def test_an_answer_that_does_not_hold_lets_nobody_in(configured, provider, wrong):
    cast.amara()
    client = browser()
    answer = bring(client, provider.answer(ask(client), said=AMARA, **wrong))
    assert answer.status_code == 401 and "did not hold" in answer.content.decode()
    assert not is_in(client) and not SocialAccount.objects.exists()


def test_an_answer_signed_by_somebody_else(configured):
    cast.amara()
    client = browser()
    answer = bring(client, SamlProvider().answer(ask(client), said=AMARA))
    assert answer.status_code == 401 and not is_in(client)


def test_an_answer_that_was_changed_after_it_was_signed(configured, provider):
    cast.amara()
    client = browser()
    signed = base64.b64decode(provider.answer(ask(client), said={EMAIL: "ben@brightwell.example"}))
    changed = base64.b64encode(signed.replace(b"ben@", b"amara@")).decode()
    assert bring(client, changed).status_code == 401 and not is_in(client)


def test_an_answer_is_good_once(configured, provider):
    cast.amara()
    client = browser()
    answer = provider.answer(ask(client), said=AMARA)
    assert bring(client, answer)["Location"] == "/"
    client.post("/sign-out/")
    assert bring(client, answer).status_code == 401
    assert bring(browser(), answer).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin", "none"])
def test_another_site_begins_no_sign_in(configured, site):
    away = browser().get(HERE, headers={"sec-fetch-site": site})
    begun = away["Location"].startswith(ENTITY)
    assert begun == (site in ("same-origin", "none"))
    assert begun or away["Location"] == "/sign-in/"


@pytest.mark.parametrize("sent", ["", "AAAA", "no base64 §", base64.b64encode(b"<a/>").decode()])
def test_nonsense_is_told_on_a_page(configured, sent):
    client = browser()
    ask(client)
    assert bring(client, sent).status_code == 401


def test_the_metadata_for_the_provider(configured):
    page = browser().get(f"{HERE}metadata/").content.decode()
    assert f'Location="http://people.brightwell.example{HERE}answer/"' in page
    assert 'WantAssertionsSigned="true"' in page


def test_nobody_is_signed_out_by_a_link(configured):
    client = browser()
    client.force_login(cast.amara())
    assert client.get(f"{HERE}sign-out/")["Location"] == "/sign-out/"
    assert is_in(client)


def test_by_the_environment(tmp_path):
    def read(**given):
        named = {f"EVENHAND_SAML_{name}": value for name, value in given.items()}
        return read_environment({"EVENHAND_HOME": str(tmp_path), **named}).saml

    assert read() is None
    assert read(METADATA="https://id.example/metadata", CLAIM="uid").claim == "uid"
    with pytest.raises(Misconfigured, match="there is no file"):
        read(METADATA="nowhere.xml")
    with pytest.raises(Misconfigured, match="must begin with https"):
        read(METADATA="http://id.example/metadata")
