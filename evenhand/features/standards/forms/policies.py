"""Forms of policies: a new one, its draft, consultations, and publishing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.kpis import catalogue
from evenhand.features.standards.forms.fields import (
    LONGEST_TITLE,
    day_field,
    line_field,
    text_field,
)
from evenhand.features.standards.models import BASES, KINDS, METHODS, PURPOSES, Draft
from evenhand.features.standards.rules.monitoring import (
    Basis,
    Method,
    Monitoring,
    Purpose,
    Shadow,
)
from evenhand.foundation import wording


def _several(label, names: dict, kind):
    return forms.TypedMultipleChoiceField(
        label=label,
        required=False,
        choices=[(one.value, text) for one, text in names.items()],
        coerce=kind,
        widget=forms.CheckboxSelectMultiple,
    )


class NewPolicyForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is about"), choices=list(KINDS.items()))
    title = line_field(_("Title"), most=LONGEST_TITLE)


class OfARevision(forms.Form):
    """Sent back with the number of the draft that was read."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self):
        if "revision" in self.errors:  # a hidden field has no place for what is wrong with it
            self.add_error(None, _("This page does not say which draft was read. Open it again."))
        return self.cleaned_data


class DiscardForm(OfARevision):
    reason = text_field(_("Why"), _("It stays on the record, with your name and what was written."), required=True)  # fmt: skip


class DraftForm(OfARevision):
    """What every draft has: from when it would hold."""

    effective_from = day_field(_("Holds from"), _("It holds until a later version does."))

    def __init__(self, *args, draft: Draft, **kwargs):
        initial = {"revision": draft.revision, "effective_from": draft.effective_from}
        super().__init__(*args, initial=initial, **kwargs)


class MonitoringForm(forms.Form):
    """A draft may leave any of it open; what is open is named before publishing."""

    why = text_field(
        _("What monitoring is for here"), _("In a few words, for the people concerned.")
    )
    purposes = _several(_("Purposes"), PURPOSES, Purpose)
    basis = forms.TypedChoiceField(
        label=_("What makes it lawful"),
        choices=[("", _("not said yet")), *((one.value, text) for one, text in BASES.items())],
        coerce=Basis,
        empty_value=None,
        required=False,
        help_text=_("Consent is not offered: at work it can seldom be refused freely."),
    )
    methods = _several(_("Methods that are used; all others are off"), METHODS, Method)
    least_intrusive = text_field(_("Why these, and nothing that looks less closely"))
    notice = text_field(_("How people are told"), _("When they start, on which pages, and how customers are told."))  # fmt: skip
    openings_a_month = forms.IntegerField(
        label=_("Contacts that one reader may open in a month"),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    assessment = line_field(
        _("Data protection impact assessment"),
        _("Its number, date, and where it is kept."),
        most=300,
        required=False,
    )
    starts_on = day_field(_("Monitoring under this version starts on"), _("Nobody is monitored before that day."))  # fmt: skip

    def __init__(self, *args, given: Monitoring, **kwargs):
        kept = {name: value for name, value in vars(given).items() if name != "shadows"}
        super().__init__(*args, initial=kept, **kwargs)

    def monitoring(self, shadows: tuple[Shadow, ...]) -> Monitoring:
        said = self.cleaned_data
        tuples = {name: tuple(said[name]) for name in ("purposes", "methods")}
        return Monitoring(**{**said, **tuples, "shadows": shadows})


class SectionForm(forms.Form):
    key = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    title = line_field(_("Title of the section"), most=LONGEST_TITLE, required=False)
    text = text_field(_("Text"), rows=6)

    def said(self) -> tuple[str, str, str]:
        return tuple(self.cleaned_data.get(name, "") for name in ("key", "title", "text"))


class ShadowForm(forms.Form):
    kpi = forms.ChoiceField(label=_("New measure"), required=False)
    from_day = day_field(_("In its shadow from"))
    until = day_field(_("Until (from then on it is used)"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        measures = sorted((str(wording.said_lazy(kpi.title)), kpi.key) for kpi in catalogue.ALL)
        self.fields["kpi"].choices = [("", _("none")), *((key, title) for title, key in measures)]

    def clean(self):
        said = self.cleaned_data
        if said.get("kpi") and not self.errors and not (said.get("from_day") and said.get("until")):
            raise forms.ValidationError(_("Give both days of the shadow period."))
        first, until = said.get("from_day"), said.get("until")
        if said.get("kpi") and first and until and until <= first:
            self.add_error("until", _("A shadow period must end after it starts."))
        return said

    def shadow(self) -> Shadow | None:
        said = self.cleaned_data
        return Shadow(said["kpi"], said["from_day"], said["until"]) if said.get("kpi") else None


SectionForms = forms.formset_factory(SectionForm, extra=1, max_num=60)
ShadowForms = forms.formset_factory(ShadowForm, extra=1, max_num=60)


class ConsultationForm(forms.Form):
    whom = line_field(
        _("Who is consulted"),
        _("A union, a works council, a group of staff, the data protection officer."),
        most=200,
    )
    held_on = day_field(_("When"), required=True)
    views = text_field(_("Their views, if they have given them"))


class ViewsForm(forms.Form):
    views = text_field(
        _("Views"), _("They stay as they are said, beside the answer."), required=True
    )


class ViewsAnswerForm(forms.Form):
    answer = text_field(_("The answer"), _("What becomes of it, and why."), required=True)


class PublishForm(OfARevision):
    reason = text_field(_("Why it is published now"), _("It stays beside the version, with your name."), required=True)  # fmt: skip
    unconsulted_reason = text_field(
        _("Why nobody was consulted"), _("Shown to everybody with the version.")
    )
    reply_by = day_field(_("People are asked to answer by"), required=True)

    def __init__(self, *args, asks_why_unconsulted: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_why_unconsulted:
            del self.fields["unconsulted_reason"]
