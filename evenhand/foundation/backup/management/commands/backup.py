"""`evenhand backup FILE`: everything into one file, also while Evenhand is in use."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.taking import backup


class Command(BaseCommand):
    help = "Put records, facts and files into one file, also while Evenhand is in use."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="that does not exist yet, such as monday.zip")
        parser.add_argument(
            "--with-secrets",
            action="store_true",
            help="also the secret key: who has the file can then sign as this installation",
        )

    def handle(self, *, file: Path, with_secrets: bool, **options):
        say = (
            (lambda step: self.stderr.write(f"  {step}")) if options["verbosity"] else (lambda _: 0)
        )
        try:
            made = backup(file.absolute(), with_secrets=with_secrets, say=say)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        size = file.stat().st_size / 1024**2
        self.stdout.write(f"{file}: {len(made.members):,} parts, {size:,.1f} MB.")
        for sha256 in made.missing:
            self.stdout.write(f"  A file that the records name was not there: {sha256}")
        self.stdout.write(
            "It holds everything that is known about people, and is not encrypted: keep it where only you can read it. "
            + (
                "The secret key is in it."
                if with_secrets
                else "The secret key is not in it (--with-secrets); after a restore everybody signs in anew."
            )
        )
