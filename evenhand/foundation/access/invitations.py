"""A link by which somebody without a password chooses their first one: once, and for a week."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from evenhand.foundation.access.models import User


class Invitations(PasswordResetTokenGenerator):
    """Good until a password is set, the email changes, or settings.PASSWORD_RESET_TIMEOUT is over."""

    key_salt = "evenhand.foundation.access.invitations"


_tokens = Invitations()


def path_for(user: User) -> str:
    return reverse("invitation", args=[user.ref, _tokens.make_token(user)])


def invited(ref: str, token: str, today) -> User | None:
    """Whoever this link invites, while it holds."""
    user = User.objects.filter(ref=ref).first()
    if user is None or user.has_usable_password() or not user.may_come_in(today):
        return None
    return user if _tokens.check_token(user, token) else None
