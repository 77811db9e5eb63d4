"""Accounts and roles."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from evenhand.foundation.access import actions, queries
from evenhand.foundation.access.models import RoleGrant, User
from evenhand.foundation.access.policy import MAY, Ability, may, require
from evenhand.foundation.access.refs import ALPHABET, new_ref
from evenhand.foundation.access.roles import TITLES, Role
from evenhand.foundation.audit.models import AuditEntry
from tests import cast
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def test_refs_tell_nothing():
    refs = {new_ref() for _ in range(1000)}
    assert len(refs) == 1000
    assert all(len(ref) >= 12 and set(ref) <= set(ALPHABET) for ref in refs)


def test_every_role_has_a_title():
    assert set(TITLES) == set(Role)


def test_an_email_is_taken_in_any_case():
    cast.amara()
    with pytest.raises(ValidationError, match="already an account"):
        actions.create_user(
            by=cast.sam(), email="AMARA@brightwell.example", name="Other", password=cast.PASSWORD
        )


def test_the_database_too_knows_one_account_an_email():
    cast.amara()
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="Amara@Brightwell.example", name="Other").save()


def test_a_short_password_is_refused_and_nothing_is_made():
    with pytest.raises(ValidationError):
        actions.create_user(by=cast.sam(), email="x@y.example", name="X", password="short")
    assert not User.objects.filter(email="x@y.example").exists()


def test_a_role_holds_from_its_first_day_until_before_its_last():
    eve, sam = cast.eve(), cast.sam()
    actions.grant_role(
        by=sam, user=eve, role=Role.GUEST, starts_on=TODAY, ends_on=TODAY + timedelta(days=2)
    )
    held = [queries.roles_of(eve.pk, TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)]
    assert held == [set(), {Role.GUEST}, {Role.GUEST}, set()]


def test_a_role_is_held_once():
    ben, sam = cast.ben(), cast.sam()
    with pytest.raises(ValidationError, match="already"):
        actions.grant_role(by=sam, user=ben, role=Role.AGENT, starts_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=ben, role=Role.AGENT, starts_on=TODAY)


def test_a_role_that_ended_can_be_given_again_on_the_same_day():
    ben, sam = cast.ben(), cast.sam()
    actions.end_role(by=sam, grant=ben.grants.get(), ends_on=TODAY)
    assert queries.roles_of(ben.pk, TODAY) == set()
    assert queries.roles_of(ben.pk, YESTERDAY) == {Role.AGENT}
    actions.grant_role(by=sam, user=ben, role=Role.AGENT, starts_on=TODAY)
    assert queries.roles_of(ben.pk, TODAY) == {Role.AGENT}


def test_ending_twice_changes_nothing():
    ben, sam = cast.ben(), cast.sam()
    actions.end_role(by=sam, grant=ben.grants.get(), ends_on=TODAY)
    actions.end_role(by=sam, grant=ben.grants.get(), ends_on=TOMORROW)
    assert ben.grants.get().ends_on == TODAY
    assert AuditEntry.objects.filter(verb="role ended").count() == 1


def test_the_last_administrator_stays():
    sam = cast.sam()
    with pytest.raises(ValidationError, match="last administrator"):
        actions.deactivate_user(by=sam, user=sam, today=TODAY)
    sam.refresh_from_db()
    assert sam.is_active


def test_closing_an_account_ends_its_roles():
    ben = cast.ben()
    actions.deactivate_user(by=cast.sam(), user=ben, today=TODAY, reason="left")
    ben.refresh_from_db()
    assert not ben.is_active
    assert cast.viewer(ben).roles == set()
    verbs = AuditEntry.objects.filter(object_ref=ben.ref, payload__reason="left")
    assert {entry.verb for entry in verbs} == {"role ended", "account closed"}
    with pytest.raises(ValidationError, match="closed"):
        actions.grant_role(by=cast.sam(), user=ben, role=Role.AGENT, starts_on=TODAY)


def test_no_line_of_the_audit_holds_a_password_or_an_email():
    actions.set_password(by=cast.sam(), user=cast.ben(), password="another three words")
    for entry in AuditEntry.objects.all():
        said = entry.payload
        text = f"{said.before}{said.after}{said.reason}{entry.object_ref}{entry.actor_ref}"
        assert "words" not in text
        assert "@" not in text


def test_policy():
    assert may(cast.viewer(cast.sam()), Ability.MANAGE_ACCOUNTS, MAY)
    with pytest.raises(Http404):
        require(cast.viewer(cast.amara()), Ability.MANAGE_ACCOUNTS, MAY)
    assert not queries.accounts(cast.viewer(cast.amara()))
