"""Does what is here agree with what was sealed? Names every line that does not, and how."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from evenhand.foundation.audit.rules.digests import (
    FIRST,
    Seal,
    salted,
    seal_of_line,
    unpacked,
)


class Kind(StrEnum):
    CHANGED = "changed"
    CONTENT_CHANGED = "content changed"
    MISSING = "missing"
    CONTENT_MISSING = "content missing"
    INSERTED = "inserted"
    MOVED = "moved"
    SEAL_CHANGED = "seal changed"
    SEAL_MISSING = "seal missing"
    REMOVAL_UNFOUNDED = "removal without ground"
    REMOVAL_UNDECIDED = "removed without a decision in the removal log"


@dataclass(frozen=True, order=True)
class Finding:
    """`number` is the id of a line, or the number of a seal where the kind is one of a seal."""

    kind: Kind
    number: int
    other: int | None = None  # of what was moved: the id that it has now


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is now. `content` is (salt, *fields), None where none is; `tomb` its tombstone's digest."""

    number: int
    salt: str
    digest: str
    payload_digest: str
    fields: tuple[str, ...]
    content: tuple[str, ...] | None
    tomb: str | None = None
    grounded: bool = False  # the tombstone names a line that records this removal
    decided: bool = False  # and that line names a decision that the log outside the database has

    def digest_now(self) -> str:
        return salted(self.salt, self.fields)

    def content_digest(self) -> str | None:
        return salted(self.content[0], self.content[1:]) if self.content else None


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that records a removal: which contents went, by which rule, and which decision it names."""

    number: int
    lines: frozenset[int]
    rule: str
    by_ref: str
    at: str
    decision: str
    is_decided: (
        bool  # the log has this decision, of the same person by the same rule, for these lines
    )


@dataclass
class Verdict:
    lines: int = 0
    sealed_up_to: int = 0
    unsealed: list[int] = field(default_factory=list)  # ids, in order
    gaps: list[tuple[int, int]] = field(default_factory=list)  # first and last id, after the seals
    gaps_are_lawful: bool = False  # where a write that is rolled back leaves one
    without_trigger: list[str] = field(default_factory=list)
    removals: list[Removed] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)  # lawfully: the ids whose content is gone
    findings: set[Finding] = field(default_factory=set)

    @property
    def faults(self) -> int:
        gaps = 0 if self.gaps_are_lawful else len(self.gaps)
        return len(self.findings) + gaps + len(self.without_trigger)

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def found(self, kind: Kind, number: int, other: int | None = None) -> None:
        self.findings.add(Finding(kind, number, other))

    def knows(self, number: int) -> bool:
        """Whether something is said of a line already."""
        return any(number in (one.number, one.other) for one in self.findings)


type Lines = Callable[[int | None, int | None], Iterator[Line]]
"""Lines with an id above the first and up to the second, in order of id; None: without an end."""


def verify(kept: list[Seal], exported: list[Seal], lines: Lines, *, highest: int = 0) -> Verdict:
    """`kept`: the seals beside the lines; `exported`: those of a file kept elsewhere, which are believed.
    `highest`: the highest id that was given out before.

    Every line is looked at once for each of the two."""
    verdict = Verdict()
    _compare_chains(verdict, kept, exported)
    for line in lines(None, None):
        verdict.lines += 1
        _look_at(verdict, line)
    known = {one.hash for one in exported if one.own_hash() == one.hash}
    _compare_lines(verdict, exported, lines)
    _compare_lines(verdict, [one for one in kept if one.own_hash() not in known], lines)
    verdict.sealed_up_to = max((one.last_id for one in (*kept, *exported)), default=0)
    verdict.unsealed = [line.number for line in lines(verdict.sealed_up_to, None)]
    verdict.gaps = _gaps(verdict.sealed_up_to, verdict.unsealed, highest)
    return verdict


def _gaps(before: int, numbers: list[int], highest: int) -> list[tuple[int, int]]:
    """Between what is sealed, the lines after it, and the highest id that was given out."""
    ends = [before, *numbers, max([highest, before, *numbers]) + 1]
    return [(one + 1, other - 1) for one, other in pairwise(ends) if other > one + 1]


def _compare_chains(verdict: Verdict, kept: list[Seal], exported: list[Seal]) -> None:
    for broken in _breaks(kept) | _breaks(exported):
        verdict.found(Kind.SEAL_CHANGED, broken)
    here = {one.number: one for one in kept}
    numbers = range(1, max((one.number for one in (*kept, *exported)), default=0) + 1)
    for number in numbers:
        if number not in here:
            verdict.found(Kind.SEAL_MISSING, number)
    for one in exported:
        if one.number in here and here[one.number].hash != one.hash:
            verdict.found(Kind.SEAL_CHANGED, one.number)


def _breaks(seals: list[Seal]) -> set[int]:
    """Numbers of the seals whose hash is not theirs, or that do not follow the one before."""
    wrong, before = set(), None
    for one in seals:
        is_first = one.number == 1
        follows = (
            (one.previous, one.first_id) == (FIRST, 1)
            if is_first
            else before is None
            or before.number != one.number - 1  # named as missing
            or (one.previous, one.first_id) == (before.hash, before.last_id + 1)
        )
        if not follows or one.own_hash() != one.hash or not _is_in_order(one):
            wrong.add(one.number)
        before = one
    return wrong


def _is_in_order(one: Seal) -> bool:
    numbers = list(_leaves(one))
    return len(numbers) == one.count and numbers == sorted(numbers)


def _leaves(one: Seal) -> dict[int, str]:
    """None where somebody cut them off; the hash of the seal says so."""
    try:
        return dict(unpacked(one.leaves))
    except ValueError:
        return {}


def _look_at(verdict: Verdict, line: Line) -> None:
    """What can be said of a line by itself."""
    if line.digest_now() != line.digest:
        verdict.found(Kind.CHANGED, line.number)
    content = line.content_digest()
    if content is not None and content != line.payload_digest:
        verdict.found(Kind.CONTENT_CHANGED, line.number)
    if content is None and line.tomb is None:
        verdict.found(Kind.CONTENT_MISSING, line.number)
    if line.tomb is not None:
        if not line.grounded or content is not None or line.tomb != line.payload_digest:
            verdict.found(Kind.REMOVAL_UNFOUNDED, line.number)
        elif not line.decided:
            verdict.found(Kind.REMOVAL_UNDECIDED, line.number)
        else:
            verdict.removed.append(line.number)


def _compare_lines(verdict: Verdict, seals: list[Seal], lines: Lines) -> None:
    """Line by line within what the seals cover; what does not fit is then looked for elsewhere."""
    wanted: dict[int, str] = {}  # by number, what is not where it was
    strange: dict[int, str] = {}  # by number, what is there instead
    for one in seals:
        sealed = _leaves(one)
        if not sealed:
            continue
        left = dict(sealed)
        for line in lines(None if one.number == 1 else one.first_id - 1, one.last_id):
            digest = line.digest_now()
            if left.pop(line.number, None) != digest:
                strange[line.number] = digest
        wanted |= left | {number: sealed[number] for number in sealed if number in strange}
    if wanted:
        strange |= _open_lines(lines, seals[-1].last_id, set(wanted.values()))
    _name(verdict, wanted, strange)


def _open_lines(lines: Lines, below: int, digests: set[str]) -> dict[int, str]:
    """Lines above the seals that are what is wanted below."""
    found = ((line.number, line.digest_now()) for line in lines(below, None))
    return {number: digest for number, digest in found if digest in digests}


def _name(verdict: Verdict, wanted: dict[int, str], strange: dict[int, str]) -> None:
    now = {digest: number for number, digest in strange.items()}
    before = set(wanted.values())
    for number, digest in wanted.items():
        if digest in now:
            verdict.found(Kind.MOVED, number, now[digest])
        elif number not in strange:
            verdict.found(Kind.MISSING, number)
        elif strange[number] not in before:
            verdict.found(Kind.CHANGED, number)
        else:
            verdict.found(Kind.MISSING, number)  # another line has its place
    for number, digest in strange.items():
        has_a_place = number in wanted and wanted[number] not in now
        if digest not in before and not has_a_place:
            verdict.found(Kind.INSERTED, number)


def seals_of_file(lines: Iterable[str]) -> list[Seal]:
    """ValueError when a line is not one of an export."""
    return sorted((seal_of_line(line) for line in lines if line.strip()), key=lambda s: s.number)
