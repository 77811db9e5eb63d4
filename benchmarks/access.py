"""access: every address as every role and as a stranger, counted against the table of who gets what."""

from collections import Counter
from pathlib import Path

from benchmarks.lines import line


def measure(folder: str, millions: int) -> None:
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _walk(Path(folder))


def _walk(folder: Path) -> None:
    from dataclasses import replace

    from django.conf import settings
    from django.db import transaction

    from tests.access.test_every_url import CHAIRS, EXPECTED, NAMES, arguments_of

    got: Counter = Counter()
    for number, name in enumerate(NAMES):
        home = folder / str(number)
        home.mkdir()
        settings.EVENHAND = replace(settings.EVENHAND, home=home)
        with transaction.atomic():
            arguments = arguments_of(name)
            for chair, somebody in CHAIRS.items():
                to = chair in EXPECTED[name].to
                as_declared = _answered(name, arguments, somebody) in (
                    EXPECTED[name].answers if to else (404,)
                )
                got["opened" if to else "closed"] += 1
                got["wrong"] += not as_declared
                if not as_declared:
                    print(f"  {name} as {chair}")
            transaction.set_rollback(True)
    title = f"access: {len(NAMES)} addresses × {len(CHAIRS)} chairs"
    line(f"{title}, opened", got["opened"])
    line(f"{title}, not found", got["closed"])
    line(f"{title}, not as declared", got["wrong"], 0)


def _answered(name: str, arguments: dict, somebody) -> int:
    from django.db import transaction

    from tests import cast
    from tests.access.test_every_url import asked

    with transaction.atomic():
        answer = asked(cast.signed_in(somebody()), name, arguments)
        transaction.set_rollback(True)
    return answer.status_code
