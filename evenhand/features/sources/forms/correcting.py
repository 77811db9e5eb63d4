"""Forms of what goes beyond a plain import: changed columns, corrected lines, unknown people one by one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.sources.actions import LEAVE, NEW
from evenhand.foundation import wording


class LookedForm(forms.Form):
    """Asked for where columns read otherwise than in the last file of the source."""

    columns_checked = forms.BooleanField(
        label=_("I have looked: the meanings are right"), required=False
    )


class CorrectionsForm(forms.Form):
    file = forms.FileField(
        label=_("The corrected lines"),
        help_text=_("As they were downloaded here, with the same headings: CSV or Excel."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}),
        allow_empty_file=True,  # the look at the file refuses it in our words
    )


class PeopleForm(forms.Form):
    """One choice for each person of a file whom nobody knows; for very many only where somebody is proposed.

    Nothing is chosen beforehand: without a choice the one for all of them holds."""

    MOST_ROWS, MOST_PEOPLE = 50, 300

    def __init__(self, *args, unknown: list[str], people: list, proposals: dict, **kwargs):
        super().__init__(*args, **kwargs)
        proposed = [key for key in unknown if key in proposals]
        self.keys = (unknown if len(unknown) <= self.MOST_ROWS else proposed)[: self.MOST_ROWS]
        everybody = [(one.ref, one.name) for one in people[: self.MOST_PEOPLE]]
        for number, key in enumerate(self.keys):
            choices = [("", _("As chosen for all below"))]
            if one := proposals.get(key):
                same = _("The same as %(name)s: %(why)s") % {
                    "name": one.name,
                    "why": wording.said(one.why),
                }
                choices.append((one.ref, same))
            choices += [(NEW, _("A new person")), (LEAVE, _("Leave without a person"))]
            if everybody:
                choices.append((_("The same as …"), everybody))
            self.fields[f"person-{number}"] = forms.ChoiceField(
                label=key,
                choices=choices,
                required=False,
                widget=forms.Select(attrs={"class": "form-select s"}),
            )

    def rows(self):
        return [(key, self[f"person-{number}"]) for number, key in enumerate(self.keys)]

    def each(self) -> dict[str, str]:
        """What was chosen, by key."""
        chosen = ((key, self.cleaned_data[f"person-{n}"]) for n, key in enumerate(self.keys))
        return {key: choice for key, choice in chosen if choice}
