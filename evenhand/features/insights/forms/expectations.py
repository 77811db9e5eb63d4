"""What we expect of a figure."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.standards.rules.targets import typed_in


class ExpectationForm(forms.Form):
    value = forms.FloatField(label=gettext_lazy("We expect"), required=False)
    from_date = forms.DateField(
        label=gettext_lazy("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("It stays beside the value."),
    )

    def __init__(self, *args, unit: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        hints = {
            "share": _("In percent. Leave it empty to expect nothing from that day on."),
            "net": _("In points. Leave it empty to expect nothing from that day on."),
            "seconds": _("In seconds. Leave it empty to expect nothing from that day on."),
        }
        self.fields["value"].help_text = hints.get(
            unit, _("Leave it empty to expect nothing from that day on.")
        )

    def clean_value(self) -> float | None:
        """In the KPI's own unit."""
        typed = self.cleaned_data["value"]
        return None if typed is None else typed / typed_in(self.unit)
