"""Who needs a second step, and how what proves it is kept."""

import base64
import os
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.queries import viewer_today
from evenhand.foundation.access.viewers import Viewer

# What is open to somebody whose role needs a second step and who has none yet.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_change_password",  # comes first where somebody else set the password
        "account_reauthenticate",
        "account_logout",
        "health",
    }
)


def second_steps(user_id: int) -> set[str]:
    """The types of what somebody can show: webauthn, totp, recovery_codes."""
    found = Authenticator.objects.filter(user_id=user_id)
    return set(found.values_list("type", flat=True))


def has_second_step(user_id: int) -> bool:
    return bool(second_steps(user_id) - {Authenticator.Type.RECOVERY_CODES})


def is_needed(viewer: Viewer) -> bool:
    return not viewer.roles.isdisjoint(settings.EVENHAND.second_factor_roles)


class SecondFactorMiddleware:
    """Leads whoever needs a second step and has none to the page where they set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        viewer = request.viewer
        if request.resolver_match.url_name in SETTING_UP or not is_needed(viewer):
            return None
        return None if has_second_step(viewer.user_id) else redirect("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """What we ask of allauth.mfa: our words, secrets that a copy of the database does not tell."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit. Wait for the next one, or use a recovery code that is unused."
        ),
        "cannot_delete_authenticator": _(
            "Your role needs a second step, and this is your only one. Add another first."
        ),
    }

    def get_totp_issuer(self) -> str:
        return f"Evenhand, {settings.EVENHAND.organisation}"

    def generate_authenticator_name(self, user, type) -> str:
        return gettext("Passkey of %(day)s") % {
            "day": date_format(timezone.localdate(), gettext("j M Y"))
        }

    def can_delete_authenticator(self, authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id)
        others = others.exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        return not is_needed(viewer_today(authenticator.user))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another secret key than at the time of writing, nothing fits: never an empty secret."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(os.urandom(20)).decode()


def _cipher() -> MultiFernet:
    """Writes with the key in force, and reads with the earlier ones as well."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(b"evenhand second step" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
