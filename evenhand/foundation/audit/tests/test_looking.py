"""Whoever looks at a page about somebody else leaves one line a day; whoever takes a file away, one each time."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.foundation.audit.actions import look
from evenhand.foundation.audit.models import AuditEntry
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def lines(person) -> list[tuple[str, str]]:
    found = AuditEntry.objects.filter(
        payload__subject_ref=person.ref, verb__in=("looked at", "exported")
    )
    return sorted(found.values_list("actor_ref", "object_type"))


def test_pages_about_somebody_else(here):
    joanna, ref = cast.signed_in(cast.joanna()), cast.joanna().ref
    pages = {
        "figures": reverse("person_figures", args=[here.ben.ref]),
        "person's record": reverse("person_record", args=[here.ben.ref]),
        "list of contacts": f"{reverse('contact_list')}?person={here.ben.ref}",
        "contact": reverse("contact", args=[centre.id_of("ben-000")]),
    }
    for _twice in range(2):
        for address in pages.values():
            assert joanna.get(address).status_code == 200
    assert (
        joanna.get(f"{reverse('figure', args=['csat'])}?person={here.ben.ref}").status_code == 200
    )
    assert lines(here.ben) == sorted((ref, page) for page in pages)


def test_what_one_may_not_see_and_ones_own_pages_leave_nothing(here):
    address = reverse("person_figures", args=[here.ben.ref])
    assert cast.signed_in(cast.noor()).get(address).status_code == 404
    assert cast.signed_in(cast.ben()).get(address).status_code == 200
    assert lines(here.ben) == []


def test_every_file_leaves_a_line(here):
    joanna = cast.signed_in(cast.joanna())
    address = f"{reverse('contact_list_file')}?person={here.ben.ref}&kpi=handled"
    for _twice in range(2):
        assert joanna.get(address).status_code == 200
    assert (
        joanna.get(reverse("person_figures", args=[here.ben.ref]), {"as": "csv"}).status_code == 200
    )
    assert [what for _who, what in lines(here.ben)] == [
        "contacts",
        "contacts",
        "figures",
        "figures",
    ]


def test_each_day_and_each_person_anew():
    joanna = cast.viewer(cast.joanna(), today=timezone.localdate())
    for subject in ("a", "a", "b"):
        look(by=joanna, subject_ref=subject, page="figures")
    look(
        by=replace(joanna, today=joanna.today + timedelta(days=1)), subject_ref="a", page="figures"
    )
    assert AuditEntry.objects.filter(verb="looked at").count() == 3


def test_the_second_look_of_a_day_writes_nothing(here, django_assert_max_num_queries):
    joanna = cast.viewer(cast.joanna(), today=timezone.localdate())
    look(by=joanna, subject_ref="a", page="figures")
    with django_assert_max_num_queries(1) as asked:
        look(by=joanna, subject_ref="a", page="figures")
    assert not [one for one in asked if not one["sql"].startswith("SELECT")]


def test_ben_reads_who_looked_in_which_role(here):
    cast.signed_in(cast.joanna()).get(reverse("person_figures", args=[here.ben.ref]))
    ben = cast.signed_in(cast.ben())
    page = words(ben.get(reverse("audit_about_me")).content.decode())
    assert "Joanna Price Team leader looked at figures" in page
    asked = {"actor_ref": cast.joanna().ref, "verb": "looked at"}
    assert len(ben.get(reverse("audit_about_me"), asked).context["page"].object_list) == 1
    asked["verb"] = "exported"
    assert b"No line fits this filter" in ben.get(reverse("audit_about_me"), asked).content
    file = b"".join(ben.get(reverse("audit_about_me_export"), {"verb": "looked at"}))
    (row,) = csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
    assert (row["actor_name"], row["actor_roles"], row["object_type"]) == (
        "Joanna Price", "team_leader", "figures",
    )  # fmt: skip


def test_the_choices_of_the_filter_betray_nobody(here):
    cast.signed_in(cast.rajesh()).get(reverse("person_figures", args=[here.noor.ref]))
    cast.signed_in(cast.joanna()).get(reverse("person_figures", args=[here.ben.ref]))
    page = cast.signed_in(cast.ben()).get(reverse("audit_about_me")).content.decode()
    assert cast.joanna().ref in page
    assert cast.rajesh().ref not in page and "Rajesh" not in page
