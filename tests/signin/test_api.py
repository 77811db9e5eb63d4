"""Another system keeps the people up to date, with a token that an administrator made."""

import json
from datetime import date, timedelta

import pytest

from evenhand.features.people.actions import add_key, create_person
from evenhand.features.people.models import Leadership, Membership, Person
from evenhand.foundation.access import queries
from evenhand.foundation.access.actions import grant_role
from evenhand.foundation.access.models import ApiToken, User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.centre import make_people
from tests.signin.steps import come_in

pytestmark = pytest.mark.django_db
ADA = {
    "name": "Ada Byron",
    "email": "Ada@brightwell.example",
    "team": "Northgate",
    "roles": ["agent"],
    "starts_on": "2026-01-05",
}


def put(client, external_id, body, content_type="application/json"):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.put(f"/api/v1/people/{external_id}", data, content_type=content_type)


def said(answer) -> str:
    return " ".join(error["message"] for error in answer.json()["errors"])


def test_somebody_new_with_account_team_and_role(hr):
    answer = put(hr, "P-1", ADA)
    assert answer.status_code == 201
    assert answer.json() == {
        **ADA,
        "external_id": "P-1",
        "email": "ada@brightwell.example",
        "leads": False,
        "ends_on": None,
        "has_account": True,
    }
    ada = Person.objects.get(name="Ada Byron")
    assert ada.user.external_id == "P-1" and not ada.user.has_usable_password()
    assert Membership.objects.get(person=ada).starts_on == date(2026, 1, 5)
    assert queries.viewer_today(ada.user).roles == {Role.AGENT}
    entry = AuditEntry.objects.get(verb="person created", payload__subject_ref=ada.ref)
    assert entry.actor_ref == ApiToken.objects.get().ref
    page = cast.signed_in(cast.leila()).get("/audit/?verb=person+created").content.decode()
    assert "HR (API)" in page


def test_the_same_again_changes_nothing(hr):
    put(hr, "P-1", ADA)
    before = AuditEntry.objects.count()
    answer = put(hr, "p-1", ADA)
    assert answer.status_code == 200
    assert AuditEntry.objects.count() == before


def test_what_is_not_said_stays(hr):
    put(hr, "P-1", {**ADA, "ends_on": "2027-01-01"})
    body = put(hr, "P-1", {"name": "Ada Lovelace"}).json()
    assert body["name"] == "Ada Lovelace"
    assert (body["team"], body["roles"], body["ends_on"]) == ("Northgate", ["agent"], "2027-01-01")
    assert User.objects.get(external_id="P-1").name == "Ada Lovelace"


def test_moving_leading_and_going_back(hr, today):
    put(hr, "P-1", ADA)
    put(hr, "P-1", {"name": "Ada", "team": "Southbank", "roles": ["team_leader"], "leads": True})
    ada = Person.objects.get()
    assert Membership.objects.get().ends_on == today
    assert Leadership.objects.get().team.name == "Southbank"
    assert queries.viewer_today(ada.user).roles == {Role.TEAM_LEADER}
    body = put(hr, "P-1", {"name": "Ada", "team": "Southbank", "leads": False}).json()
    assert (body["team"], body["leads"]) == ("Southbank", False)
    assert not Leadership.objects.filter(ends_on__isnull=True).exists()


def test_an_end_to_come_and_the_same_team_again(hr, today):
    later = today + timedelta(days=30)
    body = {**ADA, "ends_on": later.isoformat()}
    assert [put(hr, "P-1", body).status_code for _ in range(3)] == [201, 200, 200]
    assert Membership.objects.get().ends_on == later
    put(hr, "P-1", {**body, "team": "Southbank"})
    assert list(Membership.objects.values_list("team__name", "ends_on")) == [
        ("Northgate", today),
        ("Southbank", later),
    ]


def test_a_leaver_has_no_access_from_the_same_moment(hr, today):
    make_people()
    amara = cast.amara()
    client = come_in(amara)
    assert client.get("/").status_code == 200
    answer = hr.delete("/api/v1/people/amara")
    assert (answer.status_code, answer.json()["ends_on"]) == (200, today.isoformat())
    assert client.get("/")["Location"] == "/sign-in/closed/"
    assert hr.delete("/api/v1/people/amara").status_code == 200  # again changes nothing
    assert AuditEntry.objects.filter(verb="employment set").count() == 1
    assert Person.objects.filter(name="Amara Okafor").exists()  # the record stays


def test_whoever_returns_is_let_in_again(hr):
    put(hr, "P-1", ADA)
    hr.delete("/api/v1/people/P-1")
    body = put(hr, "P-1", {"name": "Ada", "ends_on": None, "team": "Northgate"}).json()
    assert (body["ends_on"], body["team"]) == (None, "Northgate")
    assert User.objects.get(external_id="P-1").ends_on is None


def test_an_account_that_is_there_is_taken_over_by_its_email(hr):
    amara = cast.amara()
    body = {**ADA, "name": amara.name, "email": amara.email}
    assert put(hr, "P-7", body).status_code == 201
    amara.refresh_from_db()
    assert amara.external_id == "P-7"
    other = put(hr, "P-8", body)
    assert other.status_code == 422 and "somebody with another id" in said(other)
    assert not Person.objects.filter(keys__key="P-8").exists()  # nothing half done


