"""`evenhand removals FILE`: adds to a file what was erased and must stay so after a restore."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.removals import append_to_file


class Command(BaseCommand):
    help = "Add to a file what was erased; keep it apart from the backups, and give it to restore."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            self.stdout.write(_added(append_to_file(file), file))
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal


def _added(count: int, file: Path) -> str:
    words = ngettext(
        "%(count)s removal added to %(file)s.", "%(count)s removals added to %(file)s.", count
    )
    return words % {"count": f"{count:,}", "file": file}
