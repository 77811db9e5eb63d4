"""What the kind of a file and the meanings of its columns ask for beside them."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.intake.mapping import Mapping
from evenhand.features.sources.forms import choices


def fields(
    mapping: Mapping, meant: Mapping, questions: dict[str, str], sources: tuple[str, ...]
) -> dict[str, forms.Field]:
    """By name. `meant`: the mapping with the meanings as they are chosen now."""
    asked = {*meant.columns.values(), *questions.values()}
    found = _about(meant, sources)
    found["zone"] = forms.ChoiceField(
        label=_("Times in the file are of"),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        initial=mapping.zone,
    )
    if mapping.kind in ("contacts", "conversations") and not meant.has("channel"):
        found["channel"] = forms.ChoiceField(
            label=_("Channel, where no column names it"),
            choices=choices.CHANNELS,
            initial=mapping.channel,
        )
    for scale in ("csat", "ces"):
        if scale in asked:
            found |= _scale(scale, mapping)
    if mapping.kind == "evaluations":
        found["empty_purpose"] = forms.ChoiceField(
            label=_("An evaluation that does not say why it was made was"),
            help_text=_("Only those drawn at random count in quality figures."),
            choices=choices.PURPOSES,
            initial=mapping.empty_purpose,
        )
    return found


def _about(meant: Mapping, sources: tuple[str, ...]) -> dict[str, forms.Field]:
    if meant.kind == "contacts" or not sources or not meant.has("contact_number"):
        return {}
    talks = meant.kind == "conversations"
    nothing = (
        _("No: each conversation is a contact itself")
        if talks
        else _("The source that has contacts with these numbers")
    )
    named = [(name, _("Contacts of %(source)s") % {"source": name}) for name in sources]
    field = forms.ChoiceField(
        label=_("Are these about contacts that are here?")
        if talks
        else _("Whose contacts are meant?"),
        help_text=_("Then only what was said comes in, and the contacts stay as they are.")
        if talks
        else "",
        choices=[("", nothing), *named],
        required=False,
        initial=meant.about,
    )
    return {"about": field}


def _scale(scale: str, mapping: Mapping) -> dict[str, forms.Field]:
    found = {
        f"{scale}_{end}": forms.IntegerField(
            min_value=0,
            max_value=choices.MOST,
            label=choices.SCALES[scale, end],
            initial=getattr(mapping, f"{scale}_{end}"),
        )
        for end in ("low", "high")
    }
    if scale == "ces":
        found["ces_version"] = forms.TypedChoiceField(
            label=_("Of the effort answers"),
            choices=choices.EFFORT,
            coerce=int,
            initial=mapping.ces_version,
        )
    return found
