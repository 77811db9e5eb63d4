"""Fields that the forms of standards share."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_LONG = 8000
LONGEST_TITLE = 150


def day_field(label, help_text="", *, required=False):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def line_field(label, help_text="", *, most: int, required=True):
    """One line; how long it may be is said, for the browser does not cut it off."""
    at_most = format_lazy(_("At most {n} characters."), n=most)
    said = format_lazy("{} {}", help_text, at_most) if help_text else at_most
    return forms.CharField(label=label, help_text=said, required=required, max_length=most)


def text_field(label, help_text="", *, required=False, rows=3):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_LONG, widget=widget
    )
