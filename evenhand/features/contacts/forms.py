"""Forms of a contact: the purpose of opening its words, what is wrong with it, the answer to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.measure.between import Between, has_values
from evenhand.features.contacts.models import KINDS, PURPOSES, STATES
from evenhand.features.contacts.queries import Narrowing
from evenhand.features.contacts.rules.corrections import Kind
from evenhand.features.contacts.rules.narrowing import HALF_HOURS, WEEKDAYS
from evenhand.features.contacts.rules.purposes import Purpose
from evenhand.features.people import queries as people
from evenhand.foundation.lists import Choice, Filters

_NO_NUMBER, _FAR = _("is not a number: write it as 90 or 90.5"), 1_000_000_000
_A_NUMBER: dict = {
    "min_value": -_FAR,
    "max_value": _FAR,
    "error_messages": dict.fromkeys(("invalid", "min_value", "max_value"), _NO_NUMBER),
}


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


class CorrectionFilters(Filters):
    state = Choice(_("Answer"), [(state.value, words) for state, words in STATES.items()])


class NarrowForm(Filters):
    """How a list behind a figure is narrowed."""

    day = forms.DateField(
        required=False,
        error_messages={"invalid": _("is not a day: write it as 2026-11-22")},
    )
    weekday = forms.ChoiceField(
        choices=[(name, name) for name in WEEKDAYS],
        required=False,
        error_messages={"invalid_choice": _("is not a weekday: write it as mon, tue and so on")},
    )
    half_hour = forms.ChoiceField(
        choices=[(name, name) for name in HALF_HOURS],
        required=False,
        error_messages={
            "invalid_choice": _("is not when a half-hour begins: write it as 09:00 or 09:30")
        },
    )
    at_least = forms.FloatField(required=False, **_A_NUMBER)
    below = forms.FloatField(required=False, **_A_NUMBER)

    def __init__(self, asked, *, kpi):
        super().__init__(asked)
        self.kpi = kpi

    def clean(self):
        found = super().clean()
        ends = found.get("at_least"), found.get("below")
        if not has_values(self.kpi):
            for name, end in zip(("at_least", "below"), ends, strict=True):
                if end is not None:
                    self.add_error(
                        name, _("narrows nothing: here a contact has no value of its own")
                    )
        elif None not in ends and ends[0] >= ends[1]:
            self.add_error("below", _("is not above where the range begins"))
        return found

    def narrowing(self) -> Narrowing:
        found = self.chosen()
        ends = found.get("at_least"), found.get("below")
        return Narrowing(
            day=found.get("day"),
            weekday=WEEKDAYS.index(found["weekday"]) if found.get("weekday") else None,
            half_hour=HALF_HOURS.index(found["half_hour"]) if found.get("half_hour") else None,
            between=None if ends == (None, None) or "below" in self.errors else Between(*ends),
        )
