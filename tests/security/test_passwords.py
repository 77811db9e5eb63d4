"""Passwords and sessions, as the standard asks of them."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import roles_of
from tests import cast

pytestmark = pytest.mark.django_db
LONG = "Ünter den Linden, 17 Bäume – und kein einziger davon ist 1 Birnbaum? " * 2


def knock(password, client=None):
    form = {"login": cast.amara().email, "password": password}
    return (client or Client()).post("/sign-in/", form)


def change(client, old, new):
    form = {"oldpassword": old, "password1": new, "password2": new}
    return client.post("/account/password/", form)


def test_long_ones_of_any_signs_are_taken_exactly_as_they_are():
    assert len(LONG.strip()) > 128
    amara = cast.amara()
    assert change(cast.signed_in(amara), cast.PASSWORD, LONG.strip()).status_code == 302
    assert knock(LONG.strip()).status_code == 302
    for near in (LONG.strip().lower(), LONG.strip()[:-1], LONG.strip()[:72]):
        assert knock(near).status_code == 200


@pytest.mark.parametrize(
    "weak", ["short words", "1qaz2wsx3edc", "amara@brightwell.example", "Amara Okafor"]
)
def test_weak_ones_are_refused(weak):
    amara = cast.amara()
    assert change(cast.signed_in(amara), cast.PASSWORD, weak).status_code in (200, 422)
    assert knock(weak).status_code == 200
    assert knock(cast.PASSWORD).status_code == 302


def test_the_present_one_is_asked_for():
    amara = cast.amara()
    assert (
        change(cast.signed_in(amara), "not this one", "four other plain words").status_code != 302
    )
    assert knock("four other plain words").status_code == 200


def test_fields_are_covered_and_may_be_filled_by_a_program():
    page = Client().get("/sign-in/").content.decode()
    field = next(one for one in page.split("<input") if 'name="password"' in one).split(">")[0]
    assert 'type="password"' in field and "current-password" in field
    assert 'autocomplete="off"' not in page and "maxlength" not in field


def test_they_are_kept_by_a_slow_hash():
    """The tests themselves use a quick one, so the real setting is asked for."""
    asked = (
        "import django; from django.conf import settings; settings.configure();"
        "from django.contrib.auth.hashers import make_password; print(make_password('x'))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    algorithm, rounds, _rest = said.stdout.split("$", 2)
    assert (algorithm, int(rounds) >= 600_000) == ("pbkdf2_sha256", True)
    for page in settings.WEBSITE.rglob("*.py"):  # the product takes Django's
        assert "PASSWORD_HASHERS" not in page.read_text()


def test_coming_in_makes_a_new_session_and_going_out_ends_it():
    client = Client()
    client.get("/sign-in/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "chosenbysomebodyelsechosenbysome"
    assert knock(cast.PASSWORD, client).status_code == 302
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert key != "chosenbysomebodyelsechosenbysome" and len(key) == 32
    client.post("/sign-out/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/").status_code == 302


def test_nobody_is_there_before_somebody_was_made():
    assert not User.objects.exists()
    for name, password in (("admin", "admin"), ("root", "root")):
        form = {"login": f"{name}@localhost.example", "password": password}
        assert Client().post("/sign-in/", form).status_code == 200


def test_everybody_finds_the_way_out_on_every_page():
    page = cast.signed_in(cast.amara()).get("/").content.decode()
    assert 'action="/sign-out/"' in page or 'href="/sign-out/"' in page


def test_nothing_but_what_was_asked_is_changed_by_more_fields():
    """A form takes its own fields; what else is sent is nobody's."""
    amara = cast.amara()
    form = {"oldpassword": cast.PASSWORD, "password1": "four other plain words"}
    form |= {"password2": form["password1"], "is_superuser": "1", "email": "thief@x.example"}
    cast.signed_in(amara).post("/account/password/", form)
    amara.refresh_from_db()
    assert amara.email == "amara@brightwell.example"
    assert not roles_of(amara.pk, cast.TODAY) - {"agent"}
