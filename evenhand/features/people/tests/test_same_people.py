"""A file of people that comes in again: whom its lines mean, and that what is here already stays as it is."""

from datetime import date, timedelta

import pytest

from evenhand.features.people.actions import BroughtIn, bring_in_people
from evenhand.features.people.models import Leadership, Membership, Person, SourceKey, Team
from evenhand.features.people.rules import people_file
from evenhand.foundation.access.models import RoleGrant, User
from evenhand.foundation.audit.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db
HEADINGS = "person_id,name,email,team,role,starts_on,ends_on,leaves_on\n"
LATER = [timedelta(0), timedelta(days=1), timedelta(days=40)]


@pytest.fixture(autouse=True)
def sam() -> User:
    return cast.sam()


def bring(text: str, *, after=timedelta(0), accounts: bool = False) -> BroughtIn:
    text = text if text.startswith("name") else HEADINGS + text
    lines, faults = people_file.read(text.encode(), today=cast.TODAY + after)
    assert not faults
    return bring_in_people(by=cast.sam(), lines=lines, accounts=accounts)


def people_of(done: BroughtIn) -> tuple[int, int, int]:
    return done.new, done.changed, done.unchanged


def all_rows() -> list:
    models = (Person, Team, Membership, Leadership, SourceKey, User, RoleGrant)
    rows = [list(one.objects.order_by("pk").values()) for one in models]
    return [*rows, AuditEntry.objects.count()]


def spells(name: str) -> list[tuple[str, str, str]]:
    held = Membership.objects.filter(person__name=name).order_by("starts_on")
    return [(one.team.name, str(one.starts_on), str(one.ends_on or "")) for one in held]


