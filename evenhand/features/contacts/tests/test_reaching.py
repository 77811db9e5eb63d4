"""Whoever reviews, and the privacy officer, reach every contact by its number: closed until they give a purpose."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.models import Opening
from evenhand.features.contacts.rules.corrections import Kind
from evenhand.features.contacts.tests import talk
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from tests import cast, centre, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
LOOK = "Whether the refund was promised"
COMPLAINT = {"purpose": "complaint", "reference": "C-2041", "words": LOOK}
REQUEST = {"purpose": "subject access", "reference": "SAR-17", "words": LOOK}
OPENED_BY = {"mateus": COMPLAINT, "leila": REQUEST}
ABOUT_SOMEBODY = (
    "Ben",
    "Amara",
    "Whitlock",
    "Okafor",
    talk.SAID,
    talk.COMMENT,
    "Joanna",
    "answered",
    "Billing",
)


@pytest.fixture
def here(files_home):
    return talk.make_talk()


def get(name, address, *arguments, **asked):
    return cast.signed_in(cast.CAST[name]()).get(reverse(address, args=arguments), asked)


def page(name, contact=talk.BENS) -> str:
    answer = get(name, "contact", contact)
    assert answer.status_code == 200
    return words(answer.content.decode().split("<main")[1])


def post(name, contact=talk.BENS, **given):
    client = cast.signed_in(cast.CAST[name]())
    return client.post(reverse("contact_openings", args=[contact]), given)


@pytest.mark.parametrize("name", OPENED_BY)
def test_before_a_purpose_nothing_about_anybody_is_shown(here, name):
    for contact in (talk.BENS, talk.REVIEWED, centre.id_of("ben-005"), centre.id_of("lost-000")):
        said = page(name, contact)
        assert "Nothing about anybody is shown before you choose one purpose" in said
        assert not [one for one in ABOUT_SOMEBODY if one in said]
    assert not Opening.objects.exists()


@pytest.mark.parametrize(("name", "given"), OPENED_BY.items())
def test_a_reference_opens_the_whole_contact_until_midnight(here, name, given):
    assert post(name, **given).status_code == 302
    said = page(name)
    assert talk.SAID in said and talk.COMMENT in said and "Credited to Ben Whitlock" in said
    assert given["reference"] in said and "enters no rate, and cannot stand alone" in said
    assert "Nothing about anybody" in page(name, talk.AMARAS)  # that one contact alone
    (made,) = Opening.objects.all()
    assert (made.person, made.reference, made.sought) == (here.ben, given["reference"], True)


@pytest.mark.parametrize(("name", "given"), OPENED_BY.items())
def test_whose_it_is_sees_the_purpose_and_its_reference(here, name, given):
    post(name, **given)
    (notice,) = Notice.objects.filter(user=cast.ben())
    assert given["reference"] in notice.text and LOOK in notice.text
    for address in ("opened_contacts", "audit_about_me"):
        said = words(get("ben", address).content.decode())
        assert given["reference"] in said and LOOK in said, address
    (line,) = AuditEntry.objects.filter(verb="words opened")
    assert given["reference"] in line.payload.reason and given["reference"] in line.payload.after
    assert given["reference"] not in get("amara", "opened_contacts").content.decode()


@pytest.mark.parametrize("reference", ["", "   "])
@pytest.mark.parametrize(("name", "given"), [*OPENED_BY.items(), ("joanna", COMPLAINT)])
def test_without_a_reference_it_stays_closed(here, name, given, reference):
    answer = post(name, **(given | {"reference": reference}))
    assert answer.status_code == 422 and talk.SAID not in answer.content.decode()
    assert "Give the number of the complaint or request." in words(answer.content.decode())
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("name", "given"), [("mateus", REQUEST), ("leila", COMPLAINT), ("joanna", REQUEST)]
)
def test_a_purpose_of_another_role_opens_nothing(here, name, given):
    assert post(name, **given).status_code == 422
    assert not Opening.objects.exists()


def test_leaders_open_for_a_complaint(here):
    assert post("joanna", **COMPLAINT).status_code == 302
    assert talk.SAID in page("joanna") and "Opened for: A complaint (C-2041)" in page("joanna")


def test_a_reference_is_kept_only_where_it_belongs(here):
    given = {"purpose": "drawn", "reference": "C-2041", "words": LOOK}
    assert post("mateus", talk.REVIEWED, **given).status_code == 302
    made = Opening.objects.get()
    assert (made.reference, made.sought) == ("", False)


def test_a_second_look_is_offered_without_saying_who_asked(here):
    assert post("mateus", purpose="second look", words=LOOK).status_code == 422
    ben = cast.viewer(cast.ben())
    seen = queries.contact_of_own(ben, talk.BENS)
    actions.ask_correction(by=ben, seen=seen, kind=Kind.NOT_MINE, words="I was not in.")
    said = page("mateus")
    assert "Somebody said that something is wrong with it" in said and "Ben" not in said
    assert "I was not in" not in said
    assert post("mateus", purpose="second look", words=LOOK).status_code == 302


def test_a_contact_without_words_or_person_opens_too(here):
    nobody_s = centre.id_of("lost-000")
    assert post("mateus", nobody_s, **COMPLAINT).status_code == 302
    assert "Credited to nobody" in page("mateus", nobody_s)
    assert Opening.objects.get().person is None


def test_it_counts_towards_the_limit(here):
    policies.limit(1, from_day=timezone.localdate())
    assert post("mateus", **COMPLAINT).status_code == 302
    said = page("mateus", talk.AMARAS)
    assert "opened 1 transcript of 1 person; the limit set by policy is 1" in said
    assert "needs a second person to decide" in said
    assert post("mateus", talk.AMARAS, **COMPLAINT).status_code == 422
    assert Opening.objects.count() == 1


# By its number


@pytest.mark.parametrize(
    ("name", "number", "finds"),
    [
        *[(name, "ben-000", True) for name in ("ben", "joanna", "helen", "mateus", "leila")],
        *[(name, "ben-000", False) for name in ("amara", "rajesh", "owen", "pat", "sam", "nadia", "eve")],
        ("mateus", str(talk.BENS), True),
        ("mateus", " ben-000 ", True),
        ("mateus", "lost-000", True),
        ("joanna", "lost-000", False),
        ("mateus", "ben-00", False),
        ("mateus", "BEN-000", False),
        ("mateus", "%", False),
        ("mateus", "' OR 1=1 --", False),
        ("mateus", "", False),
    ],
)  # fmt: skip
def test_a_number_leads_to_the_contact_of_whoever_may_come_to_it(here, name, number, finds):
    answer = get(name, "contact_search", number=number)
    if finds:
        assert answer.status_code == 302
        assert get(name, "contact", answer["Location"].split("/")[2]).status_code == 200
    else:
        assert (
            answer.status_code == 200
            and b"/contacts/" + str(talk.BENS).encode() not in answer.content
        )


@pytest.mark.parametrize("name", ["amara", "rajesh", "owen", "pat", "sam", "nadia", "eve"])
def test_closed_and_absent_numbers_give_one_page(here, name):
    closed, absent = (
        words(get(name, "contact_search", number=number).content.decode()).replace(number, "")
        for number in ("ben-000", "ben-999")
    )
    assert closed == absent and "no contact with this number that you can open" in closed


def test_of_two_sources_with_one_number_both_are_offered(here):
    centre.bring_in(
        centre.as_csv(
            ("contact_id", "started_at", "agent"), [("ben-000", "2024-04-01 10:00:00", "noor")]
        ),
        by=cast.sam(),
        source="Letters",
    )
    answer = get("mateus", "contact_search", number="ben-000")
    said = words(answer.content.decode())
    assert answer.status_code == 200 and "Telephone" in said and "Letters" in said
    assert (
        get("joanna", "contact_search", number="ben-000").status_code == 302
    )  # the one that is hers
