"""The filters of the audit's pages; they live in the query string."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.audit.queries import Filter, known, names


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

    def __init__(self, *args, within=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("verb", "object_type"):
            choices = [("", _("Everything")), *((v, v) for v in known(name, within))]
            self.fields[name].widget.choices = choices

    def chosen(self) -> Filter:
        """What was understood; a date that is none is shown as an error and not applied."""
        self.is_valid()
        return Filter(**{name: value for name, value in self.cleaned_data.items() if value})


class AboutForm(FilterForm):
    """What concerns one person: `within` are their lines, so that nothing else shows in the choices."""

    actor_ref = forms.CharField(label=_("Who"), required=False, widget=forms.Select)
    field_order = ["actor_ref", "verb", "since", "until"]

    def __init__(self, *args, within, **kwargs):
        super().__init__(*args, within=within, **kwargs)
        del self.fields["object_type"], self.fields["object_ref"]
        called = names()
        refs = known("actor_ref", within)
        choices = sorted(((ref, called.get(ref, ref)) for ref in refs), key=lambda one: one[1])
        self.fields["actor_ref"].widget.choices = [("", _("Everybody")), *choices]
