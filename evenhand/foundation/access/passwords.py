"""What makes a password easy to guess in this very house."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 8  # signs that must be left when all that is known here is taken away


class WordsOfTheHouseValidator:
    """Refuses what is little more than the name of the product, the organisation or a host, with signs around it."""

    def __init__(self, words: Sequence[str]):
        known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self.known = re.compile(known or r"(?!)", re.I)

    def validate(self, password: str, user=None) -> None:
        if len(self.known.sub("", password)) < min(LEAST, len(password)):
            raise ValidationError(
                _("This is mostly the name of something here. Take words that nobody would guess.")
            )

    def get_help_text(self) -> str:
        return _("Not mostly the name of your organisation, or of Evenhand.")
