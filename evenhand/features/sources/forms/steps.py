"""Forms of the steps: the file, its sheet, what becomes of unknown people, why it is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.intake.shape import Shape


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of contacts, answers, evaluations, legs or conversations"),
        help_text=_(
            "One line for each contact, each answer of a customer, each evaluation (or each criterion of one), or each "
            "conversation with its turns. It is kept here, and nothing counts yet."
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
