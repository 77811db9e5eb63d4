"""Forms of targets. A threshold is typed as people say it: shares in percent, times in seconds."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.standards import queries
from evenhand.features.standards.forms.fields import day_field, text_field
from evenhand.features.standards.rules.targets import (
    About,
    Direction,
    Every,
    Wanted,
    Where,
    direction_of,
    fits_as_counter,
    may_be_about,
    needs_counter,
    typed_in,
)
from evenhand.foundation import wording

DAYS_BEFORE_IT_HOLDS = 14


def _threshold(kpi: Kpi, label, **kwargs):
    return forms.FloatField(label=label, help_text=queries.unit_text(kpi).capitalize() + ".", **kwargs)  # fmt: skip


# Over how many weeks together a figure may be counted.
_ROLLING = (4, 8, 12, 26, 52)


def _period(said: str) -> tuple[Every, int | None]:
    """ "month", or "rolling 12"."""
    every, _space, weeks = said.partition(" ")
    return Every(every), int(weeks) if weeks else None


def _periods(last) -> list:
    whole = [(one.value, text) for one, text in queries.EVERY.items()]
    known = {*_ROLLING, last.weeks if last and last.weeks else 12}
    return whole + [(f"rolling {n}", queries.weeks_text(n)) for n in sorted(known)]


class TargetForm(forms.Form):
    about = forms.TypedChoiceField(
        label=gettext_lazy("Whose figure is held against it"),
        coerce=About,
        widget=forms.RadioSelect,
    )
    keys = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    direction = forms.TypedChoiceField(
        label=gettext_lazy("It is to be"), coerce=Direction, widget=forms.RadioSelect
    )
    threshold = forms.FloatField()
    every = forms.TypedChoiceField(label=gettext_lazy("Counted over"), coerce=_period)
    minimum_volume = forms.IntegerField(
        label=gettext_lazy("Smallest volume"), min_value=1, max_value=1_000_000
    )
    counter = forms.ChoiceField(label=gettext_lazy("Looked at beside it"), required=False)
    effective_from = day_field(gettext_lazy("Holds from"), required=True)
    effective_to = day_field(
        gettext_lazy("Ends before"), gettext_lazy("Leave it empty where it goes on.")
    )
    reason = text_field(
        gettext_lazy("Why this target"),
        gettext_lazy("It stays beside the target, with your name."),
        required=True,
    )
    reply_by = day_field(
        gettext_lazy("People are asked to answer by"),
        gettext_lazy("Nobody is measured before they have read it, or this day has come."),
        required=True,
    )

    def __init__(self, *args, here: queries.Here, where: Where, places: dict, today, last=None, **kwargs):  # fmt: skip
        self.here, self.where, self.last = here, where, last
        self.refs = queries.place_refs(where, places)
        kwargs["initial"] = self._initial(today) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        kpi = here.kpi
        self.fields["threshold"] = _threshold(kpi, gettext_lazy("How much"))
        self.fields["minimum_volume"].help_text = _(
            "Fewer %(counted)s than that say too little about anybody; %(n)s is the least."
        ) % {"counted": wording.said(kpi.counted), "n": ENOUGH}
        self.fields["every"].choices = _periods(last)
        self._set_choices(kpi, places)
        if where is Where.ORGANISATION:
            del self.fields["keys"]

    def _set_choices(self, kpi: Kpi, places: dict) -> None:
        allowed = [self.last.about] if self.last else [one for one in About if may_be_about(kpi, one)]  # fmt: skip
        if self.where is Where.PEOPLE:
            allowed = [one for one in allowed if one is About.PERSON]
        self.fields["about"].choices = [(one, queries.ABOUT[one]) for one in allowed]
        own = direction_of(kpi)
        self.fields["direction"].choices = [
            (one, text) for one, text in queries.DIRECTIONS.items() if own in (None, one)
        ]
        if "keys" in self.fields:
            self.fields["keys"].label = queries.WHERE[self.where]
            self.fields["keys"].choices = [(self.refs[key], name) for key, name in places.items()]
        self._set_counters(kpi, allowed)

    def _set_counters(self, kpi: Kpi, allowed: list[About]) -> None:
        fit = [
            (one.key, wording.said(one.title))
            for one in catalogue.ALL
            if any(fits_as_counter(one, kpi, about) for about in allowed)
        ]
        field = self.fields["counter"]
        field.required = all(needs_counter(kpi, about) for about in allowed)
        none = _("choose one") if field.required else _("nothing")
        field.choices = [("", none), *sorted(fit, key=lambda one: one[1])]
        if any(needs_counter(kpi, about) for about in allowed):
            field.help_text = _("Time can be saved at the customer’s cost: choose what would show that.")  # fmt: skip
            field.error_messages["required"] = field.help_text

    def _initial(self, today) -> dict:
        soon = today + timedelta(days=DAYS_BEFORE_IT_HOLDS)
        kpi, last = self.here.kpi, self.last
        given = {
            "effective_from": soon,
            "reply_by": soon,
            "minimum_volume": ENOUGH,
            "every": Every.MONTH,
            "about": About.PERSON if may_be_about(kpi, About.PERSON) else About.TOTAL,
            "direction": direction_of(kpi),
        }
        if last is None:
            return given
        kept = ("direction", "minimum_volume")
        return given | {
            "every": f"{last.every} {last.weeks}" if last.weeks else last.every,
            **{name: getattr(last, name) for name in kept},
            "about": last.about,
            "keys": [self.refs[key] for key in last.keys if key in self.refs],
            "threshold": f"{last.threshold * typed_in(kpi.unit):.6g}",
            "counter": last.counter_key,
        }

    def wanted(self) -> Wanted:
        said, keys = self.cleaned_data, {ref: key for key, ref in self.refs.items()}
        return Wanted(
            kpi=self.here.kpi,
            about=said["about"],
            where=self.where,
            keys=frozenset(keys[ref] for ref in said.get("keys", ())),
            direction=said["direction"],
            threshold=said["threshold"] / typed_in(self.here.kpi.unit),
            every=said["every"][0],
            weeks=said["every"][1],
            minimum_volume=said["minimum_volume"],
            counter=queries.kpi_called(said["counter"]),
            effective_from=said["effective_from"],
            effective_to=said["effective_to"],
            reason=said["reason"].strip(),
            reply_by=said["reply_by"],
        )


class CopiesForm(forms.Form):
    given_on = day_field(gettext_lazy("They got it on"), required=True)
    people = forms.ModelMultipleChoiceField(
        queryset=None,
        to_field_name="ref",
        label=gettext_lazy("Who was handed a copy"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class OwnTargetForm(forms.Form):
    """`held`: the targets that may be adjusted, as (ref, words, KPI)."""

    target = forms.ChoiceField(label=gettext_lazy("Which target"))
    threshold = forms.FloatField(
        label=gettext_lazy("Their own threshold"),
        required=False,
        help_text=gettext_lazy("As the target is written: percent, seconds. Leave it empty where they are left out of this target."),
    )  # fmt: skip
    starts_on = day_field(gettext_lazy("From"), required=True)
    ends_on = day_field(gettext_lazy("Until"))

    def __init__(self, *args, held: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.kpis = {ref: kpi for ref, _words, kpi in held}
        self.fields["target"].choices = [(ref, words) for ref, words, _kpi in held]

    def clean(self):
        said = self.cleaned_data
        if said.get("threshold") is not None and "target" in said:
            said["threshold"] /= typed_in(self.kpis[said["target"]].unit)
        return said


class OwnTargetEndForm(forms.Form):
    ends_on = day_field(gettext_lazy("From this day on it holds no more"), required=True)
