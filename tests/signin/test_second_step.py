"""The authenticator app, recovery codes, and who must have a second step."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evenhand.foundation.access.second_factor import SETTING_UP, SecondFactorAdapter
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from evenhand.website.environment import Misconfigured, read_environment
from tests import cast
from tests.access.addresses import ABSENT, patterns
from tests.access.expected import EXPECTED
from tests.access.test_every_url import NAMES, asked
from tests.signin.steps import code_of, come_in, knock, with_app, with_codes

pytestmark = pytest.mark.django_db
STEP = "/sign-in/second-step/"
APP = "/account/security/app/"
SECURITY = "/account/security/"


@pytest.fixture
def enforced(settings):
    needed = frozenset({"administrator", "hr_adviser"})
    settings.EVENHAND = replace(settings.EVENHAND, second_factor_roles=needed)


def set_up_app(client) -> tuple[str, object]:
    secret = client.get(APP).context["form"].secret
    return secret, client.post(APP, {"code": code_of(secret)})


def test_set_up_and_come_in_with_a_code():
    amara = cast.amara()
    client = come_in(amara)
    secret, answer = set_up_app(client)
    assert answer["Location"] == "/account/security/recovery-codes/"
    assert len(client.get(answer["Location"]).context["unused_codes"]) == 10
    assert b"****" not in client.get("/account/security/").content
    client.post("/sign-out/")

    with time_machine.travel(_in(minutes=1), tick=False):
        assert knock(amara.email, client=client)["Location"] == STEP
        assert client.get("/").status_code == 302  # the password alone opens nothing
        wrong = client.post(STEP, {"code": "000000"})
        assert "This code does not fit" in wrong.content.decode()
        assert client.post(STEP, {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200


def _in(**time):
    return timezone.now() + timedelta(**time)


def test_a_code_is_good_once():
    amara = cast.amara()
    secret = with_app(amara)
    first, second = come_in(amara), come_in(amara)
    code = code_of(secret)
    assert first.post(STEP, {"code": code})["Location"] == "/"
    assert "does not fit" in second.post(STEP, {"code": code}).content.decode()
    assert second.get("/").status_code == 302


def test_codes_of_other_moments_do_not_fit():
    amara = cast.amara()
    secret = with_app(amara)
    client = come_in(amara)
    for ahead in (-3, 3):
        assert client.post(STEP, {"code": code_of(secret, ahead)}).status_code == 200
    assert client.get("/").status_code == 302


def test_a_recovery_code_is_good_once_and_its_owner_is_told():
    amara = cast.amara()
    with_app(amara)
    code = with_codes(amara)[3]
    assert come_in(amara).post(STEP, {"code": code})["Location"] == "/"
    assert "does not fit" in come_in(amara).post(STEP, {"code": code}).content.decode()
    assert AuditEntry.objects.filter(verb="recovery code used", object_ref=amara.ref).count() == 1
    assert Notice.objects.get(user=amara).text.startswith("One of your recovery codes was used")


def test_recovery_codes_are_shown_once():
    amara = cast.amara()
    with_app(amara)
    codes = with_codes(amara)
    client = cast.signed_in(amara)
    _confirm(client)
    first = client.get("/account/security/recovery-codes/").content.decode()
    again = client.get("/account/security/recovery-codes/").content.decode()
    assert all(code in first for code in codes)
    assert not any(code in again for code in codes)
    client.post("/account/security/recovery-codes/new/")
    fresh = client.get("/account/security/recovery-codes/").content.decode()
    assert not any(code in fresh for code in codes)
    assert "10 codes" in fresh


def _confirm(client):
    answer = client.post("/account/confirmation/", {"password": cast.PASSWORD})
    assert answer.status_code == 302


def test_guessing_codes_meets_a_wait():
    amara = cast.amara()
    secret = with_app(amara)
    client = come_in(amara)
    for guess in range(5):
        client.post(STEP, {"code": f"00000{guess}"})
    answer = client.post(STEP, {"code": code_of(secret)})
    assert "we wait a little" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_no_secret_stands_readable_in_the_database():
    amara = cast.amara()
    secret = with_app(amara)
    codes = with_codes(amara)
    kept = " ".join(str(row.data) for row in Authenticator.objects.filter(user=amara))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_under_another_secret_key_no_code_fits(settings):
    amara = cast.amara()
    secret = with_app(amara)
    client = come_in(amara)
    kept = SecondFactorAdapter().encrypt(secret)
    settings.SECRET_KEY = "another"
    assert SecondFactorAdapter().decrypt(kept) not in ("", secret)
    client.post(STEP, {"code": code_of(secret)})
    assert client.get("/").status_code == 302


def test_an_earlier_secret_key_is_still_believed_and_no_longer_used(settings):
    amara = cast.amara()
    secret = with_app(amara)
    client = come_in(amara)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    client.post(STEP, {"code": code_of(secret)})
    assert client.get("/").status_code == 200
    kept = SecondFactorAdapter().encrypt(secret)
    settings.SECRET_KEY_FALLBACKS = []
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_changes_are_asked_again_of_an_old_session():
    amara = cast.amara()
    client = come_in(amara)
    with time_machine.travel(_in(minutes=1), tick=False):
        assert client.get(APP).status_code == 200
    with time_machine.travel(_in(minutes=6), tick=False):
        assert client.get(APP)["Location"].startswith("/account/confirmation/")
    client = cast.signed_in(amara)  # a session that cannot say when its owner proved themselves
    assert client.get(APP)["Location"].startswith("/account/confirmation/")
    wrong = client.post("/account/confirmation/", {"password": "not this one at all"})
    assert b"This is not your present password" in wrong.content
    _confirm(client)
    assert client.get(APP).status_code == 200


def test_adding_and_removing_is_on_the_record():
    amara = cast.amara()
    client = come_in(amara)
    set_up_app(client)
    assert client.post("/account/security/app/removal/")["Location"] == SECURITY
    verbs = AuditEntry.objects.filter(object_ref=amara.ref, object_type="account")
    assert {"authenticator app added", "authenticator app removed"} <= {e.verb for e in verbs}
    assert not Authenticator.objects.filter(user=amara).exists()  # codes without an app go too
    for entry in verbs:
        assert "secret" not in f"{entry.payload.before}{entry.payload.after}"


# --- enforced by role


def test_who_needs_a_second_step_finds_every_other_page_closed(enforced):
    client = come_in(cast.sam())
    for one in patterns():
        arguments = {key: ABSENT.get(key, "x") for key in one.pattern.converters}
        for method in EXPECTED[one.name] if one.name not in SETTING_UP else ():
            answer = asked(client, one.name, arguments, method)
            assert answer.status_code == 302 and answer["Location"] == SECURITY, one.name
    assert "Your role needs a second step" in client.get(SECURITY).content.decode()


def test_and_after_setting_it_up_they_are_open(enforced):
    client = come_in(cast.sam())
    assert client.get("/accounts/")["Location"] == SECURITY
    set_up_app(client)
    assert client.get("/accounts/").status_code == 200


def test_other_roles_are_not_led_anywhere(enforced):
    assert come_in(cast.amara()).get("/").status_code == 200
    assert Client().get("/").status_code == 302


def test_the_last_second_step_stays_where_it_is_needed(enforced):
    sam = cast.sam()
    with_app(sam)
    client = cast.signed_in(sam)
    _confirm(client)
    page = client.get("/account/security/app/removal/").content.decode()
    assert "this is your only one" in page
    client.post("/account/security/app/removal/")
    assert Authenticator.objects.filter(user=sam, type="totp").exists()


def test_which_roles_by_the_environment(tmp_path):
    def read(**given):
        return read_environment({"EVENHAND_HOME": str(tmp_path), **given}).second_factor_roles

    assert read() == {"administrator", "hr_adviser", "privacy_officer", "service_manager"}
    assert read(EVENHAND_SAMPLE="yes") == frozenset()
    assert read(EVENHAND_SECOND_FACTOR_ROLES="agent,guest") == {"agent", "guest"}
    with pytest.raises(Misconfigured, match="no role “boss”"):
        read(EVENHAND_SECOND_FACTOR_ROLES="boss")


def test_every_open_page_is_an_address():
    assert set(NAMES) >= SETTING_UP
    assert reverse("mfa_index") == SECURITY
