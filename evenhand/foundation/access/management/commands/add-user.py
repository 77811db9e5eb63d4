"""`evenhand add-user`: makes an account from the command line, asking for its password."""

import sys
from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from evenhand.foundation.access.actions import create_user, grant_role
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM


class Command(BaseCommand):
    help = "Make an account with a role; asks for the password."
    role = None

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        if self.role is None:
            parser.add_argument("role", choices=[role.value for role in Role])
        parser.add_argument(
            "--password-from",
            metavar="FILE",
            help="read the password from the first line of a file instead of asking",
        )

    def handle(self, *, email, name, password_from=None, role=None, **options):
        password = self._password(password_from)
        try:
            with transaction.atomic():
                user = create_user(by=SYSTEM, email=email, name=name, password=password)
                grant_role(
                    by=SYSTEM,
                    user=user,
                    role=Role(role or self.role),
                    starts_on=timezone.localdate(),
                )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{user.name} can sign in now.")

    def _password(self, path):
        if path:
            return _first_line(path)
        if not sys.stdin.isatty():
            raise CommandError(
                "Nobody is here to type the password. Nothing was made. Give it with --password-from FILE,"
                " or run this in a terminal."
            )
        first, second = getpass("Password: "), getpass("Once more: ")
        if first != second:
            raise CommandError("The two passwords differ. Nothing was made.")
        return first


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().rstrip("\n")
    except (OSError, UnicodeDecodeError) as why:
        raise CommandError(f"{path} cannot be read ({why}). Nothing was made.") from why
