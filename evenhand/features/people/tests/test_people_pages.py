"""People and teams by their pages, and the list of people as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evenhand.features.people.models import Leadership, Membership, Person, Team
from evenhand.foundation.audit.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db

GOOD = """person_id,name,email,team,role,starts_on,ends_on
a1,Amara Okafor,amara@brightwell.example,Northgate,agent,2024-01-01,2025-01-01
a1,Amara Okafor,amara@brightwell.example,Southbank,agent,2025-01-01,
j1,Joanna Price,joanna@brightwell.example,Northgate,Team leader,2024-01-01,
"""


@pytest.fixture
def sam():
    return cast.signed_in(cast.sam())


def send(client, text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return client.post(reverse("people_bring_in"), {"file": SimpleUploadedFile("people.csv", data)})


def test_a_good_list(sam):
    assert send(sam, GOOD)["Location"] == reverse("person_list")
    page = sam.get(reverse("person_list")).content.decode()
    assert "3 lines read. People new: 2, changed: 0, unchanged: 0." in page
    assert "New teams: 2, new accounts: 0, team dates set: 3." in page
    amara = Person.objects.get(name="Amara Okafor")
    assert [str(held.team) for held in amara.memberships.all()] == ["Northgate", "Southbank"]
    assert Leadership.objects.get().person.name == "Joanna Price"
    assert (
        AuditEntry.objects.filter(verb="joined team", payload__subject_ref=amara.ref).count() == 2
    )


def test_the_same_list_twice_changes_nothing(sam):
    send(sam, GOOD)
    before = AuditEntry.objects.count()
    send(sam, GOOD)
    assert "3 lines read, nothing new. People unchanged: 2." in sam.get("/people/").content.decode()
    assert (Person.objects.count(), Team.objects.count(), Membership.objects.count()) == (2, 2, 2)
    assert AuditEntry.objects.count() == before


def test_faults_are_told_line_by_line_and_nothing_is_used(sam):
    text = "name,email,starts_on,ends_on\nBen,ben,,\n,x@y.z,,\nEve,,2024-02-30,\nSid,,2024-02-02,2024-02-01\n=1+1,,,\nGood,,,\n"
    answer = send(sam, text)
    page = answer.content.decode()
    assert answer.status_code == 422 and "5 lines must be put right. Nothing was changed." in page
    for why in (
        "not an email address",
        "There is no name",
        "not a date",
        "must come after",
        "formula",
    ):
        assert why in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"   ", "The file is empty."),
        (b"name\n", "nothing below it"),
        (b"called,team\nBen,North\n", "has no column"),
        (b"name,Name\nBen,Ben\n", "Two columns have the same heading"),
        (b"PK\x03\x04\0\0", "not a list of people as CSV"),
    ],
)
def test_what_is_no_list_is_refused_in_words(sam, data, sentence):
    answer = send(sam, data)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_list_that_says_more_tells_who_is_new_and_who_changed(sam):
    send(sam, GOOD)
    sam.get("/people/")  # what was said then is read
    send(sam, GOOD + "b1,Ben Whitlock,,,,,\nj1,Joanna Price,jo@brightwell.example,,,,\n")
    page = sam.get("/people/").content.decode()
    assert "5 lines read. People new: 1, changed: 1, unchanged: 1." in page
    send(sam, "name\nBen Whitlock\n")
    assert "1 line read, nothing new. People unchanged: 1." in sam.get("/people/").content.decode()


def test_two_teams_at_once_are_refused_and_nothing_is_left_behind(sam):
    text = "name,email,team,starts_on,ends_on\nBen,b@x.example,North,2024-01-01,2024-06-01\nBen,b@x.example,South,2024-03-01,\n"
    answer = send(sam, text)
    page = answer.content.decode()
    assert answer.status_code == 422 and "1 line must be put right. Nothing was changed." in page
    assert '<td class="num">3</td><td>starts_on</td><td><b>2024-03-01</b></td>' in page
    assert "Ben is in North from 1 Jan 2024 until 1 Jun 2024 already" in page
    assert not Person.objects.exists() and not Team.objects.exists()


def test_two_lines_of_a_name_that_nothing_tells_apart_are_refused_on_the_page(sam):
    answer = send(sam, "name\nBen\nBen\n")
    page = answer.content.decode()
    assert answer.status_code == 422 and "2 lines must be put right" in page
    assert '<td class="num">2</td><td>name</td><td><b>Ben</b></td>' in page
    assert "neither a person_id nor an email" in page
    assert not Person.objects.exists()


def test_a_person_is_added_moved_and_named_by_a_source(sam):
    sam.post(reverse("team_list"), {"name": "Northgate"})
    team = Team.objects.get()
    assert (
        "already a team" in sam.post(reverse("team_list"), {"name": "NORTHGATE"}).content.decode()
    )
    sam.post(reverse("new_person"), {"name": "Ben Whitlock", "email": "", "team": team.ref})
    ben = Person.objects.get()
    sam.post(reverse("team_list"), {"name": "Southbank"})
    south = Team.objects.get(name="Southbank")
    moved = {"team": south.ref, "starts_on": "2030-01-01"}
    assert sam.post(reverse("person_memberships", args=[ben.ref]), moved).status_code == 302
    again = sam.post(reverse("person_memberships", args=[ben.ref]), moved)
    assert again.status_code == 422 and "already" in again.content.decode()
    assert sam.post(reverse("person_keys", args=[ben.ref]), {"key": "B-1"}).status_code == 302
    sam.post(reverse("new_person"), {"name": "Noor Aziz"})
    noor = Person.objects.get(name="Noor Aziz")
    taken = sam.post(reverse("person_keys", args=[noor.ref]), {"key": "b-1"})
    assert taken.status_code == 422 and "means somebody else" in taken.content.decode()


def test_an_account_made_by_hand_is_said_to_be_somebodys(sam):
    amara = cast.amara()
    sam.post(reverse("new_person"), {"name": "Amara O."})
    sam.post(reverse("new_person"), {"name": "Ben Whitlock"})
    person, other = Person.objects.order_by("name")
    address = reverse("person_account", args=[person.ref])
    unknown = sam.post(address, {"email": "nobody@example.org"})
    assert unknown.status_code == 422 and "No account has this email" in unknown.content.decode()
    assert sam.post(address, {"email": amara.email.upper()}).status_code == 302
    assert Person.objects.get(user=amara) == person
    taken = sam.post(reverse("person_account", args=[other.ref]), {"email": amara.email})
    assert taken.status_code == 422 and "belongs to somebody else" in taken.content.decode()
    assert sam.post(address, {"email": ""}).status_code == 302
    assert not Person.objects.filter(user=amara).exists()


def test_no_form_says_the_number_of_a_row(sam):
    """Numbers stay inside: a form names a team by its ref, as an address does."""
    send(sam, GOOD)
    team, person = Team.objects.get(name="Northgate"), Person.objects.get(name="Amara Okafor")
    for address in (reverse("new_person"), reverse("person_record", args=[person.ref])):
        page = sam.get(address).content.decode()
        assert f'<option value="{team.ref}">Northgate' in page, address
        assert f'<option value="{team.pk}"' not in page, address
    assert sam.post(reverse("new_person"), {"name": "Ben", "team": team.pk}).status_code == 422


def test_the_record_links_to_what_is_asked_for_whoever_may_read_that(sam):
    send(sam, GOOD)
    person = Person.objects.get(name="Amara Okafor")
    record, targets = (reverse(n, args=[person.ref]) for n in ("person_record", "person_targets"))
    owen = cast.signed_in(cast.owen())
    assert targets in owen.get(record).content.decode() and owen.get(targets).status_code == 200
    assert targets not in sam.get(record).content.decode(), "whoever may not know finds no link"


def test_lists_are_by_name_filtered_and_paged(sam):
    send(sam, "name\n" + "".join(f"Person {n:03d}\n" for n in range(120)))
    page = sam.get(reverse("person_list"))
    assert len(page.context["page"]) == 50
    assert [p.name for p in sam.get("/people/?name=person 11").context["page"]] == [
        f"Person {n}" for n in range(110, 120)
    ]
    for asked in ("0", "-1", "99999", "x", "9" * 40):
        assert sam.get(f"/people/?page={asked}").status_code == 200


def test_a_leadership_ends_on_the_page(sam):
    send(sam, GOOD)
    held = Leadership.objects.get()
    page = reverse("person_record", args=[held.person.ref])
    assert "No longer leads Northgate" in sam.get(page).content.decode()
    end = reverse("person_leadership_end", args=[held.person.ref, held.team.ref])
    assert sam.post(end, {"ends_on": "tomorrow"}).status_code == 422
    assert sam.post(end, {"ends_on": "2025-03-01"})["Location"] == page
    held.refresh_from_db()
    assert str(held.ends_on) == "2025-03-01"
    assert "No longer leads" not in sam.get(page).content.decode()
    assert sam.post(end, {"ends_on": "2025-04-01"}).status_code == 404