def test_no_token_makes_or_changes_an_administrator(hr):
    for role in ("administrator", "privacy_officer"):
        answer = put(hr, "P-1", {**ADA, "roles": [role]})
        assert answer.status_code == 422 and "by hand" in said(answer)
    sam = cast.sam()
    stolen = put(hr, "P-9", {"name": "Sam", "email": sam.email, "roles": ["agent"]})
    assert stolen.status_code == 422
    assert not Person.objects.exists() and queries.viewer_today(sam).roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("who", ["sam", "leila"])
def test_no_token_ends_whoever_watches(hr, today, who):
    user = cast.CAST[who]()
    person = create_person(by=cast.sam(), name=user.name, email=user.email, user=user)
    add_key(by=cast.sam(), person=person, key="S-1")
    ended = {"name": user.name, "ends_on": today.isoformat()}
    # Another administrator is there, so that it is not the last one who is refused.
    grant_role(by=SYSTEM, user=cast.helen(), role=Role.ADMINISTRATOR, starts_on=cast.SINCE)
    for answer in (hr.delete("/api/v1/people/S-1"), put(hr, "S-1", ended)):
        assert answer.status_code == 403 and "by hand" in said(answer)
    user.refresh_from_db()
    person.refresh_from_db()
    assert user.ends_on is None and person.ends_on is None
    assert put(hr, "S-1", {"name": user.name, "ends_on": None}).status_code == 200


def test_an_account_of_somebody_else_is_refused_in_words(hr):
    ben = cast.ben()
    create_person(by=cast.sam(), name=ben.name, email=ben.email, user=ben)
    answer = put(hr, "P-2", {"name": "B", "email": ben.email, "roles": ["agent"]})
    assert answer.status_code == 422
    assert said(answer) == "This account belongs to somebody else already."


def test_an_email_of_an_administrator_is_not_changed(hr):
    sam = cast.sam()
    person = create_person(by=sam, name=sam.name, email=sam.email, user=sam)
    add_key(by=sam, person=person, key="S-1")
    answer = put(hr, "S-1", {"name": "Sam Oyelaran", "email": "thief@elsewhere.example"})
    assert answer.status_code == 422
    sam.refresh_from_db()
    assert sam.email == "sam@brightwell.example"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"{", 400, "not JSON"),
        (b"\xff", 400, "not JSON"),
        (b"[" * 50_000, 400, "not JSON"),
        ([], 400, "one object"),
        ({}, 422, "required"),
        ({"name": "A", "emial": "x"}, 422, "no field “emial”"),
        ({"name": "A", "email": "x"}, 422, "valid email"),
        ({"name": "A", "roles": ["boss"]}, 422, "boss is not one of"),
        ({"name": "A", "roles": "agent"}, 422, "list of values"),
        ({"name": "A", "starts_on": "5.1.2026"}, 422, "valid date"),
        ({"name": "A", "starts_on": "2026-02-02", "ends_on": "2026-02-01"}, 422, "must end after"),
        ({"name": "A", "leads": True}, 422, "Name the team"),
        ({"name": "A", "leads": "yes", "team": "N"}, 422, "true or false"),
        ({"name": 7}, 422, "are texts"),
        ({"name": "A\0"}, 422, "Null characters"),
        ({"name": "A" * 151}, 422, "at most 150"),
        (b'{"name": "' + b"A" * 70_000 + b'"}', 413, "too large"),
    ],
)
def test_bad_bodies_are_refused_in_words_and_nothing_is_made(hr, body, status, words):
    answer = put(hr, "P-1", body)
    assert answer.status_code == status
    assert words in said(answer)
    assert not Person.objects.exists()


def test_bad_addresses(hr):
    assert put(hr, "P-1", "{}", content_type="text/plain").status_code == 415
    assert put(hr, "x%00y", ADA).status_code == 422
    assert put(hr, "x" * 201, ADA).status_code == 422
    assert hr.get("/api/v1/people/nobody").status_code == 404
    assert hr.delete("/api/v1/people/nobody").status_code == 404
    assert hr.post("/api/v1/people/nobody").status_code == 405


@pytest.mark.parametrize("page", ["0", "-1", "10001", "9" * 400, "one", "١", "1e3", ""])
def test_a_page_without_end_is_refused(hr, page):
    assert hr.get("/api/v1/people", {"page": page}).status_code == 422


def test_the_list_is_paged(hr, monkeypatch):
    monkeypatch.setattr("evenhand.features.people.api.A_PAGE", 2)
    make_people()
    for number in range(3):
        put(hr, f"P-{number}", {"name": f"Person {number}"})
    first = hr.get("/api/v1/people").json()
    assert [one["external_id"] for one in first["people"]] == ["amara", "ben"]
    assert (first["count"], first["next"]) == (6, 2)
    assert first["people"][0]["team"] == "Northgate"
    last = hr.get("/api/v1/people?page=3").json()
    assert (len(last["people"]), last["next"]) == (2, None)
    assert hr.get("/api/v1/people?page=9").json()["people"] == []
