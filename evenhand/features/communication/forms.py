"""Forms of acknowledgements: an answer, a question, the answer to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.features.communication.rules.acknowledging import State
from evenhand.foundation.lists import Choice, Filters


def _words(label, help_text="", *, required=True):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OwnFilters(Filters):
    answered = Choice(
        _("Your answer"), [("no", _("still to be given")), ("yes", _("given"))], every=_("either")
    )


class ReplyForm(forms.Form):
    state = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[
            (State.ACKNOWLEDGED.value, _("I have seen this; it does not mean I agree")),
            (State.DECLINED.value, _("I decline to acknowledge it")),
        ],
        coerce=State,
        widget=forms.RadioSelect,
    )
    words = _words(_("Anything you want beside it"), required=False)

    def __init__(self, *args, declined: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if declined:  # one may still acknowledge
            del self.fields["state"].choices[1:]


class QuestionForm(forms.Form):
    """Stands on one page with the form of an answer."""

    words = _words(
        _("Your question"), _("It commits you to nothing. Question and answer stay on the record.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_question_%s", **kwargs)


class AnswerForm(forms.Form):
    answer = _words(_("Your answer"), _("It stays beside the question."))
