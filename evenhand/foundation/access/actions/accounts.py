"""What can be done to an account. Each verb checks, writes and leaves its audit line at once."""

from datetime import date

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from evenhand.foundation.access.actions.granting import (
    ANNOUNCED,
    announce_end,
    announce_grant,
    refuse_to_oneself,
)
from evenhand.foundation.access.actions.sessions import end_sessions_of
from evenhand.foundation.access.models import RoleGrant, User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record, seal_at_once
from evenhand.foundation.notices.actions import notify


@transaction.atomic
def create_user(
    *, by: Actor, email: str, name: str, password: str | None = None, sample: bool = False
) -> User:
    """Without a password the account exists but nobody can sign in to it yet. One that a person gave is
    for the first sign-in only."""
    user = User(email=email.strip().lower(), name=name.strip(), is_sample=sample)
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
        user.must_choose_password = by.user_id is not None
    user.full_clean(exclude=["password"])
    user.save()
    record(
        by=by,
        verb="account created",
        object_type="account",
        object_ref=user.ref,
        after={"name": user.name, "sample": sample},
    )
    return user


@transaction.atomic
def grant_role(
    *, by: Actor, user: User, role: Role, starts_on: date, ends_on: date | None = None
) -> RoleGrant:
    """Nobody gives one to themselves, but for a lone administrator. Roles that open much are announced."""
    if not user.is_active:
        raise ValidationError(_("This account is closed: open it before giving it a role."))
    if user.pk == by.user_id:
        refuse_to_oneself(user)
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError(_("A role must end after the day on which it starts."))
    if RoleGrant.objects.filter(user=user, role=role, ends_on__isnull=True).exists():
        raise ValidationError(
            _("%(name)s holds the role %(role)s already.")
            % {"name": user.name, "role": Role(role).title}
        )
    grant = RoleGrant.objects.create(
        user=user, role=Role(role), starts_on=starts_on, ends_on=ends_on, granted_by_id=by.user_id
    )
    record(
        by=by,
        verb="role granted",
        object_type="account",
        object_ref=user.ref,
        after={"role": grant.role, "starts_on": starts_on, "ends_on": ends_on},
    )
    seal_at_once()
    if role in ANNOUNCED:
        announce_grant(by=by, grant=grant)
    return grant


@transaction.atomic
def end_role(*, by: Actor, grant: RoleGrant, ends_on: date, reason: str = "") -> RoleGrant:
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    before = {"role": grant.role, "ends_on": grant.ends_on}
    if grant.ends_on is not None and grant.ends_on <= ends_on:
        return grant  # it ended before: a second click changes nothing
    _keep_one_administrator(grant)
    grant.ends_on = max(ends_on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    record(
        by=by,
        verb="role ended",
        object_type="account",
        object_ref=grant.user.ref,
        reason=reason,
        before=before,
        after={"role": grant.role, "ends_on": grant.ends_on},
    )
    seal_at_once()
    if grant.role in ANNOUNCED:
        announce_end(by=by, grant=grant)
    return grant


def _keep_one_administrator(leaving: RoleGrant) -> None:
    if leaving.role != Role.ADMINISTRATOR:
        return
    others = RoleGrant.objects.filter(
        role=Role.ADMINISTRATOR,
        ends_on__isnull=True,
        user__is_active=True,
        user__ends_on__isnull=True,
    ).exclude(user_id=leaving.user_id)
    if not others.exists():
        raise ValidationError(
            _("This is the last administrator. Make somebody else administrator first.")
        )


@transaction.atomic
def deactivate_user(*, by: Actor, user: User, today: date, reason: str = "") -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    for grant in user.grants.filter(ends_on__isnull=True):
        end_role(by=by, grant=grant, ends_on=today, reason=reason)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions_of(by=by, user=user, reason=reason)
    _change(by, user, "account closed", reason)
    return user


@transaction.atomic
def set_end(*, by: Actor, user: User, ends_on: date | None, reason: str = "") -> User:
    """From that day on nobody comes in with this account; None opens it again. Roles stay as they
    are: they hold nothing without an account that is open."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.ends_on == ends_on:
        return user
    if ends_on is not None:
        for grant in user.grants.filter(role=Role.ADMINISTRATOR, ends_on__isnull=True):
            _keep_one_administrator(grant)
    before, user.ends_on = user.ends_on, ends_on
    user.save(update_fields=["ends_on"])
    record(
        by=by,
        verb="account end set",
        object_type="account",
        object_ref=user.ref,
        reason=reason,
        before={"ends_on": before},
        after={"ends_on": ends_on},
    )
    return user


@transaction.atomic
def reactivate_user(*, by: Actor, user: User, reason: str = "") -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        _change(by, user, "account opened", reason)
    return user


@transaction.atomic
def rename_user(*, by: Actor, user: User, name: str) -> User:
    before, user.name = user.name, name.strip()
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name"])
    if before != user.name:
        record(
            by=by,
            verb="account renamed",
            object_type="account",
            object_ref=user.ref,
            before={"name": before},
            after={"name": user.name},
        )
    return user


@transaction.atomic
def invite(*, by: Actor, user: User) -> None:
    """The line in the audit, and word to the owner: whoever holds the link can choose the password. The link
    itself is made from what the account is."""
    _record_about_owner(by, user, "account invited")
    notify(
        user_ids=[user.pk],
        text=_("%(name)s made an invitation by which a password for your account is chosen.")
        % {"name": by.name},
        url=reverse("own_account"),
        kind="security",
    )


@transaction.atomic
def set_password(*, by: Actor, user: User, password: str) -> User:
    """Ends every other session of this user: their hash no longer fits. One that somebody else set lets
    its owner in to choose their own, and they are told."""
    by_other = by.user_id != user.pk
    validate_password(password, user)
    if user.must_choose_password and not by_other and user.check_password(password):
        raise ValidationError(_("Choose another one than the one you were given."))
    user.set_password(password)
    user.must_choose_password = by_other
    user.save(update_fields=["password", "must_choose_password"])
    _record_about_owner(by, user, "password set")
    if by_other:
        notify(
            user_ids=[user.pk],
            text=_("An administrator set a new password for your account."),
            url=reverse("own_account"),
            kind="security",
        )
    return user


def _record_about_owner(by: Actor, user: User, verb: str) -> None:
    """A line that whoever owns the account finds under what is about them."""
    person_ref = import_string(settings.EVENHAND_PERSON_REF)(user.pk)
    record(by=by, verb=verb, object_type="account", object_ref=user.ref, subject_ref=person_ref)


def _change(by: Actor, user: User, verb: str, reason: str) -> None:
    record(by=by, verb=verb, object_type="account", object_ref=user.ref, reason=reason)