FILES = {
    "names only": "name\nAda Byron\nBen Ode\n",
    "names in teams": "name,team\nAda Byron,North\nBen Ode,South\n",
    "emails": ",Ada Byron,ada@x.example,North,agent,,,\n,Ben Ode,ben@x.example,South,agent,,,\n",
    "ids": "a1,Ada Byron,,North,agent,,,\nb1,Ben Ode,,North,team leader,,,\n",
    "dates": "a1,Ada Byron,,North,agent,2024-01-01,2025-01-01,\na1,Ada Byron,,South,agent,2025-01-01,,\nb1,Ben Ode,,,,,,\n",
    "an end to come, without a start": "a1,Ada Byron,,North,agent,,2026-12-01,\nb1,Ben Ode,,North,Team leader,,2026-12-01,\n",
    "a move to come": "a1,Ada Byron,,North,agent,,,\na1,Ada Byron,,South,agent,2026-12-01,,\n,Ben Ode,,,,,,\n",
    "somebody leaves": "a1,Ada Byron,,North,agent,,,2026-12-01\n,Ben Ode,,South,agent,2024-01-01,,2026-11-01\n",
    "an end after leaving": "a1,Ada Byron,,North,agent,2024-01-01,2027-01-01,2026-12-01\n,Ben Ode,,,,,,\n",
    "somebody left": "a1,Ada Byron,,North,agent,,,2025-01-01\n,Ben Ode,,,,,,\n",
    "one line says more": ",Ada Byron,,,,,,\n,A. Byron,ada@x.example,,,,,\na1,A. Byron,ada@x.example,,,,,\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize("accounts", [False, True])
def test_the_same_file_changes_nothing_today_tomorrow_and_later(text, accounts):
    assert people_of(bring(text, accounts=accounts)) == (2, 0, 0)
    before = all_rows()
    for after in LATER:
        done = bring(text, after=after, accounts=accounts)
        assert people_of(done) == (0, 0, 2) and not done.is_anything_new
        assert (done.teams, done.dates, done.accounts) == (0, 0, 0)
        assert all_rows() == before


# What is here, a later file, and how many of its people are then new, changed and unchanged.
KNOWN = {
    "by id": ("a1,Ada,,,,,,", "a1,Ada,,,,,,", (0, 0, 1)),
    "by id in other letters": ("a1,Ada,,,,,,", " A1 ,Ada,,,,,,", (0, 0, 1)),
    "by id, though called otherwise": ("a1,Ada,,,,,,", "a1,Ada Byron,,,,,,", (0, 0, 1)),
    "another id": ("a1,Ada,,,,,,", "a2,Ada,,,,,,", (1, 0, 0)),
    "by email, an id is new": (",Ada,ada@x.example,,,,,", "a1,Ada,ada@x.example,,,,,", (0, 1, 0)),
    "by email in other letters": (",Ada,ada@x.example,,,,,", ",Ada, ADA@X.example ,,,,,", (0, 0, 1)),
    "another email": (",Ada,ada@x.example,,,,,", ",Ada,byron@x.example,,,,,", (1, 0, 0)),
    "by id, an email is new": ("a1,Ada,,,,,,", "a1,Ada,ada@x.example,,,,,", (0, 1, 0)),
    "by id, the email is another": ("a1,Ada,ada@x.example,,,,,", "a1,Ada,byron@x.example,,,,,", (0, 1, 0)),
    "by name": (",Ada Byron,,,,,,", ",Ada Byron,,,,,,", (0, 0, 1)),
    "by name in other letters and spaces": (",Ada Byron,,,,,,", ", ada  BYRON ,,,,,,", (0, 0, 1)),
    "by name, with an id here": ("a1,Ada Byron,ada@x.example,,,,,", ",Ada Byron,,,,,,", (0, 0, 1)),
    "another name": (",Ada Byron,,,,,,", ",Ada King,,,,,,", (1, 0, 0)),
    "of one name, with an id of their own": (",Ada,,,,,,", "a1,Ada,,,,,,", (1, 0, 0)),
    "two of one name, told apart": ("a1,Ada,,,,,,\na2,Ada,,,,,,", "a2,Ada,,,,,,\na1,Ada,,,,,,", (0, 0, 2)),
    "another id of one name and email": ("a1,Ada,ada@x.example,,,,,", "a2,Ada,ada@x.example,,,,,", (0, 1, 0)),
}  # fmt: skip


@pytest.mark.parametrize("here, text, counts", KNOWN.values(), ids=KNOWN)
def test_whom_a_line_means(here, text, counts):
    bring(here + "\n")
    people = Person.objects.count()
    assert people_of(bring(text + "\n")) == counts
    assert Person.objects.count() == people + counts[0]
    before = all_rows()
    assert people_of(bring(text + "\n", after=LATER[1])) == (0, 0, sum(counts))
    assert all_rows() == before


def test_first_by_email_then_by_both_then_by_either_is_one_person():
    bring(",Ada,ada@x.example,North,,,,\n")
    bring("a1,Ada,Ada@x.example,North,,,,\n")
    for text in ("a1,Ada,,,,,,\n", ",Ada,ada@x.example,,,,,\n"):
        assert people_of(bring(text)) == (0, 0, 1)
    ada = Person.objects.get()
    assert [one.key for one in ada.keys.all()] == ["a1"]
    assert AuditEntry.objects.filter(verb="source id added", object_ref=ada.ref).count() == 1
    assert AuditEntry.objects.filter(verb="joined team", object_ref=ada.ref).count() == 1


def test_a_name_is_kept_as_it_was_written_first():
    bring("a1,Ada Byron,,,,,,\n")
    bring("A1,ADA  BYRON,,,,,,\n")
    assert Person.objects.get().name == "Ada Byron"


# What is here, a file that is refused (line, column, value, a part of the reason), and one so like it that is not.
UNCLEAR = {
    "two of that name here": (
        "a1,Ada,,,,,,\na2,ADA,,,,,,",
        ",Ada,,North,,,,", (2, "name", "Ada", "2 people are called so"),
        "a2,Ada,,North,,,,",
    ),
    "one of that name here, one in the file": (
        "a1,Ada,,,,,,",
        "a2,Ada,,,,,,\n,Ada,,,,,,", (3, "name", "Ada", "2 people are called so"),
        "a2,Ada,,,,,,\n,Ben,,,,,,",
    ),
    "two lines of one name": (
        "",
        "b1,Ben,,,,,,\n,Ada,,North,,,,\n, ada ,,South,,,,", (3, "name", "Ada", "2 lines have this name"),
        "b1,Ben,,,,,,\n,Ada,ada@x.example,North,,,,\n,Ada,,North,,,,",
    ),
    "id and email of two": (
        "a1,Ada,ada@x.example,,,,,\nb1,Ben,ben@x.example,,,,,",
        "a1,Ada,ben@x.example,,,,,", (2, "email", "ben@x.example", "belongs to Ben, and the id “a1” to another person, Ada"),
        "a1,Ada,ada@x.example,,,,,",
    ),
    "two emails of one id": (
        "",
        "a1,Ada,a@x.example,,,,,\na1,Ada,b@x.example,,,,,", (3, "email", "b@x.example", "Line 2 gives another email"),
        "a1,Ada,a@x.example,,,,,\na1,Ada,A@x.example,,,,,",
    ),
    "two names of one email": (
        "",
        ",Ada,desk@x.example,,,,,\n,Ben,desk@x.example,,,,,", (3, "email", "desk@x.example", "Line 2 gives it to Ada"),
        ",Ada,desk@x.example,,,,,\n, ADA ,desk@x.example,,,,,",
    ),
    "somebody else's email, by another id": (
        "a1,Ada,desk@x.example,,,,,",
        "b1,Ben,desk@x.example,,,,,", (2, "email", "desk@x.example", "belongs to Ada, who has another id"),
        "b1,Ben,,,,,,",
    ),
    "leaving on two days": (
        "",
        "a1,Ada,,,,,,2027-01-01\na1,Ada,,,,,,2027-02-01", (3, "leaves_on", "2027-02-01", "Line 2 says another day"),
        "a1,Ada,,,,,,2027-01-01\na1,Ada,,,,,,2027-01-01",
    ),
    "two teams from no day": (
        "",
        "a1,Ada,,North,,,,\na1,Ada,,South,,,,", (3, "team", "South", "Line 2 names another team"),
        "a1,Ada,,North,,,,\na1,Ada,,South,Team leader,,,",
    ),
    "two last days": (
        "",
        "a1,Ada,,North,,2024-01-01,2025-01-01,\na1,Ada,,North,,2024-01-01,2025-02-01,",
        (3, "ends_on", "2025-02-01", "Line 2 says another last day"),
        "a1,Ada,,North,,2024-01-01,2025-01-01,\na1,Ada,,North,,2025-02-01,,",
    ),
    "no such email": (
        "",
        "a1,Ada,ada@,,,,,", (2, "email", "ada@", "valid email"), "a1,Ada,ada@x.example,,,,,",
    ),
}  # fmt: skip


@pytest.mark.parametrize("here, text, fault, other", UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_not_clear_is_refused_with_line_column_value_and_reason(here, text, fault, other):
    if here:
        bring(here + "\n")
    before = all_rows()
    with pytest.raises(people_file.Faulty) as refusal:
        bring(text + "\n")
    found = [one for one in refusal.value.faults if one.number == fault[0]]
    assert [(one.column, one.value) for one in found] == [fault[1:3]]
    assert fault[3] in found[0].why
    assert all_rows() == before, "all lines are used or none"
    assert bring(other + "\n").lines == other.count("\n") + 1


def test_every_line_that_cannot_be_used_is_told_at_once():
    bring("a1,Ada,,,,,,\na2,Ada,,,,,,\n")
    with pytest.raises(people_file.Faulty) as refusal:
        bring(",Ben,,,,,,\n,Ada,,,,,,\n,Ben,,,,,,\n")
    assert [one.number for one in refusal.value.faults] == [2, 3, 4]


def test_an_email_that_two_people_have_says_of_neither():
    for name in ("Ada", "Ben"):
        Person.objects.create(name=name, email="desk@x.example")
    with pytest.raises(people_file.Faulty, match="2 people have this email"):
        bring("c1,Cy,desk@x.example,,,,,\n")
    assert people_of(bring(",Ada,,,,,,\n")) == (0, 0, 1)


def test_somebody_who_is_here_and_gets_an_account_has_changed():
    text = "a1,Ada,ada@x.example,North,agent,2024-01-01,,\n"
    bring(text)
    done = bring(text, accounts=True)
    assert (people_of(done), done.accounts, done.is_anything_new) == ((0, 1, 0), 1, True)
    assert RoleGrant.objects.get(user__email="ada@x.example").starts_on == date(2024, 1, 1)
