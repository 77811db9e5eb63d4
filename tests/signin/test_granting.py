"""Roles that open much: given by somebody else, and where others hear of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.foundation.access import queries
from evenhand.foundation.access.actions import grant_role
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.notices.models import Notice
from tests import cast

pytestmark = pytest.mark.django_db
NEEDS_ANOTHER = "Another administrator has to do this."


@pytest.fixture
def two():
    """Sam and Helen are administrators, Leila is privacy officer."""
    cast.leila()
    grant_role(by=SYSTEM, user=cast.helen(), role=Role.ADMINISTRATOR, starts_on=cast.SINCE)
    return cast.sam(), cast.helen()


def give(by, user, role: Role, starts_on=cast.SINCE):
    address = reverse("account_roles", args=[user.ref])
    return cast.signed_in(by).post(address, {"role": role.value, "starts_on": starts_on})


@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_a_role_to_themselves(two, role):
    sam, _helen = two
    sam.grants.exclude(role=Role.ADMINISTRATOR).delete()
    page = give(sam, sam, role)
    assert page.status_code == 422
    assert page.context["grant_form"].errors["role"] == [NEEDS_ANOTHER]
    assert queries.viewer_today(sam).roles == {Role.ADMINISTRATOR}
    assert cast.signed_in(sam).get("/audit/").status_code == 404
    assert not Notice.objects.exists()


def test_a_lone_administrator_may_and_it_is_announced():
    sam, leila = cast.sam(), cast.leila()
    assert give(sam, sam, Role.SERVICE_MANAGER).status_code == 302
    assert queries.viewer_today(sam).roles == {Role.ADMINISTRATOR, Role.SERVICE_MANAGER}
    told = dict(Notice.objects.values_list("user__name", "text"))
    assert told == {
        sam.name: "Sam Oyelaran gave you the role Service manager.",
        leila.name: "Sam Oyelaran gave Sam Oyelaran the role Service manager.",
    }


def test_an_administrator_who_left_does_not_count(two):
    sam, helen = two
    helen.ends_on = timezone.localdate()
    helen.save()
    assert give(sam, sam, Role.SERVICE_MANAGER).status_code == 302


@pytest.mark.parametrize(
    "role", [Role.PRIVACY_OFFICER, Role.HR_ADVISER, Role.SERVICE_MANAGER, Role.ADMINISTRATOR]
)
def test_the_person_and_whoever_watches_are_told(two, role):
    sam, helen = two
    assert give(sam, cast.eve(), role).status_code == 302
    told = {one.user: one for one in Notice.objects.all()}
    assert set(told) == {cast.eve(), helen, cast.leila()}
    for user, notice in told.items():
        assert role.title in notice.text and sam.name in notice.text
        assert cast.signed_in(user).get(notice.url).status_code == 200


def test_other_roles_are_given_quietly(two):
    assert give(two[0], cast.eve(), Role.AGENT).status_code == 302
    assert not Notice.objects.exists()
