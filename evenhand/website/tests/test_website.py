"""Environment, health, navigation, logs, pages for what fails."""

import json
import logging
import stat

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from evenhand.foundation.jobs.models import WorkerBeat
from evenhand.website import errors
from evenhand.website.environment import Misconfigured, read_environment
from evenhand.website.logs import drop_personal, logging_config, where_it_failed
from evenhand.website.mail import mailer
from evenhand.website.navigation import groups_for, role_title
from tests import cast


def test_defaults_keep_everything_at_home(tmp_path):
    found = read_environment({"EVENHAND_HOME": str(tmp_path)})
    assert (found.debug, found.sample, found.mail_url, found.https) == (False, False, "", False)
    assert found.database["NAME"] == str(tmp_path / "evenhand.sqlite3")
    assert found.largest_import_bytes == 1024**3
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    again = read_environment({"EVENHAND_HOME": str(tmp_path)})
    assert again.secret_key == found.secret_key
    assert len(found.secret_key) > 60
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_another_database(tmp_path):
    url = "postgres://eve:p%40ss@db.example:5433/evenhand"
    found = read_environment({"EVENHAND_HOME": str(tmp_path), "EVENHAND_DATABASE_URL": url})
    assert found.database["ENGINE"].endswith("postgresql")
    assert (found.database["PORT"], found.database["PASSWORD"]) == (5433, "p@ss")


@pytest.mark.parametrize(
    ("name", "value"), [("EVENHAND_NATION", "wales"), ("EVENHAND_TIME_ZONE", "Europe/Nowhere")]
)
def test_what_cannot_be_is_named(tmp_path, name, value):
    with pytest.raises(Misconfigured, match=name):
        read_environment({"EVENHAND_HOME": str(tmp_path), name: value})


def test_a_mail_server():
    found = mailer("smtp+tls://user:pass@mail.example:587")
    assert found["BACKEND"].endswith("smtp.EmailBackend")
    assert found["OPTIONS"]["host"] == "mail.example"
    assert found["OPTIONS"]["use_tls"] is True


@pytest.mark.django_db
def test_health_is_open_and_silent_about_people(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        response = Client().get("/health/")
    assert response.json()["checks"]["worker"] is False
    assert response.json()["status"] == "attention"
    WorkerBeat.objects.create(worker="w", at=timezone.now())
    assert Client().get("/health/").json()["checks"]["worker"] is True
    assert "evenhand_session" not in response.cookies


@pytest.mark.django_db
def test_navigation_by_role():
    def titles(user):
        return {item.title for group in groups_for(cast.viewer(user)) for item in group.items}

    assert {"Accounts", "Jobs"} <= titles(cast.sam())
    assert "Audit" in titles(cast.leila()) and "Accounts" not in titles(cast.leila())
    assert not {"Accounts", "Jobs", "Audit"} & titles(cast.amara())
    assert role_title(cast.viewer(cast.pat())) == "Union representative"
    assert len(groups_for(cast.viewer(cast.sam()))) <= 3


@pytest.mark.django_db
def test_first_screen():
    assert b"hold no role yet" in cast.signed_in(cast.eve()).get("/").content
    assert b"Nothing waits for you" in cast.signed_in(cast.amara()).get("/").content


@pytest.mark.django_db
def test_a_path_that_is_not_there():
    assert Client().get("/no/such/path/").status_code == 404
    page = cast.signed_in(cast.amara()).get("/no/such/path/")
    assert b"There is nothing here that you can open." in page.content


def test_pages_for_what_fails_need_no_database():
    request = RequestFactory().get("/")
    assert errors.failed(request).status_code == 500
    assert errors.csrf_failed(request).status_code == 403


def test_logs_hold_nothing_personal(capsys):
    config = logging_config()
    formatter = config["formatters"]["json"]
    made = formatter["()"](**{name: value for name, value in formatter.items() if name != "()"})
    try:
        raise ValueError("amara@brightwell.example")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("evenhand", logging.ERROR, "f", 1, "it broke", (), info)
    line = json.loads(made.format(record))
    assert line["error"] == "builtins.ValueError"
    assert line["event"] == "it broke"
    assert "amara" not in json.dumps(line)


def test_processors():
    assert drop_personal(None, "", {"user_agent": "x", "event": "e"}) == {"event": "e"}
    assert where_it_failed(None, "", {"event": "e"}) == {"event": "e"}
