"""Brings in another file, in a process of its own, as the worker does: FOLDER LINES."""

import sys
from dataclasses import replace
from pathlib import Path

import django

from benchmarks.centre import File
from evenhand.__main__ import give_way


def main(folder: str, lines: int) -> None:
    django.setup()
    from evenhand.features.people.queries import directory
    from evenhand.foundation.facts import store

    give_way()
    second = Path(folder) / "second"
    file = File(str(second), lines)
    file.mapping = replace(file.mapping, source="second")
    (Path(folder) / "second.ready").touch()
    file.check(store(), "two")
    file.bring_in(store(), "two", people=directory())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
