"""A policy as sections with stable keys: how one is cited, what changed between two versions, which is in force."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

_CITATION = re.compile(r"([a-z0-9-]{1,60})@([1-9]\d{0,8})")
_LONGEST_KEY = 50


@dataclass(frozen=True)
class Section:
    """`key` stays when title and text change: `key@version` means these words for good."""

    key: str
    title: str
    text: str

    def kept(self) -> dict:
        return asdict(self)


def sections_of(kept: Iterable[dict]) -> list[Section]:
    return [Section(**one) for one in kept]


def new_key(title: str, taken: Collection[str]) -> str:
    """A key made from a title, that no other section has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY].strip("-") or "section"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def citation(key: str, number: int) -> str:
    return f"{key}@{number}"


def cited(text: str) -> tuple[str, int] | None:
    """(key, number of the version) of "methods@2"; None where it is no citation."""
    found = _CITATION.fullmatch(text)
    return (found[1], int(found[2])) if found else None


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """What became of a section. `parts`: (kind, words) in order, of a changed one."""

    key: str
    title: str
    kind: Kind
    parts: tuple[tuple[Kind, str], ...] = ()


def changes(before: Sequence[Section], after: Sequence[Section]) -> list[Change]:
    """Section by section in the new order, and last what is no longer there."""
    old = {one.key: one for one in before}
    new = {one.key for one in after}
    found = [_change(old.get(one.key), one) for one in after]
    gone = [one for one in before if one.key not in new]
    return found + [
        Change(one.key, one.title, Kind.REMOVED, ((Kind.REMOVED, one.text),)) for one in gone
    ]


def _change(old: Section | None, new: Section) -> Change:
    if old is None:
        return Change(new.key, new.title, Kind.ADDED, ((Kind.ADDED, new.text),))
    if old == new:
        return Change(new.key, new.title, Kind.SAME)
    parts = [] if old.title == new.title else [(Kind.REMOVED, old.title), (Kind.ADDED, new.title)]
    return Change(new.key, new.title, Kind.CHANGED, (*parts, *_words(old.text, new.text)))


def _words(old: str, new: str):
    """Word by word: what stays, what goes, what comes."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Kind.SAME, "".join(a[a1:a2])
            continue
        if a2 > a1:
            yield Kind.REMOVED, "".join(a[a1:a2])
        if b2 > b1:
            yield Kind.ADDED, "".join(b[b1:b2])


def in_force[V](versions: Iterable[V], on: date) -> V | None:
    """Of all versions the one that holds on a day: the last that took effect on or before it."""
    begun = [one for one in versions if one.effective_from <= on]
    return max(begun, key=lambda one: one.effective_from, default=None)
