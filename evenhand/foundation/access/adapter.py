"""What we ask of django-allauth: no sign-up, no chatter, kind words at a closed door."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.actions.failures import note_failure
from evenhand.foundation.access.queries import user_with_email
from evenhand.foundation.audit.actions import record


class DoorAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This email and this password do not go together. Look at both and try again."
        ),
        "too_many_login_attempts": _(
            "There were many tries in a short time, so we wait a little. Try again in five "
            "minutes, or ask an administrator for a new password. Nothing is lost."
        ),
        "incorrect_password": _("This is not your present password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request):
        return False  # accounts are made by an administrator

    def pre_login(self, request, user, **kwargs):
        if not user.may_come_in(timezone.localdate()):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request, user):
        super().login(request, user)
        by = [one["method"] for one in get_authentication_records(request, user)]
        record(
            by=user,
            verb="signed in",
            object_type="account",
            object_ref=user.ref,
            after={"by": by},
        )

    def authentication_failed(self, request, **credentials):
        """Of an account that is here and of none alike, so that neither the line nor its time tells which."""
        note_failure(user_with_email(str(credentials.get("email", ""))), by="password")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Who proved a few minutes ago that it is they, is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0)
        return time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT

    def add_message(self, *args, **kwargs):
        """Nobody needs to be told that they have just signed in."""
