"""Forms of people and teams."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.people.models import Team
from evenhand.features.people.rules.people_file import LARGEST

_DATE = {"attrs": {"type": "date"}, "format": "%Y-%m-%d"}


class PeopleFileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file of people"),
        help_text=_(
            "Columns: person_id, name, email, team, role, starts_on, ends_on. Only name is needed."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 5 MB, too large for a list of people.")
            )
        return file


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Work email"), required=False)
    team = forms.ModelChoiceField(label=_("Team"), queryset=None, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.all()


class MoveForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Team"), queryset=None)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(**_DATE))
    leads = forms.BooleanField(label=_("Leads the team"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.all()


class KeyForm(forms.Form):
    key = forms.CharField(
        label=_("Source id"),
        max_length=200,
        help_text=_("How a source writes this person: a number, an email, a name."),
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Team name"), max_length=120)
