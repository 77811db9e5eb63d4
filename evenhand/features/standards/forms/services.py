"""Forms of service standards: a new one, its draft, publishing, and an end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.standards import queries
from evenhand.features.standards.forms.fields import (
    LONGEST_TITLE,
    day_field,
    line_field,
    text_field,
)
from evenhand.features.standards.forms.policies import OfARevision
from evenhand.features.standards.models import StandardDraft


def _goals():
    return [("", _("not chosen yet")), *((mark, one.title) for mark, one in queries.goals())]


class NewStandardForm(forms.Form):
    title = line_field(_("Title"), _("What it is about, in a few words."), most=LONGEST_TITLE)
    goal = forms.ChoiceField(label=_("Which promise to customers it keeps"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = _goals()


class StandardForm(OfARevision):
    title = line_field(_("Title"), most=LONGEST_TITLE)
    text = text_field(
        _("What customers can expect"),
        _("In words that a customer and whoever serves them understand the same way."),
        rows=5,
    )
    goal = forms.ChoiceField(label=_("Which promise to customers it keeps"), required=False)
    owner = forms.ChoiceField(
        label=_("Who answers for it"), help_text=_("Questions about it go to them.")
    )
    effective_from = day_field(_("Holds from"), _("It holds until a later version does."))

    def __init__(self, *args, draft: StandardDraft, today, **kwargs):
        standard = draft.standard
        initial = {
            "revision": draft.revision,
            "title": standard.title,
            "text": draft.text,
            "goal": draft.goal,
            "owner": standard.owner.ref,
            "effective_from": draft.effective_from,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.owners = {one.ref: one for one in queries.owners(today)}
        self.fields["owner"].choices = [(ref, one.name) for ref, one in self.owners.items()]
        known = _goals()
        cited = queries.goal_cited(draft.goal)
        if cited and draft.goal not in dict(known):
            version, section = cited
            older = _("%(title)s (as the charter said it in version %(number)s)")
            known.append((draft.goal, older % {"title": section.title, "number": version.number}))
        self.fields["goal"].choices = known

    def clean_owner(self) -> int:
        return self.owners[self.cleaned_data["owner"]].pk


class PublishStandardForm(OfARevision):
    reason = text_field(_("Why it is published now"), _("It stays beside the version, with your name."), required=True)  # fmt: skip
    reply_by = day_field(_("People are asked to answer by"), required=True)


class EndingForm(forms.Form):
    ends_on = day_field(_("From this day on it holds no more"), required=True)
    reason = text_field(_("Why"), _("It stays beside it, with your name."), required=True)
