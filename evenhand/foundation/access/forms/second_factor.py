"""Forms of the second step, in our words; the checking is allauth's."""

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


def _code_field(help_text) -> forms.CharField:
    return forms.CharField(
        label=_("Code"), help_text=help_text, max_length=20, widget=forms.TextInput(attrs=CODE)
    )


class SecondStepForm(AuthenticateForm):
    code = _code_field(_("From your authenticator app, or one of your recovery codes."))


class CodeConfirmForm(CodeAgainForm):
    code = _code_field(_("From your authenticator app, or one of your recovery codes."))


class AppForm(ActivateTOTPForm):
    code = _code_field(_("The six digits that the app shows now."))


class PasswordConfirmForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)
