"""Asking for a break-glass session, and for what it opens."""

from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.forms.second_factor import CODE, PasskeyConfirmForm
from evenhand.foundation.access.second_factor import second_steps

WAY_BY_CODE = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


class BreakGlassForm(forms.Form):
    """The reason, and everything by which this person can prove who they are: all of it again."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The privacy officer is told at once, with this sentence."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=CODE),
        help_text=_("From your authenticator app, or one of your recovery codes."),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.steps = second_steps(user.pk)
        if not user.has_usable_password():
            del self.fields["password"]
        if not self.by_code:
            del self.fields["code"]
        elif not self.by_passkey:
            self.fields["code"].required = True

    @property
    def by_code(self) -> bool:
        return bool(self.steps & WAY_BY_CODE)

    @property
    def by_passkey(self) -> bool:
        return Authenticator.Type.WEBAUTHN in self.steps

    @property
    def can_prove(self) -> bool:
        return bool(self.steps - {Authenticator.Type.RECOVERY_CODES})

    def clean(self):
        data = self.cleaned_data
        if self.errors:
            return data
        if not self.can_prove:
            raise ValidationError(_("Set up a second step first: a password alone opens nothing."))
        if not ratelimit.consume(
            context.request, app="allauth.account", action="reauthenticate", user=self.user
        ):
            raise ValidationError(_("Too many tries. Wait a minute."))
        if "password" in self.fields and not self.user.check_password(data["password"]):
            self.add_error("password", _("This is not your present password."))
        else:
            self._prove(data)
        return data

    def _prove(self, data) -> None:
        if data.get("credential"):
            shown = PasskeyConfirmForm({"credential": data["credential"]}, user=self.user)
            if shown.is_valid():
                return
            raise ValidationError(shown.errors["credential"])
        form = BaseAuthenticateForm({"code": data.get("code", "")}, user=self.user)
        if not form.is_valid():
            self.add_error("code" if self.by_code else None, form.errors["code"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=1000)
