"""`evenhand audit seal|verify|export-seals`: for whoever keeps the seals elsewhere and wants to know."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import actions, queries
from evenhand.foundation.audit.actions.sealing import StillOpen
from evenhand.foundation.audit.rules.verifying import Finding, Kind, Verdict, seals_of_file

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
            self.stdout.write(f"{actions.seal():,} lines sealed.")
        except StillOpen as refusal:
            raise CommandError(
                "A transaction of the database has been open for too long to tell which lines are "
                "finished. Nothing is lost; they are sealed the next time."
            ) from refusal

    def _verify(self, options) -> None:
        exported = [one for file in options["seals"] for one in _read(file)]
        exported.sort(key=lambda one: one.number)
        verdict = queries.verdict(exported)
        for finding in sorted(verdict.findings, key=lambda one: (one.number, one.kind)):
            self.stdout.write(said(finding))
        self.stdout.write(summed_up(verdict, bool(exported)))
        if not verdict.is_whole:
            raise SystemExit(1)

    def _export(self, options) -> None:
        seals = actions.export_seals(by=SYSTEM, after=options["after"])
        count = _write(options["file"], seals)
        self.stdout.write(f"{count:,} seals written to {options['file']}. Keep it elsewhere.")


def said(finding: Finding) -> str:
    text = SAYS[finding.kind].format(number=finding.number, other=finding.other)
    return f"{finding.kind}: {text}"


def summed_up(verdict: Verdict, with_file: bool) -> str:
    compared = "the seals here and those of the file" if with_file else "the seals kept here"
    parts = [
        f"{verdict.lines:,} lines compared with {compared}, sealed up to line {verdict.sealed_up_to}.",
        f"{len(verdict.removed):,} contents were removed lawfully, each with its rule.",
    ]
    if verdict.unsealed:
        parts.append(f"{verdict.unsealed:,} lines are not sealed yet.")
    found = len(verdict.findings)
    parts.append("Everything agrees." if not found else f"{found:,} things do not agree.")
    return " ".join(parts)


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
