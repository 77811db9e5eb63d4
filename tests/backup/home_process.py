"""Things done in a home, in a process of its own: `python -m tests.backup.home_process WHAT…`."""

import os
import sys

import django


def main(*doings: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenhand.website.settings"
    django.setup()
    from tests.backup.doing import DOINGS

    for what in doings:
        DOINGS[what]()


if __name__ == "__main__":
    main(*sys.argv[1:])
