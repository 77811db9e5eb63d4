"""What several of these tests do in the same way."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from django.urls import reverse

from tests import cast


def knock(email: str, password: str = cast.PASSWORD, client: Client | None = None):
    return (client or Client()).post("/sign-in/", {"login": email, "password": password})


def come_in(user, client: Client | None = None) -> Client:
    """By the door, with a password: the session then knows how and when."""
    client = client or Client()
    knock(user.email, client=client)
    return client


def confirmed(user) -> Client:
    """Asked a moment ago whether it is still they."""
    client = cast.signed_in(user)
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    return client


def code_of(secret: str, periods_ahead: int = 0) -> str:
    """What an authenticator app shows for this key."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_ahead))


def with_app(user) -> str:
    """The user has an authenticator app; its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_codes(user) -> list[str]:
    return RecoveryCodes.activate(user).generate_codes()
