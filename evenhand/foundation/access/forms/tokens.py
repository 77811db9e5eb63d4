"""Forms of API tokens."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Which system"), max_length=100, help_text=_("For example: HR system, nightly.")
    )
    ends_on = forms.DateField(
        label=_("Good until, not including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "At most a year ahead. A token that is replaced often is worth less to a thief."
        ),
    )
