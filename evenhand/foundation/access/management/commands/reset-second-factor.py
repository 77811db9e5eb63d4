"""`evenhand reset-second-factor`: for the one administrator who lost everything they could show."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from evenhand.foundation.access.actions import reset_second_factor
from evenhand.foundation.access.queries import user_with_email
from evenhand.foundation.access.viewers import SYSTEM


class Command(BaseCommand):
    help = "Remove somebody's passkeys, app and codes, and end their sessions."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("reason", help="stays in the audit")

    def handle(self, *, email, reason, **options):
        user = user_with_email(email)
        if user is None:
            raise CommandError("There is no account with this email.")
        try:
            reset_second_factor(by=SYSTEM, user=user, reason=reason)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{user.name} sets up a second step when they next sign in.")
