"""Taking a person out of their account, which stays because records point to it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from evenhand.foundation.access.models import ApiToken, BreakGlass, User


def erase_user(*, user: User) -> None:
    """Nobody can be known by this account any more, or sign in with it. Called within an erasure, which is audited."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    for owned in (EmailAddress.objects, Authenticator.objects):
        owned.filter(user=user).delete()
    ApiToken.objects.filter(made_by=user).delete()
    BreakGlass.objects.filter(user=user).update(reason="–")
    user.grants.all().delete()
    user.name, user.email = "Removed", f"{user.ref}@removed.invalid"
    user.external_id, user.ends_on, user.last_login = User().external_id, None, None
    user.date_joined, user.is_active = timezone.now(), False
    user.set_unusable_password()
    user.save()
