"""What keeps the giving of roles honest: by somebody else, and where others hear of it."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.foundation.access.models import RoleGrant, User
from evenhand.foundation.access.queries import users_with
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.notices.actions import notify

# Whoever holds one of these sees much about others, or decides who does.
ANNOUNCED = frozenset(
    {Role.PRIVACY_OFFICER, Role.HR_ADVISER, Role.SERVICE_MANAGER, Role.ADMINISTRATOR}
)


def refuse_to_oneself(user: User) -> None:
    """Where one person does everything there is nobody to ask: a lone administrator may."""
    if any(one.pk != user.pk for one in users_with(Role.ADMINISTRATOR, timezone.localdate())):
        raise ValidationError({"role": _("Another administrator has to do this.")})


def announce_grant(*, by: Actor, grant: RoleGrant) -> None:
    """To whoever got it, and to all who watch over roles but the giver. What the machine itself gives
    (from its command line, or for a sample) is in the audit only."""
    if by.user_id is None:
        return
    user, said = grant.user, {"by": by.name, "name": grant.user.name, "role": grant.title}
    notify(
        user_ids=[user.pk],
        text=_("%(by)s gave you the role %(role)s.") % said,
        url=reverse("own_account"),
        kind="role",
    )
    today, told = timezone.localdate(), {by.user_id, user.pk}
    words = _("%(by)s gave %(name)s the role %(role)s.") % said
    for role, url in (
        (Role.ADMINISTRATOR, reverse("account", args=[user.ref])),
        (Role.PRIVACY_OFFICER, f"{reverse('audit_list')}?object_ref={user.ref}"),
    ):
        others = {one.pk for one in users_with(role, today)} - told
        notify(user_ids=sorted(others), text=words, url=url, kind="role")
        told |= others
