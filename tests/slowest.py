"""How long each test of the last `./run test` took: it loads this as a plugin of pytest, `./run check` prints the slowest.

Each of its parts adds its own slowest to one small file, which `./run test` takes away first.
"""

import json
import sys
from collections import Counter
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / ".cache" / "slowest-tests.jsonl"
MOST = 10


class Kept:
    """Of one run of pytest, whether or not others do its work: they report to it."""

    def __init__(self, database: str):
        self.database = database
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report) -> None:
        # With what it prepared: of what is made for a whole file, the first test pays.
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        FILE.parent.mkdir(exist_ok=True)
        with FILE.open("a", encoding="utf-8") as file:
            for test, seconds in self.seconds.most_common(MOST):
                line = {"seconds": round(seconds, 2), "test": test, "on": self.database}
                file.write(json.dumps(line) + "\n")


def pytest_configure(config) -> None:
    if not hasattr(config, "workerinput"):
        from django.conf import settings

        config.pluginmanager.register(Kept(settings.DATABASES["default"]["ENGINE"].split(".")[-1]))


def slowest(file: Path = FILE) -> list[str]:
    """In lines for people; one that says so where no run was kept."""
    if not file.is_file():
        return ["No run of the tests was kept here: ./run test keeps its own."]
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    found = sorted(told, key=lambda one: -one["seconds"])[:MOST]
    return [f"{one['seconds']:7.1f} s  {one['test']} ({one['on']})" for one in found]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in slowest()))
