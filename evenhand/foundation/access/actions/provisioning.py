"""Accounts that a list of people or another system asks for."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from evenhand.foundation.access.actions.accounts import (
    create_user,
    end_role,
    grant_role,
    rename_user,
)
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record

# Who holds one of these decides who sees what, or watches over it: a person gives these roles, on
# the page, and no token that was stolen can make its thief one of them.
BY_HAND = frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})


@transaction.atomic
def provision_account(
    *, by: Actor, email: str, name: str, external_id: str, user: User | None = None
) -> User:
    """The account with this id, or this email, or a new one: named as given. It has no password:
    its owner comes in by single sign-on or an invitation."""
    user = user or _known(email, external_id)
    if user is None:
        user = create_user(by=by, email=email, name=name)
    elif email and user.email != email:
        _change_email(by, user, email)
    if user.name != name:
        rename_user(by=by, user=user, name=name)
    if external_id and user.external_id.lower() != external_id.lower():
        _name_by(by, user, external_id)
    return user


@transaction.atomic
def set_roles(*, by: Actor, user: User, roles: Iterable[Role], today: date) -> None:
    """From today the user holds exactly these roles, none of which may be given only by hand."""
    wanted = frozenset(roles)
    refuse_by_hand(user, wanted)
    held = {Role(grant.role): grant for grant in user.grants.filter(ends_on__isnull=True)}
    for role in held.keys() - wanted:
        end_role(by=by, grant=held[role], ends_on=today)
    for role in wanted - held.keys():
        grant_role(by=by, user=user, role=role, starts_on=today)


def refuse_by_hand(user: User | None, wanted: Iterable[Role] = ()) -> None:
    """Raises ValidationError where a role is asked for, or held, that only a person may give."""
    held = user.grants.filter(ends_on__isnull=True).values_list("role", flat=True) if user else ()
    for role in BY_HAND:
        if role in wanted or role in held:
            raise ValidationError(
                _("An administrator gives the role %(role)s by hand, and changes who holds it.")
                % {"role": role.title}
            )


def held_by_hand(*, user: User, today: date) -> list[Role]:
    """What the user holds today, or will, that only a person may give; a token ends no such account."""
    held = user.grants.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    return sorted(BY_HAND.intersection(Role(one.role) for one in held))


def _known(email: str, external_id: str) -> User | None:
    by_id = User.objects.filter(external_id__iexact=external_id).first() if external_id else None
    if by_id or not email:
        return by_id
    found = User.objects.filter(email__iexact=email).first()
    if found and external_id and found.external_id:
        raise ValidationError(_("This email belongs to the account of somebody with another id."))
    return found


def _change_email(by: Actor, user: User, email: str) -> None:
    refuse_by_hand(user)
    user.email = email
    user.full_clean(exclude=["password"])
    user.save(update_fields=["email"])
    record(by=by, verb="account email changed", object_type="account", object_ref=user.ref)


def _name_by(by: Actor, user: User, external_id: str) -> None:
    user.external_id = external_id
    user.full_clean(exclude=["password"])
    user.save(update_fields=["external_id"])
    record(
        by=by,
        verb="account id set",
        object_type="account",
        object_ref=user.ref,
        after={"external_id": external_id},
    )
