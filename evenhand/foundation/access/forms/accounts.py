"""Forms of the door and of the accounts pages."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.actions import set_password
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import CHOICES
from evenhand.foundation.lists import Choice, Filters, Words


def _without_placeholders(form):
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class AccountFilters(Filters):
    words = Words(_("Name or email"))
    role = Choice(_("Role"), CHOICES, every=_("every role"))
    state = Choice(
        _("Which"), [("closed", _("closed")), ("every", _("all"))], every=_("who can sign in")
    )


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["login"].label = _("Work email")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class OwnPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 12 characters; three words will do.")
        self.fields["password2"].label = _("New password, once more")

    def clean(self):
        found = super().clean()
        chosen = self.cleaned_data.get("password1")
        if chosen and self.user.must_choose_password and self.user.check_password(chosen):
            self.add_error("password1", _("Choose another one than the one you were given."))
        return found

    def save(self):
        set_password(by=self.user, user=self.user, password=self.cleaned_data["password1"])


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Work email"))
    role = forms.ChoiceField(label=_("Role"), choices=CHOICES)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Give it to the person: they choose their own when they come in."
        ),
    )

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("There is already an account with this email."))
        return email


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=CHOICES)
    starts_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Until, not including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Give it to the person: they choose their own when they come in."
        ),
    )


class FirstPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; three words will do."),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        if self.cleaned_data.get("password") != self.cleaned_data.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return self.cleaned_data
