"""Fields that the forms of standards share."""

from django import forms

_LONG = 8000


def day_field(label, help_text="", *, required=False):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def text_field(label, help_text="", *, required=False, rows=3):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_LONG, widget=widget
    )
