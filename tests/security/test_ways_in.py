"""What the standard asks around coming in and going out: ends of sessions, failures, refusals, plain http."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from evenhand.foundation.access.passwords import WordsOfTheHouseValidator
from evenhand.foundation.audit.models import AuditEntry, AuditPayload
from evenhand.website.environment import read_environment, words_of_the_house
from tests import cast
from tests.signin.steps import with_app

pytestmark = pytest.mark.django_db
FAILED = "sign-in failed"


def knock(email, password="not this one at all", client=None):
    return (client or Client()).post("/sign-in/", {"login": email, "password": password})


@pytest.mark.parametrize(("hours", "is_in"), [(23, True), (25, False)])
def test_a_session_ends_after_a_day_however_busy(hours, is_in):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        client = cast.signed_in(cast.amara())
        for _hour in range(hours):
            client.get("/")
            clock.shift(timedelta(hours=1))
        assert (client.get("/").status_code == 200) is is_in


def test_and_after_half_a_day_without_use(settings):
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = cast.signed_in(cast.amara())
        client.get("/")
        clock.shift(timedelta(hours=12, minutes=1))
        assert client.get("/").status_code == 302


def test_going_out_clears_what_the_browser_keeps():
    client = cast.signed_in(cast.amara())
    assert "Clear-Site-Data" not in client.get("/")
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache"'


def test_nothing_but_our_two_cookies_is_set(settings):
    client = Client()
    knock(cast.amara().email, cast.PASSWORD, client)
    client.post("/people/saved/", {})
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert set(client.cookies) <= ours | {settings.LANGUAGE_COOKIE_NAME}
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")


def test_a_failed_sign_in_is_a_line_without_what_was_typed(caplog):
    caplog.set_level(logging.DEBUG)
    amara = cast.amara()
    knock(amara.email)
    knock("nobody@elsewhere.example")
    refs = (
        AuditEntry.objects.filter(verb=FAILED).order_by("pk").values_list("object_ref", flat=True)
    )
    assert list(refs) == [amara.ref, ""]
    kept = str(list(AuditPayload.objects.filter(entry__verb=FAILED).values()))
    for typed in ("not this one at all", "nobody@elsewhere", amara.email):
        assert typed not in kept and typed not in caplog.text


def test_so_is_a_code_that_does_not_fit():
    amara, client = cast.amara(), Client()
    with_app(amara)
    knock(amara.email, cast.PASSWORD, client)
    client.post("/sign-in/second-step/", {"code": "000000"})
    line = AuditEntry.objects.get(verb=FAILED)
    assert (line.object_ref, line.content.after) == (amara.ref, '{"by":"code"}')


def test_a_refusal_stands_in_the_log_with_its_request(caplog):
    caplog.set_level(logging.INFO)
    client = cast.signed_in(cast.amara())
    assert client.get("/audit/").status_code == 404
    assert "refused" in caplog.text
    caplog.clear()
    assert client.get("/").status_code == 200 and "refused" not in caplog.text


def test_a_forged_form_stands_there_too(caplog):
    assert Client(enforce_csrf_checks=True).post("/sign-in/", {}).status_code == 403
    assert "Forbidden" in caplog.text


def test_the_api_in_the_clear_is_refused_and_not_led_on(settings):
    settings.SECURE_SSL_REDIRECT = True
    plain = Client().get("/api/v1/people", headers={"authorization": "Bearer evenhand_x"})
    assert plain.status_code == 403 and "Location" not in plain
    assert Client().get("/api/v1/people", secure=True).status_code == 401
    assert Client().get("/sign-in/")["Location"].startswith("https://")


def house(tmp_path, name="Brightwell Energy", hosts="people.brightwell.example"):
    given = {"EVENHAND_HOME": str(tmp_path), "EVENHAND_ORGANISATION": name}
    return words_of_the_house(read_environment(given | {"EVENHAND_ALLOWED_HOSTS": hosts}))


def test_words_of_the_house_make_no_password(tmp_path):
    check = WordsOfTheHouseValidator(house(tmp_path))
    for weak in ("BrightwellEnergy1!", "Evenhand-2026!!", "people.brightwell", "energyENERGY99"):
        with pytest.raises(ValidationError):
            check.validate(weak)
    for good in ("brightwell and four more words", "a walk by the canal"):
        check.validate(good)
    amara = cast.signed_in(cast.amara())
    form = {
        "oldpassword": cast.PASSWORD,
        "password1": "evenhand2026!",
        "password2": "evenhand2026!",
    }
    assert amara.post("/account/password/", form).status_code in (200, 422)
    assert knock(cast.amara().email, "evenhand2026!").status_code == 200
