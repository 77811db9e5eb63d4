"""Forms of a contact: the purpose of opening its words, what is wrong with it, the answer to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.contacts.models import KINDS, PURPOSES
from evenhand.features.contacts.rules.corrections import Kind
from evenhand.features.contacts.rules.purposes import Purpose
from evenhand.features.people import queries as people


class OpeningForm(forms.Form):
    purpose = forms.TypedChoiceField(
        label=_("Purpose"), choices=[(p.value, PURPOSES[p]) for p in Purpose], coerce=Purpose
    )
    reference = forms.CharField(
        label=_("Number of the complaint or request"),
        max_length=100,
        required=False,
        help_text=_(
            "Needed for a complaint and for a request. It is kept and shown with the rest."
        ),
    )
    words = forms.CharField(
        label=_("What will you look for?"),
        max_length=300,
        help_text=_("One sentence. It is shown to whose words they are."),
    )


class CorrectionForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("What is wrong?"),
        choices=[(k.value, KINDS[k]) for k in Kind],
        coerce=Kind,
        widget=forms.RadioSelect,
    )
    instead = forms.CharField(
        label=_("Whose it was, or for which team, if you know"), max_length=150, required=False
    )
    words = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever leads your team reads it and answers. Both stay on the record."),
    )


class AnswerForm(forms.Form):
    accepted = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Accept")), ("no", _("Decline"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    to_person = forms.ModelChoiceField(
        label=_("If you accept, whose is it?"),
        queryset=None,
        to_field_name="ref",
        required=False,
        empty_label=_("nobody here, or not known"),
    )
    to_team = forms.ModelChoiceField(
        label=_("If you accept, for which team does it count?"),
        queryset=None,
        to_field_name="ref",
        required=False,
    )
    answer = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown beside what they said."),
    )

    def __init__(self, *args, viewer, correction, **kwargs):
        super().__init__(*args, **kwargs)
        others = people.people(viewer).exclude(pk=correction.person_id)
        self.fields["to_person"].queryset = others
        self.fields["to_team"].queryset = people.teams(viewer)
        if correction.kind != Kind.NOT_MINE:
            del self.fields["to_person"]
        if correction.kind != Kind.WRONG_TEAM:
            del self.fields["to_team"]


class NumberForm(forms.Form):
    number = forms.CharField(label=_("Number of the contact"), max_length=400)


class NarrowForm(forms.Form):
    """How a list behind a figure is narrowed. What cannot be read narrows nothing."""

    channel = forms.CharField(required=False, max_length=500)
    topic = forms.CharField(required=False, max_length=400)
    day = forms.DateField(required=False)

    def chosen(self, name: str):
        self.full_clean()
        return self.cleaned_data.get(name)
