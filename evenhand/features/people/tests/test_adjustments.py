"""Adjustments: who knows of them, who knows why, and that nobody reads them past the policy."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from evenhand.features.people import queries
from evenhand.features.people.actions import agree_adjustment, end_adjustment
from evenhand.features.people.models import Adjustment
from evenhand.foundation.access.actions import end_role
from evenhand.foundation.access.secrecy import NotOpened
from evenhand.foundation.audit.models import AuditPayload
from evenhand.foundation.notices.models import Notice
from tests import cast, centre

pytestmark = pytest.mark.django_db
WORDS, WHY = "A longer break after each call", "An illness of the throat"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.fixture
def made(here):
    return agree_adjustment(
        by=cast.owen(), person=here.amara, words=WORDS, because=WHY, starts_on=cast.TODAY
    )


# Her leader sees what is done differently, never why; a colleague and the manager not that there is anything.
@pytest.mark.parametrize(
    "name, knows, knows_why",
    [
        ("amara", True, True),
        ("owen", True, True),
        ("joanna", True, False),
        ("ben", False, False),
        ("rajesh", False, False),
        ("helen", False, False),
        ("sam", False, False),
        ("leila", False, False),
        ("mateus", False, False),
        ("nadia", False, False),
        ("eve", False, False),
    ],
)
def test_who_knows_what(here, made, name, knows, knows_why):
    user = cast.CAST[name]()
    found = queries.adjustments(cast.viewer(user), here.amara)
    assert [one.words for one in found] == ([WORDS] if knows else [])
    assert [one.because for one in found] == ([WHY if knows_why else None] if knows else [])
    page = cast.signed_in(user).get(reverse("person_adjustments", args=[here.amara.ref]))
    assert page.status_code == (200 if knows else 404)
    assert (WORDS in page.content.decode()) == knows
    assert (WHY in page.content.decode()) == knows_why


def test_a_record_says_nothing_of_them_to_whoever_may_not_know(here, made):
    address = reverse("person_record", args=[here.amara.ref])
    adjustments = reverse("person_adjustments", args=[here.amara.ref])
    assert adjustments in cast.signed_in(cast.owen()).get(address).content.decode()
    for name in ("helen", "sam"):
        text = cast.signed_in(cast.CAST[name]()).get(address).content.decode()
        assert adjustments not in text and "djustment" not in text


def test_whoever_no_longer_leads_knows_nothing_more(here, made):
    later = cast.viewer(cast.joanna(), cast.SINCE - timedelta(days=1))  # before she led
    assert queries.adjustments(later, here.amara) == []


@pytest.mark.parametrize(
    "read",
    [
        lambda one: one.words,
        lambda one: one.because,
        lambda one: list(Adjustment.objects.filter(words__contains="break")),
        lambda one: list(Adjustment.objects.exclude(Q(pk=0) | Q(because=WHY))),
        lambda one: list(Adjustment.objects.values("words")),
        lambda one: list(Adjustment.objects.values_list("because", flat=True)),
        lambda one: list(Adjustment.objects.order_by("-words")),
        lambda one: [row.words for row in Adjustment.objects.defer(None)],
        lambda one: list(Adjustment.objects.only("words")),
        lambda one: one.refresh_from_db(fields=["because"]),
    ],
)
def test_nothing_reaches_the_words_past_the_policy(here, made, read):
    with pytest.raises(NotOpened):
        read(Adjustment.objects.get())
    assert WORDS not in repr(list(Adjustment.objects.values()))


def test_the_audit_says_that_it_was_agreed_and_not_what(here, made):
    end_adjustment(by=cast.owen(), adjustment=made, ends_on=cast.TODAY + timedelta(days=1))
    written = "".join(one.before + one.after + one.reason for one in AuditPayload.objects.all())
    assert WORDS not in written and WHY not in written and "until" in written


def test_the_person_and_whoever_leads_them_today_are_told_that_and_not_what(here, made):
    told = {one.user: one for one in Notice.objects.all()}
    assert {user: one.text for user, one in told.items()} == {
        cast.amara(): "An adjustment was written down for you.",
        cast.joanna(): "An adjustment was written down for Amara Okafor.",
    }
    for user, one in told.items():
        assert cast.signed_in(user).get(one.url).status_code == 200


def test_whoever_led_them_before_or_may_not_read_it_is_not_told(here):
    end_role(by=cast.sam(), grant=cast.joanna().grants.get(), ends_on=cast.SINCE)
    agree_adjustment(by=cast.owen(), person=here.amara, words=WORDS, starts_on=cast.TODAY)
    assert [one.user for one in Notice.objects.all()] == [cast.amara()]


def test_an_adjustment_says_something_and_does_not_end_before_it_begins(here):
    given = {"by": cast.owen(), "person": here.amara, "starts_on": cast.TODAY}
    with pytest.raises(ValidationError):
        agree_adjustment(words=" ", **given)
    with pytest.raises(ValidationError):
        agree_adjustment(words="x", ends_on=cast.TODAY, **given)
    assert not Adjustment.objects.exists()


def test_written_down_through_the_page_by_hr_alone(here):
    address = reverse("person_adjustments", args=[here.ben.ref])
    given = {"words": WORDS, "starts_on": cast.TODAY.isoformat()}
    for name in ("joanna", "ben"):
        assert cast.signed_in(cast.CAST[name]()).post(address, given).status_code == 404
    assert cast.signed_in(cast.owen()).post(address, given).status_code == 302
    assert WORDS in cast.signed_in(cast.ben()).get(address).content.decode()
