"""Somebody from outside, to whom one person's figures are opened for a time, as they would be to anybody."""

from datetime import date, timedelta

from django.db import transaction

from evenhand.features.people.actions import open_figures
from evenhand.features.people.models import Person
from evenhand.foundation.access.actions import create_user, grant_role
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.guests.models import Part
from evenhand.sample.policies import sample_viewer

NAME, EMAIL = "Ruth Ellery", "ruth.ellery@branch-office.example"
WHOSE = "Amara Okafor"
REASON = "Amara asked for a companion at her yearly talk (simulated)"
DAYS = 365  # so that the guest's chair is not empty while the sample is looked at


def has_guest() -> bool:
    return User.objects.filter(email=EMAIL, is_sample=True).exists()


@transaction.atomic
def let_in_a_guest(*, today: date, first_day: date) -> None:
    """The role of a guest opens nothing; what HR opens to them is what they see. Does nothing where they are."""
    if has_guest():
        return
    guest = create_user(by=SYSTEM, email=EMAIL, name=NAME, sample=True)
    grant_role(by=SYSTEM, user=guest, role=Role.GUEST, starts_on=first_day)
    open_figures(
        by=sample_viewer("Owen Tudor", today),
        person=Person.objects.get(name=WHOSE),
        user=guest,
        part=Part.COMPANION,
        reason=REASON,
        starts_on=today,
        ends_on=today + timedelta(days=DAYS),
    )
