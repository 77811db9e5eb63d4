"""`evenhand removals FILE`: adds to a file what was erased and must stay so after a restore."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.removals import append_to_file


class Command(BaseCommand):
    help = "Add to a file what was erased; keep it apart from the backups, and give it to restore."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            self.stdout.write(f"{append_to_file(file):,} removals added to {file}.")
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
