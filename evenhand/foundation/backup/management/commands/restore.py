"""`evenhand restore FILE --home EMPTY_FOLDER`: a home from a backup. `__main__` makes the home to build in."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.places import building_place
from evenhand.foundation.backup.removals import read
from evenhand.foundation.backup.restoring import restore


class Command(BaseCommand):
    help = "Make a home from a backup, in an empty folder. Nothing changes unless all of it fits."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--home", type=Path, required=True, help="a folder that is empty or does not exist"
        )

        parser.add_argument(
            "--removals",
            type=Path,
            help="the log of what was erased since (default: EVENHAND_REMOVAL_LOG)",
        )

    def handle(self, *, file: Path, home: Path, removals: Path | None, **options):
        home = home.resolve()
        if settings.EVENHAND.home != building_place(home):
            raise CommandError(
                "Start this from the command line: evenhand restore FILE --home FOLDER"
            )
        say = (
            (lambda step: self.stderr.write(f"  {step}")) if options["verbosity"] else (lambda _: 0)
        )
        try:
            lines = self._log(removals)
            made = restore(file, home, removals=lines, say=say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{home}: {made.organisation} as of {made.made_at[:16].replace('T', ' ')} UTC, "
            f"{len(made.members):,} parts. Start it with EVENHAND_HOME={home}."
        )
        self.stdout.write(
            ngettext(
                "%(count)s removal of the log is done in it.",
                "%(count)s removals of the log are done in it.",
                len(lines),
            )
            % {"count": f"{len(lines):,}"}
            if lines
            else "No log of removals was given: what was erased after the backup is here again. --removals FILE"
        )
        for sha256 in made.missing:
            self.stdout.write(f"  A file was missing already when it was backed up: {sha256}")

    def _log(self, removals: Path | None) -> list[dict]:
        log = removals or settings.EVENHAND.removal_log
        return read(log) if removals or log.exists() else []
