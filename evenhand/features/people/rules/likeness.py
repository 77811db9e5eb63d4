"""Who somebody might be whom a file names in other words: a proposal with its reason, for a person to decide."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST = 0.86  # below it nothing is proposed
APART = 0.04  # two that are closer than this are equally good, and neither is proposed
_LETTERS = 5  # too few letters are alike by chance


@dataclass(frozen=True)
class Known:
    ref: str
    name: str
    email: str = ""


@dataclass(frozen=True)
class Proposal:
    ref: str
    name: str
    why: str


@dataclass(frozen=True)
class _Form:
    """A name or key as it is compared: `words` in lower case without accents, in the order of the alphabet."""

    words: tuple[str, ...]
    given: tuple[
        str, ...
    ]  # as written, so that the surname is known where a comma does not say otherwise
    local: tuple[str, ...]  # of an email address, before its @

    @property
    def text(self) -> str:
        return " ".join(self.words)


def _form(name: str, email: str = "") -> _Form:
    given = _words(name.split("@")[0])
    if "," in name:
        first, _, rest = name.partition(",")
        given = (*_words(rest), *_words(first))
    return _Form(tuple(sorted(given)), given, _words(email.split("@")[0]))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", "")))


def spelled_alike(keys: Iterable[str]) -> dict[str, list[str]]:
    """By the shortest of each the keys that differ in capitals and spaces alone: spellings of one person."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(without_case_and_spaces(key), []).append(key)
    return {min(spellings, key=len): spellings for spellings in found.values()}


def without_case_and_spaces(key: str) -> str:
    return " ".join(key.split()).lower()


def propose(keys: Iterable[str], people: Sequence[Known]) -> dict[str, Proposal]:
    """For each key the one person who is clearly the likeliest. Keys without such a one are left out."""
    forms = [(one, _form(one.name, one.email)) for one in people]
    found = {}
    for key in keys:
        best = _best(_form(key), forms)
        if best:
            found[key] = best
    return found


def _best(key: _Form, forms: list[tuple[Known, _Form]]) -> Proposal | None:
    rated = [(*_alike(key, form), one) for one, form in forms]
    rated = sorted((one for one in rated if one[0] >= LEAST), key=lambda one: -one[0])
    if not rated or (len(rated) > 1 and rated[0][0] - rated[1][0] < APART):
        return None
    _, why, one = rated[0]
    return Proposal(one.ref, one.name, why)


def _alike(key: _Form, person: _Form) -> tuple[float, str]:
    """(0 to 1, why)."""
    if not key.words or not person.words:
        return 0.0, ""
    if key.words == person.words:
        return 1.0, "the same names"
    if person.local and key.given == person.local:
        return 0.97, "the same as the email address begins"
    if _initialled(key.given, person.given) or _initialled(person.given, key.given):
        return 0.92, "the same surname and initial"
    return _spelt(key.text, person.text), "nearly the same spelling"


def _initialled(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """`b ode`, `ode b` or `bode` for Ben Ode."""
    if len(full) < 2 or len(full[0]) < 2 or len(full[-1]) < 2:
        return False
    initial, surname = full[0][0], full[-1]
    initials = "".join(word[0] for word in full[:-1])
    return set(short) in ({initial, surname}, {initials, surname}) or short in (
        (initial + surname,),
        (initials + surname,),
        (surname + initial,),
    )


def _spelt(key: str, name: str) -> float:
    if min(len(key), len(name)) < _LETTERS or " " not in key or _digits(key) != _digits(name):
        return 0.0
    match = SequenceMatcher(None, key, name, autojunk=False)
    quick = min(match.real_quick_ratio(), match.quick_ratio())
    return min(0.9, match.ratio()) if quick >= LEAST else 0.0


def _digits(text: str) -> str:
    """Numbered names are made to be alike: `agent 12` is not `agent 13`."""
    return re.sub(r"\D", "", text)
