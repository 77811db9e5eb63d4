"""Forms of governance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.people.queries import everybody


class LooksForm(forms.Form):
    person = forms.ChoiceField(label=_("About whom"))
    purpose = forms.CharField(
        label=_("Why you need to know"),
        help_text=_("One sentence. The person sees it, and that you looked."),
        max_length=300,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = [(one.ref, one.name) for one in everybody()]
        self.fields["person"].choices = [("", _("Choose")), *people]


class RetentionForm(forms.Form):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=36_525)
    from_date = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why"), help_text=_("Everybody who is signed in reads it."), max_length=500
    )


class PersonForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = [(one.ref, one.name) for one in everybody()]
        self.fields["person"].choices = [("", _("Choose")), *people]


class ErasureForm(forms.Form):
    rule = forms.CharField(
        label=_("By which rule"),
        help_text=_(
            "Their request and its date, or the period that has run out. No name: it stays."
        ),
        max_length=120,
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Why nothing may go"), help_text=_("A claim, a court, a regulator."), max_length=500
    )
