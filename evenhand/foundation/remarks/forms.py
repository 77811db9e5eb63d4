"""One field: what somebody wants to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.remarks.models import LONGEST


class RemarkForm(forms.Form):
    words = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write down what you want to say.")},
    )
