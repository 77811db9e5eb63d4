"""A name for a page of figures, and with whom it is shared."""

from django import forms
from django.utils.translation import gettext_lazy as _

_name = {"label": _("Name"), "max_length": 120}


class RenameForm(forms.Form):
    name = forms.CharField(**_name)


class NewViewForm(forms.Form):
    name = forms.CharField(**_name)
    team = forms.ModelChoiceField(
        label=_("Share with"),
        queryset=None,
        required=False,
        to_field_name="ref",
        empty_label=_("nobody: it is mine alone"),
        help_text=_("Whoever opens it sees what they may see, and no more."),
    )
    address = forms.CharField(widget=forms.HiddenInput, max_length=1000)

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
