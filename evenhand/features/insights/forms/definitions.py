"""What definitions leave open, set from a day on."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.kpis.definition import Kpi, ParameterField
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.foundation import wording


class FromADayForm(forms.Form):
    from_date = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stays beside the setting.")
    )


class ServiceLevelForm(FromADayForm):
    formula = forms.TypedChoiceField(
        label=_("Formula"),
        choices=[
            (number, format_lazy("{}: {}", number, wording.said_lazy(text)))
            for number, text in FORMULAS.items()
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    seconds = forms.IntegerField(label=_("Answered within, seconds"))
    short = forms.IntegerField(
        label=_("Short time, seconds"),
        help_text=_("Who gives up within it is not counted as waiting (5 and 6)."),
    )
    field_order = ("formula", "seconds", "short", "from_date", "reason")


class ParametersForm(FromADayForm):
    """What this definition leaves open, as it declares it."""

    def __init__(self, kpi: Kpi, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {field.name: _field(field) for field in kpi.parameter_fields}
        self.fields = own | self.fields


def _field(field: ParameterField) -> forms.Field:
    if field.choices:
        kind = type(field.choices[0][0])
        choices = [(value, wording.said_lazy(text)) for value, text in field.choices]
        return forms.TypedChoiceField(
            label=wording.said_lazy(field.label),
            choices=choices,
            coerce=kind,
            widget=forms.RadioSelect,
        )
    return forms.IntegerField(
        label=wording.said_lazy(field.label),
        min_value=field.low,
        max_value=field.high,
        help_text=wording.said_lazy(field.help),
    )
