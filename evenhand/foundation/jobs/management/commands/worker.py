"""`evenhand worker`: does the long work, keeps the schedule, takes up what was interrupted."""

from django.core.management.base import BaseCommand

from evenhand.foundation.jobs.worker import work


class Command(BaseCommand):
    help = "Do the long work, keep the schedule and take up what was interrupted."
    requires_system_checks = ()  # they read every page, of which a worker shows none

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks")
        parser.add_argument("--until-empty", action="store_true", help="end when nothing waits")
        parser.add_argument(
            "--follow-parent", action="store_true", help="end when the starting process ends"
        )

    def handle(self, *, interval, until_empty, follow_parent, **options):
        work(interval=interval, until_empty=until_empty, follow_parent=follow_parent)
