"""The filter of the audit page; it lives in the query string."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.audit.queries import Filter, known


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FilterForm(forms.Form):
    verb = forms.CharField(label=_("What was done"), required=False, widget=forms.Select)
    object_type = forms.CharField(label=_("To what"), required=False, widget=forms.Select)
    object_ref = forms.CharField(label=_("Which one"), required=False, max_length=64)
    since = _day(_("From"))
    until = _day(_("Until, not including"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("verb", "object_type"):
            choices = [("", _("Everything")), *((value, value) for value in known(name))]
            self.fields[name].widget.choices = choices

    def chosen(self) -> Filter:
        """What was understood; a date that is none is shown as an error and not applied."""
        self.is_valid()
        return Filter(**{name: value for name, value in self.cleaned_data.items() if value})
