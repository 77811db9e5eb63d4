"""Texts for people, marked where they are written: `foundation/wording.py` says them in the language of whoever reads."""

from collections.abc import Mapping
from typing import Any, Self


class Said(str):
    """English as it stands, and what it was made of: the text as it is marked, its plural, and the values in it.

    Values that are themselves `Said` are texts; any other words among them are data and stay as they are.
    """

    text: str
    many: str
    n: float
    values: Mapping[str, Any]

    def __new__(
        cls, text: str, many: str = "", n: float = 1, values: Mapping[str, Any] | None = None
    ) -> Self:
        chosen = many if many and n != 1 else text
        made = super().__new__(cls, chosen.format_map(values) if values else chosen)
        made.text, made.many, made.n, made.values = text, many, n, values or {}
        return made

    def __getnewargs__(self):  # so that it can be copied and sent to another process
        return self.text, self.many, self.n, self.values

    def given(self, **values) -> "Said":
        """With its placeholders filled."""
        return Said(self.text, self.many, self.n, {**self.values, **values})

    def of(self, n: float, **values) -> "Said":
        """Of so many, which its placeholder `n` tells."""
        return Said(self.text, self.many, n, {**self.values, "n": n, **values})


def as_data(text: str) -> str | dict:
    """For JSON, so that it can be said in another language once it is read again."""
    if not isinstance(text, Said):
        return text
    values = {name: as_data(value) for name, value in text.values.items()}
    return {"text": text.text, "many": text.many, "n": text.n, "values": values}


def of_data(data: str | dict) -> str:
    """From `as_data`; what an earlier release kept is words alone."""
    if not isinstance(data, dict):
        return data
    values = {name: of_data(value) for name, value in data["values"].items()}
    return Said(data["text"], data["many"], data["n"], values)


# Their names are those by which Django's `makemessages` knows a text.
def gettext_noop(text: str) -> Said:
    return Said(text)


def ngettext_lazy(one: str, many: str) -> Said:
    """A text about one, and about several: `of` says how many."""
    return Said(one, many)
