"""Forms of the import: the file, what its columns mean, what becomes of unknown people, why it is taken back."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.intake.fields import FIELDS
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.recognise import date_order, date_values

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
