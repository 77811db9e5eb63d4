"""Forms of the second step, in our words; the checking is allauth's."""

import struct
from contextlib import contextmanager

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.actions.failures import note_failure

CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


def _code_field(help_text) -> forms.CharField:
    return forms.CharField(
        label=_("Code"), help_text=help_text, max_length=20, widget=forms.TextInput(attrs=CODE)
    )


class _Noted:
    """A code that does not fit is a line of the audit."""

    def clean_code(self):
        try:
            return super().clean_code()
        except forms.ValidationError:
            note_failure(self.user, by="code")
            raise


class SecondStepForm(_Noted, AuthenticateForm):
    code = _code_field(_("From your authenticator app, or one of your recovery codes."))


class CodeConfirmForm(_Noted, CodeAgainForm):
    code = _code_field(_("From your authenticator app, or one of your recovery codes."))


class AppForm(ActivateTOTPForm):
    code = _code_field(_("The six digits that the app shows now."))


class PasswordConfirmForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)


@contextmanager
def _nonsense_is_refused():
    """Whoever sends what no browser would send gets the same sentence as for a wrong key."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, struct.error) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _Shown:
    """A form with which a passkey is shown."""

    def clean_credential(self):
        with _nonsense_is_refused():
            return super().clean_credential()


class PasskeyLoginForm(_Shown, LoginWebAuthnForm):
    """Instead of a password."""


class PasskeySecondStepForm(_Shown, AuthenticateWebAuthnForm):
    """After a password."""


class PasskeyConfirmForm(_Shown, ReauthenticateWebAuthnForm):
    """Once more."""


class PasskeyForm(AddWebAuthnForm):
    """Each is a passkey in full: it lies on the device and asks who holds it."""

    passwordless = None
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=60,
        help_text=_("By which you know it again: the phone, the key ring."),
    )

    def clean(self):
        with _nonsense_is_refused():
            return super().clean()


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)
