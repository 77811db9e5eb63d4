"""`evenhand audit seal|verify|export-seals`: for whoever keeps the seals elsewhere and wants to know."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import actions, queries
from evenhand.foundation.audit.actions.sealing import StillOpen
from evenhand.foundation.audit.rules.verifying import Finding, Kind, Verdict, seals_of_file
from evenhand.foundation.backup import removals as removal_log
from evenhand.foundation.backup.archive import Refused

SAYS = {
    Kind.CHANGED: "line {number} was changed",
    Kind.CONTENT_CHANGED: "what line {number} says was changed",
    Kind.MISSING: "line {number} is missing",
    Kind.CONTENT_MISSING: "what line {number} said is missing, and no rule says why",
    Kind.INSERTED: "line {number} was put in later",
    Kind.MOVED: "line {number} was moved: it is line {other} now",
    Kind.SEAL_CHANGED: "seal {number} was changed",
    Kind.SEAL_MISSING: "seal {number} is missing here",
    Kind.REMOVAL_UNFOUNDED: "what line {number} said is marked as removed, and no removal is recorded",
    Kind.REMOVAL_UNDECIDED: "what line {number} said is gone, and the log outside the database knows of no such decision",
}


class Command(BaseCommand):
    help = "Seal the audit, compare it with its seals, or take the seals elsewhere."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="what", required=True)
        verbs.add_parser("seal", help="seal the lines that are finished")
        verify = verbs.add_parser(
            "verify", help="name every line that does not agree with its seal; ends with 1 then"
        )
        verify.add_argument(
            "--seals", type=Path, action="append", default=[], metavar="FILE",
            help="exported seals, which are believed (repeatable)",
        )  # fmt: skip
        export = verbs.add_parser("export-seals", help="write the seals into a file of JSON lines")
        export.add_argument("file", type=Path)
        export.add_argument("--after", type=int, default=0, help="only seals after this number")

    def handle(self, *, what, **options):
        {"seal": self._seal, "verify": self._verify, "export-seals": self._export}[what](options)

    def _seal(self, _options) -> None:
        try:
            self.stdout.write(f"{counted(actions.seal(), 'line', 'lines')} sealed.")
        except StillOpen as refusal:
            raise CommandError(
                "A transaction of the database has been open for too long to tell which lines are "
                "finished. Nothing is lost; they are sealed the next time."
            ) from refusal

    def _verify(self, options) -> None:
        exported = [one for file in options["seals"] for one in _read(file)]
        exported.sort(key=lambda one: one.number)
        try:
            verdict = queries.verdict(exported)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in [*removals(verdict), *what_is_wrong(verdict), *not_sealed(verdict)]:
            self.stdout.write(line)
        self.stdout.write(summed_up(verdict, bool(exported)))
        if not verdict.is_whole:
            raise SystemExit(1)

    def _export(self, options) -> None:
        seals = actions.export_seals(by=SYSTEM, after=options["after"])
        count = _write(options["file"], seals)
        self.stdout.write(
            f"{counted(count, 'seal', 'seals')} written to {options['file']}. Keep it elsewhere."
        )


def said(finding: Finding) -> str:
    text = SAYS[finding.kind].format(number=finding.number, other=finding.other)
    return f"{finding.kind}: {text}"


def removals(verdict: Verdict) -> Iterator[str]:
    """Every removal, lawful or not: line, what went, rule, who decided, when."""
    called = queries.names()
    for one in verdict.removals:
        lines = ngettext("line %(lines)s", "lines %(lines)s", len(one.lines))
        yield (
            f"Removal in line {one.number}: {lines % {'lines': ranges(one.lines)}}, by the rule “{one.rule}”, "
            f"decided by {called.get(one.by_ref, one.by_ref)}, {one.at[:16].replace('T', ' ')} UTC, "
            + (
                f"decision {one.decision}."
                if one.is_decided
                else "no decision of the log for these lines."
            )
        )


def what_is_wrong(verdict: Verdict) -> Iterator[str]:
    for finding in sorted(verdict.findings, key=lambda one: (one.number, one.kind)):
        yield said(finding)
    for name in verdict.without_trigger:
        yield f"not protected: the trigger {name}, which forbids change, is gone or is not what it was"
    for first, last in verdict.gaps:
        lines = ngettext("line %(lines)s", "lines %(lines)s", last - first + 1)
        why = "may be a rolled-back write" if verdict.gaps_are_lawful else "missing, not sealed yet"
        yield f"gap: {lines % {'lines': ranges(range(first, last + 1))}}, {why}"


def not_sealed(verdict: Verdict) -> Iterator[str]:
    if verdict.unsealed:
        words = ngettext(
            "Line %(lines)s is not sealed yet: it is checked for gaps only.",
            "Lines %(lines)s are not sealed yet: they are checked for gaps only.",
            len(verdict.unsealed),
        )
        yield words % {"lines": ranges(verdict.unsealed)}


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 → 1–3, 7."""
    found = removal_log.ranges(numbers)
    return ", ".join(f"{one}–{other}" if other > one else f"{one}" for one, other in found)


def summed_up(verdict: Verdict, with_file: bool) -> str:
    compared = "the seals here and those of the file" if with_file else "the seals kept here"
    parts = [
        f"{counted(verdict.lines, 'line', 'lines')} compared with {compared}, sealed up to line {verdict.sealed_up_to}.",
        counted(
            len(verdict.removed),
            "content was removed lawfully, with its rule.",
            "contents were removed lawfully, each with its rule.",
        ),
    ]
    wrong = counted(verdict.faults, "thing does not agree.", "things do not agree.")
    parts.append("Everything agrees." if verdict.is_whole else wrong)
    return " ".join(parts)


def counted(count: int, one: str, several: str) -> str:
    words = ngettext(one, several, count)
    return f"{count:,} {words}"


def _read(file: Path):
    try:
        with open(file, encoding="utf-8") as lines:
            return seals_of_file(lines)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{file} does not hold exported seals, or is damaged.") from error


def _write(file: Path, lines) -> int:
    """Whole or not at all, and only for its owner."""
    scratch, count = file.with_name(f".{file.name}.partial"), 0
    try:
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            for line in lines:
                out.write(line)
                count += 1
            out.flush()
            os.fsync(out.fileno())
        os.replace(scratch, file)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        scratch.unlink(missing_ok=True)
    return count
