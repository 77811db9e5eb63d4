"""Somebody at the pages of a home, in a process of their own: `python -m tests.killed.operator`.

Reads one word a line, does it, and answers with a line of JSON. What a page does with the import is done through it.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenhand.website.settings"
    os.environ["EVENHAND_SECOND_FACTOR_ROLES"] = ""  # nobody here has an authenticator app
    django.setup()
    from django.test.utils import setup_test_environment

    from tests.killed import at_the_pages

    setup_test_environment()  # so that an answer says with what its page was made
    print("ready", flush=True)
    for line in sys.stdin:
        word, *more = line.split()
        print(json.dumps(at_the_pages.DOINGS[word](*more)), flush=True)


if __name__ == "__main__":
    main()
