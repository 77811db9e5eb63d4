"""The chairs of a loaded centre: each is taken by one click, and the guest's shows one record."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evenhand.features.people.models import Person, Team
from evenhand.foundation.access.queries import sample_seats
from evenhand.foundation.access.roles import Role
from evenhand.foundation.guests.models import Participation
from evenhand.foundation.notices.models import Notice
from tests.access.walking import walk


def one_click_through_the_door(run, truth):
    client = Client()
    page = client.get(reverse("account_login")).content.decode()
    for role in Role:
        assert reverse("sample_come_in", args=[role]) in page
    client.post(reverse("sample_come_in", args=[Role.TEAM_LEADER]))
    assert "Joanna Price" in client.get(reverse("home")).content.decode()


def a_guest_from_outside_sees_one_record_and_nothing_else(run, truth):
    client = Client()
    answer = client.post(reverse("sample_come_in", args=[Role.GUEST]), follow=True)
    assert answer.redirect_chain == [(reverse("opened_to_me"), 302)]
    page = answer.content.decode()
    assert "Amara Okafor" in page and "simulated" in page and "Sample data" in page
    amara, other = (Person.objects.get(name=name) for name in ("Amara Okafor", "Ben Whitlock"))
    assert client.get(reverse("person_figures", args=[amara.ref])).status_code == 200
    closed = [
        *(reverse(name, args=[amara.ref]) for name in ("person_record", "person_attainment", "person_guests")),
        *(reverse("person_figures", args=[one.ref]) for one in Person.objects.exclude(pk=amara.pk)),
        *(reverse("team_figures", args=[team.ref]) for team in Team.objects.all()),
        *(reverse(name) for name in ("organisation_figures", "kpi_list", "policy_list", "standard_list", "audit_list")),
    ]  # fmt: skip
    assert {client.get(address).status_code for address in closed} == {404}
    seen = walk(sample_seats(timezone.localdate())[Role.GUEST])
    assert {status for status, _ in seen.values()} <= {200, 302}
    assert not [address for address, (_, said) in seen.items() if other.name in said]
    opened = Participation.objects.get()
    assert opened.opened_by.name == "Owen Tudor" and opened.ends_on - opened.starts_on > timedelta(
        days=300
    )
    told = Notice.objects.filter(user=amara.user, kind="guest").get()
    assert "Companion" in told.text
