"""Speaking the pseudo-language: a compiled catalogue in a folder of its own, chosen by a browser that asks for it."""

import gettext
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import allauth
import django
from django.conf import settings
from django.test import override_settings
from django.utils import formats, translation

from evenhand.foundation import wording
from tests.pseudo.marked import compiled, marked

CODE = "en-xa"  # of no country: X… codes are free for such use
OPEN, CLOSE = "⟦", "⟧"
# What stays as it is inside a text: placeholders of both kinds, marks and entities.
KEPT = re.compile(
    r"(%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[sdf]|%[sd]|\{\w*(?:[:.!][^}]*)?\}|<[^>]*>|&#?\w+;|\n)"
)


def bracketed(text: str) -> str:
    """Each run of words in brackets of its own, so that what is put between them has to answer for itself."""
    return "".join(
        part if place % 2 else _bracketed(part) for place, part in enumerate(KEPT.split(text))
    )


def _bracketed(part: str) -> str:
    words = part.strip()
    if not any(letter.isalpha() for letter in words):
        return part
    before, after = part.split(words, 1)
    return f"{before}{OPEN}{words}{CLOSE}{after}"


def _of_others() -> Iterator[tuple[str, str]]:
    """The texts of Django and of allauth, by what they have in languages that are kept up to date."""
    for root in (Path(django.__file__).parent, Path(allauth.__file__).parent):
        for path in sorted(root.rglob("locale/d[ae]/LC_MESSAGES/django.mo")):
            with path.open("rb") as file:
                for key in gettext.GNUTranslations(file)._catalog:
                    text, is_plural = (key, False) if isinstance(key, str) else (key[0], True)
                    said = bracketed(text.rpartition("\x04")[2])
                    yield (f"{text}\0{text}", f"{said}\0{said}") if is_plural else (text, said)


@cache
def folder() -> Path:
    """With the catalogue of everything that is marked, and of nothing else."""
    messages = dict(_of_others())
    messages.pop("", None)  # their headers
    for context, text, plural in marked():
        key = f"{context}\x04{text}" if context else text
        if plural:
            messages[f"{key}\0{plural}"] = f"{bracketed(text)}\0{bracketed(plural)}"
        else:
            messages[key] = bracketed(text)
    return written(messages)


def written(messages: dict[str, str], locale: str = "en_XA") -> Path:
    """A folder of languages, as `LOCALE_PATHS` names them."""
    place = Path(tempfile.mkdtemp(prefix="evenhand-locale-"))
    inside = place / locale / "LC_MESSAGES"
    inside.mkdir(parents=True)
    (inside / "django.mo").write_bytes(compiled(messages))
    return place


@contextmanager
def spoken(place: Path | None = None) -> Iterator[dict[str, str]]:
    """Two languages from here on, and the headers of a browser that asks for the second."""
    changes = {
        "USE_I18N": True,
        "LANGUAGES": [*settings.LANGUAGES, (CODE, "Pseudo")],
        "LOCALE_PATHS": [place or folder()],
        "FORMAT_MODULE_PATH": "tests.pseudo.formats",
    }
    with override_settings(**changes):
        _forget()
        try:
            with translation.override(CODE):
                yield {"accept-language": CODE}
        finally:
            translation.deactivate()
    _forget()


def _forget() -> None:
    """Django chooses once whether it looks anything up; formats and words of a language are kept."""
    vars(translation._trans).clear()
    formats.reset_format_cache()
    wording._words_of.cache_clear()
