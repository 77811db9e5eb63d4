"""Whom each line of a people file means: by id, then by email, then by name. What is not clear is refused, not guessed."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from evenhand.features.people.rules.people_file import Fault, Line


@dataclass(eq=False)
class Someone:
    """A person who is here, or whom the file makes (then `pk` is None)."""

    name: str
    email: str = ""
    keys: set[str] = field(default_factory=set)  # those that mean them in every source
    pk: int | None = None
    line: Line | None = None  # the first of the file that means them
    new_keys: list[str] = field(default_factory=list)
    new_email: Line | None = None


def same(words: str) -> str:
    """Equal for what differs in case and spaces only."""
    return " ".join(unicodedata.normalize("NFC", words).split()).casefold()


def match(lines: Iterable[Line], here: Iterable[Someone]) -> tuple[dict[int, Someone], list[Fault]]:
    """The one whom each line means, by its number, and the lines of which it is not clear."""
    known, meant, faults = _Known(here), {}, []
    bare = Counter(same(line.name) for line in lines if not (line.key or line.email))
    # Those that say most come first, so that it does not matter in which order a file has its lines.
    for line in sorted(lines, key=lambda one: (-bool(one.key) - bool(one.email), one.number)):
        if line.key or line.email:
            found = known.identified(line)
        else:
            found = known.called(line, bare[same(line.name)])
        if isinstance(found, Fault):
            faults.append(found)
        else:
            meant[line.number] = found
    return meant, faults


class _Known:
    """Everybody who is here, and whom the lines so far have made."""

    def __init__(self, here: Iterable[Someone]):
        self.by_key: dict[str, Someone] = {}
        self.by_email: dict[str, list[Someone]] = {}
        self.by_name: dict[str, list[Someone]] = {}
        for one in here:
            self.by_name.setdefault(same(one.name), []).append(one)
            self.by_key |= {key.lower(): one for key in one.keys}
            if one.email:
                self.by_email.setdefault(one.email.lower(), []).append(one)

    def identified(self, line: Line) -> Someone | Fault:
        named = self.by_key.get(line.key.lower()) if line.key else None
        mailed = self.by_email.get(line.email, []) if line.email else []
        fault = _other_email(line, named, mailed) if named else _whose_email(line, mailed)
        if fault:
            return fault
        found = named or (mailed[0] if mailed else self._new(line))
        self._learn(found, line)
        return found

    def called(self, line: Line, lines: int) -> Someone | Fault:
        if lines > 1:
            return line.fault(
                "name",
                f"{lines} lines have this name and neither a person_id nor an email: "
                "add one of them to each, so that it is clear whom it means",
            )
        found = self.by_name.get(same(line.name), [])
        if len(found) > 1:
            return line.fault(
                "name",
                f"{len(found)} people are called so: add the person_id or email of the one you mean",
            )
        one = found[0] if found else self._new(line)
        one.line = one.line or line
        return one

    def _new(self, line: Line) -> Someone:
        made = Someone(line.name)
        self.by_name.setdefault(same(line.name), []).append(made)
        return made

    def _learn(self, one: Someone, line: Line) -> None:
        """What the line says of them beyond what was known: the next line, or file, may know them by it."""
        one.line = one.line or line
        if line.key and line.key.lower() not in self.by_key:
            self.by_key[line.key.lower()] = one
            one.keys.add(line.key)
            one.new_keys.append(line.key)
        if line.email and line.email != one.email.lower():
            if one.email:
                self.by_email[one.email.lower()].remove(one)
            self.by_email.setdefault(line.email, []).append(one)
            one.email, one.new_email = line.email, line


def _other_email(line: Line, named: Someone, mailed: list[Someone]) -> Fault | None:
    if mailed and named not in mailed:
        return line.fault(
            "email",
            f"This email belongs to {mailed[0].name}, and the id “{line.key}” to another person, {named.name}",
        )
    said = named.new_email
    if line.email and said and said.email != line.email:
        return line.fault("email", f"Line {said.number} gives another email to the same person")
    return None


def _whose_email(line: Line, mailed: list[Someone]) -> Fault | None:
    """Several may share an address: an email says who somebody is only where nothing speaks against it."""
    if len(mailed) > 1:
        return line.fault(
            "email", f"{len(mailed)} people have this email: add the person_id of the one you mean"
        )
    for one in mailed:
        if line.key and one.keys and same(one.name) != same(line.name):
            return line.fault(
                "email",
                f"This email belongs to {one.name}, who has another id: give each their own email, or none",
            )
        if one.line and same(one.line.name) != same(line.name):
            return line.fault("email", f"Line {one.line.number} gives it to {one.line.name}")
    return None
