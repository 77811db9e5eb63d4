"""The rule by which leaders are told to look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.attainment.actions.alerting import MOST_WEEKS


class LookRuleForm(forms.Form):
    k = forms.IntegerField(
        label=_("Missed in at least so many weeks"), min_value=1, max_value=MOST_WEEKS
    )
    m = forms.IntegerField(label=_("Of the last so many weeks"), min_value=1, max_value=MOST_WEEKS)
    from_date = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("It stays beside the rule. At most 300 characters."),
    )
