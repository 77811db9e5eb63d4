"""The product's own command line: Django's management with our commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.website.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["evenhand", *sys.argv[1:]])


if __name__ == "__main__":
    main()
