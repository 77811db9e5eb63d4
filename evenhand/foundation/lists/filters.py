"""The filters of a list: a small form that is read from the query string, so that a filtered list can be linked."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_LONGEST = 200  # characters of words to look for


class Words(forms.CharField):
    """Words that somebody types: they may be anybody's name, and stay out of the audit."""

    def __init__(self, label):
        super().__init__(label=label, required=False, widget=forms.SearchInput)

    def validate(self, value):
        if len(value) > _LONGEST:
            raise ValidationError(
                _("is too long to look for: %(n)d characters are enough") % {"n": _LONGEST}
            )


class Choice(forms.ChoiceField):
    """One of a few, or none of them: then the list is not narrowed."""

    def __init__(self, label, choices=(), *, every=""):
        super().__init__(label=label, required=False)
        self.every = every or gettext_lazy("all")  # what stands where none is chosen
        self.offer(choices)

    def offer(self, choices) -> None:
        """`choices`: those that whoever looks may know of."""
        self.choices = [("", self.every), *choices]

    def validate(self, value):
        if value and not self.valid_value(value):
            raise ValidationError(
                _("is none of the choices under “%(label)s”") % {"label": self.label}
            )


class Day(forms.DateField):
    def __init__(self, label):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        wrong = gettext_lazy("is not a day: write it as 2026-11-22")
        super().__init__(
            label=label,
            required=False,
            widget=widget,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": wrong},
        )


class Filters(forms.Form):
    """What cannot be read narrows nothing, and is said. Its names are those of the query that it narrows."""

    def __init__(self, asked):
        """`asked`: the query string. NUL is what no database takes, and no list holds."""
        super().__init__(
            {name: asked.get(name, "").replace("\0", "�") for name in self.base_fields},
            auto_id="by_%s",  # beside a form of the same page that has a field of the same name
        )

    def chosen(self) -> dict[str, Any]:
        """What was asked for and could be read, by name."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if not self.errors.get(name) and self.cleaned_data[name] not in (None, "")
        }

    @property
    def wrong(self) -> list[str]:
        """What cannot be read, each in a sentence."""
        return [sentence for _id, sentence in self.wrong_fields]

    @property
    def wrong_fields(self) -> list[tuple[str, str]]:
        """The same, each with the id by which its field refers to it."""
        return [
            (f"{self[name].auto_id}_error", f"“{self.data[name][:40]}” {problem}.")
            for name, problems in self.errors.items()
            for problem in problems
        ]

    @property
    def typed(self) -> list[str]:
        """The names of filters that take words of one's own."""
        return [name for name, field in self.fields.items() if isinstance(field, Words)]

    def told(self) -> list[str]:
        """To what the list is narrowed, in words."""
        return [f"{self.fields[name].label}: {self._text(name, value)}" for name, value in self.chosen().items()]  # fmt: skip

    def _text(self, name: str, value) -> str:
        field = self.fields[name]
        if isinstance(field, Choice):
            return str(dict(field.choices)[value])
        return value.isoformat() if isinstance(value, date) else str(value)
