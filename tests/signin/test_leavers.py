"""Whoever leaves has no access from that day on, by any door, and no job is needed for it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from evenhand.features.people.actions import (
    bring_in_people,
    create_person,
    link_account,
    set_employment,
)
from evenhand.features.people.models import Leadership, Membership, Person
from evenhand.features.people.rules import people_file
from evenhand.foundation.access import queries
from evenhand.foundation.access.actions import set_end
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.centre import make_people
from tests.signin.steps import code_of, come_in, knock, with_app

pytestmark = pytest.mark.django_db
CLOSED = "/sign-in/closed/"
LEAVES = cast.TODAY  # in November: the organisation's zone is UTC
LAST_MINUTE = datetime(2026, 11, 15, 23, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)


@pytest.fixture
def amara():
    """She has handed in her notice."""
    person = make_people()["amara"]
    set_employment(by=cast.sam(), person=person, starts_on=None, ends_on=LEAVES, reason="notice")
    return person


def test_until_midnight_she_works_and_then_every_session_is_over(amara):
    with time_machine.travel(LAST_MINUTE, tick=False):
        desk, phone = come_in(cast.amara()), come_in(cast.amara())
        assert [one.get("/").status_code for one in (desk, phone)] == [200, 200]
    with time_machine.travel(MIDNIGHT, tick=False):
        assert desk.get("/")["Location"] == CLOSED
        assert phone.post("/inbox/reading/")["Location"] == CLOSED
        assert "closes on the day on which somebody leaves" in desk.get(CLOSED).content.decode()
        assert "evenhand_session" not in desk.session  # flushed, not only refused
        assert desk.get("/")["Location"].startswith("/sign-in/")


def test_sign_in_is_refused_with_a_kind_sentence_to_whoever_knows_the_password(amara):
    with time_machine.travel(MIDNIGHT, tick=False):
        assert knock(amara.email)["Location"] == CLOSED
        wrong = knock(amara.email, "not this one at all")
        assert b"do not go together" in wrong.content  # a guess learns nothing


def test_between_the_two_steps_midnight_counts(amara):
    secret = with_app(cast.amara())
    with time_machine.travel(LAST_MINUTE, tick=False):
        client = come_in(cast.amara())
    with time_machine.travel(MIDNIGHT, tick=False):
        client.post("/sign-in/second-step/", {"code": code_of(secret)})
        assert client.get("/").status_code == 302


def test_the_day_is_the_organisations(amara, settings):
    settings.TIME_ZONE = "America/New_York"
    with time_machine.travel(MIDNIGHT + timedelta(hours=4, minutes=59), tick=False):
        assert come_in(cast.amara()).get("/").status_code == 200
    with time_machine.travel(MIDNIGHT + timedelta(hours=5), tick=False):
        assert knock(amara.email)["Location"] == CLOSED


def test_roles_teams_and_notices_end_too(amara):
    assert queries.viewer_of(cast.amara(), LEAVES).roles == frozenset()
    assert queries.viewer_of(cast.amara(), LEAVES - timedelta(days=1)).roles == {Role.AGENT}
    assert cast.amara() not in queries.users_with(Role.AGENT, LEAVES)
    assert Membership.objects.get(person=amara).ends_on == LEAVES
    entry = AuditEntry.objects.get(verb="employment set")
    assert (entry.payload.subject_ref, entry.payload.reason) == (amara.ref, "notice")


def test_a_leader_no_longer_leads(amara):
    joanna = Person.objects.get(name="Joanna Price")
    set_employment(by=cast.sam(), person=joanna, starts_on=None, ends_on=LEAVES)
    assert Leadership.objects.get(person=joanna).ends_on == LEAVES


def test_whoever_comes_back_comes_in_again(amara):
    set_employment(by=cast.sam(), person=amara, starts_on=None, ends_on=None, reason="stays")
    with time_machine.travel(MIDNIGHT, tick=False):
        assert come_in(cast.amara()).get("/").status_code == 200


def test_an_account_linked_after_leaving_is_closed_as_well():
    ben = create_person(by=SYSTEM, name="Ben Whitlock")
    set_employment(by=SYSTEM, person=ben, starts_on=None, ends_on=LEAVES)
    link_account(by=SYSTEM, person=ben, user=cast.ben())
    with time_machine.travel(MIDNIGHT, tick=False):
        assert knock(cast.ben().email)["Location"] == CLOSED


def test_the_last_administrator_does_not_leave():
    sam = create_person(by=SYSTEM, name="Sam Oyelaran", user=cast.sam())
    with pytest.raises(ValidationError, match="last administrator"):
        set_employment(by=SYSTEM, person=sam, starts_on=None, ends_on=LEAVES)
    assert Person.objects.get(pk=sam.pk).ends_on is None  # nothing half done


def test_an_administrator_sets_the_dates_on_the_page(amara):
    client, path = cast.signed_in(cast.sam()), f"/people/{amara.ref}/employment/"
    wrong = client.post(path, {"starts_on": "2026-11-01", "ends_on": "2026-11-01"})
    assert wrong.status_code == 422 and b"must end after the day" in wrong.content
    assert (
        client.post(path, {"starts_on": "2024-01-01", "ends_on": "2026-12-01"}).status_code == 302
    )
    assert (
        b"No longer employed from 1 Dec 2026" in client.get(f"/people/{amara.ref}/record/").content
    )
    assert cast.amara().ends_on.isoformat() == "2026-12-01"


def test_a_file_of_people_says_who_leaves():
    make_people()
    text = b"person_id,name,team,starts_on,leaves_on\namara,Amara Okafor,Northgate,2024-01-01,2026-11-16\n"
    lines, faults = people_file.read(text, today=cast.TODAY)
    assert not faults
    bring_in_people(by=SYSTEM, lines=lines)
    bring_in_people(by=SYSTEM, lines=lines)
    assert cast.amara().ends_on == LEAVES
    assert AuditEntry.objects.filter(verb="employment set").count() == 1


def test_setting_the_same_end_twice_writes_one_line():
    amara = cast.amara()
    for _ in range(2):
        set_end(by=SYSTEM, user=amara, ends_on=LEAVES)
    assert AuditEntry.objects.filter(verb="account end set").count() == 1
    assert Client().get(CLOSED).status_code == 200
