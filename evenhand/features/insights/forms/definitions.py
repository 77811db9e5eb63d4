"""What the service-level definition leaves open."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.kpis.speed import FORMULAS


class ServiceLevelForm(forms.Form):
    formula = forms.TypedChoiceField(
        label=_("Formula"),
        choices=[(number, f"{number}: {text}") for number, text in FORMULAS.items()],
        coerce=int,
        widget=forms.RadioSelect,
    )
    seconds = forms.IntegerField(label=_("Answered within, seconds"))
    short = forms.IntegerField(
        label=_("Short time, seconds"),
        help_text=_("Who gives up within it is not counted as waiting (5 and 6)."),
    )
    from_date = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stays beside the setting.")
    )
