"""Forms of the import: the file, what its columns mean, what becomes of unknown people, why it is taken back."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.intake.fields import FIELDS
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.recognise import date_order, date_values
from evenhand.features.sources.actions import LEAVE, NEW

SKIP = ""
ORDERS = (("dmy", _("Day first: 03/04 is 3 April")), ("mdy", _("Month first: 03/04 is 4 March")))


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of contacts"),
        help_text=_(
            "A table with one line for each contact. It is kept here, and nothing counts yet."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.txt,.tsv,.xlsx,.json,.jsonl,.ndjson,.parquet,.gz,.zip"}
        ),
        allow_empty_file=True,  # the look at the file refuses it in our words
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=120,
        help_text=_(
            "The system that made the file. A file of a known source is matched as last time."
        ),
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
    )


class MappingForm(forms.Form):
    """One choice for each column, and what else must be known to read the cells."""

    def __init__(self, *args, shape: Shape, mapping: Mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.shape, self.mapping = shape, mapping
        choices = [
            (SKIP, _("Do not bring in")),
            *((field.key, field.title) for field in FIELDS[mapping.kind]),
        ]
        for number, column in self._numbered():
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=_("%(column)s means") % {"column": column},
                choices=choices,
                required=False,
                initial=mapping.columns.get(column, SKIP),
                widget=forms.Select(attrs={"class": "form-select s"}),
            )
        self.dates = date_order(date_values(shape, mapping))
        if self.dates.ambiguous or mapping.order in ("dmy", "mdy"):
            self.fields["order"] = forms.ChoiceField(
                label=_("In the dates of this file, which comes first?"),
                help_text=_("%(value)s can be read both ways.") % {"value": self.dates.example}
                if self.dates.ambiguous
                else "",
                choices=ORDERS,
                required=self.dates.ambiguous,
                initial=mapping.order,
                widget=forms.RadioSelect,
            )
        self._more(mapping)

    def _more(self, mapping: Mapping) -> None:
        self.fields["zone"] = forms.ChoiceField(
            label=_("Times in the file are of"),
            choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
            initial=mapping.zone,
        )
        self.fields["channel"] = forms.ChoiceField(
            label=_("Channel, where no column names it"),
            choices=(("phone", _("Phone")), ("email", _("Email")), ("chat", _("Chat"))),
            initial=mapping.channel,
        )
        self.fields["csat_low"] = forms.IntegerField(
            min_value=0,
            max_value=100,
            label=_("Satisfaction: lowest answer"),
            initial=mapping.csat_low,
        )
        self.fields["csat_high"] = forms.IntegerField(
            min_value=1,
            max_value=1000,
            label=_("Satisfaction: highest answer"),
            initial=mapping.csat_high,
        )

    @property
    def meant(self) -> Mapping:
        """What was chosen as far as it can be used, else what was proposed."""
        usable = self.is_bound and self.is_valid()
        return self.chosen() if usable else self.mapping

    def columns(self):
        """(heading, first values, field, note) for each column of the file."""
        for number, column in self._numbered():
            values = list(dict.fromkeys(self.shape.values(column)))[:3]
            yield column, values, self[f"column-{number}"], self._note(column)

    def _numbered(self):
        """Columns that can mean something, each with its place in the file."""
        named = set(self.shape.named)
        return [one for one in enumerate(self.shape.columns) if one[1] in named]

    def others(self):
        return [self[name] for name in self.fields if not name.startswith("column-")]

    def _note(self, column: str) -> str:
        filled, rows = len(self.shape.values(column)), len(self.shape.rows)
        if not filled:
            return _("empty in the first lines")
        return (
            _("filled in every line")
            if filled == rows
            else _("%(n)d%% filled") % {"n": round(100 * filled / rows)}
        )

    def chosen(self) -> Mapping:
        data = self.cleaned_data
        columns = {
            column: data[f"column-{number}"]
            for number, column in self._numbered()
            if data.get(f"column-{number}")
        }
        names = ("zone", "channel", "csat_low", "csat_high")
        order = data.get("order") or (self.dates.order if not self.dates.ambiguous else "")
        return self.mapping.with_(
            columns=columns, order=order, **{name: data[name] for name in names}
        )


class SheetForm(forms.Form):
    """Which sheet of a workbook holds the contacts."""

    def __init__(self, *args, shape: Shape, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"] = forms.ChoiceField(
            label=_("Sheet of this workbook"),
            choices=[(title, title) for title in shape.sheets],
            initial=shape.sheet,
        )


class ConfirmForm(forms.Form):
    people = forms.ChoiceField(
        label=_("People whom nobody here knows yet"),
        choices=(
            ("add", _("Add them, in the team named below")),
            ("leave", _("Bring their contacts in without a person")),
        ),
        widget=forms.RadioSelect,
        initial="add",
    )
    team = forms.CharField(label=_("Team"), max_length=120, required=False)


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("Why is it taken back?"), max_length=300)


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
                same = _("The same as %(name)s: %(why)s") % {"name": one.name, "why": one.why}
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
