"""The contacts that are measured on: made once in a topic, checked and published like anybody's."""

from datetime import date
from pathlib import Path

from evenhand.analysis.intake import check as checking
from evenhand.analysis.intake import receive, recognise
from evenhand.analysis.intake.look import look
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from evenhand.sample import shapes

TODAY = date(2026, 11, 22)
ZONE = "Europe/London"
SEED = 20261122
SOURCE = "bench"
LARGEST = 1 << 40
PEOPLE = 50
TEAM_OF = 20  # people in a team


class File:
    """A generated export, looked at and matched."""

    def __init__(self, folder: str, rows: int):
        self.path = Path(folder) / "contacts.csv"
        self.counts = shapes.large(self.path, rows, SEED)
        self.shape = look(self.path, largest=LARGEST)
        self.mapping = recognise.propose(self.shape, source=SOURCE, zone=ZONE)

    def check(self, store: Store, run: str = "one"):
        return checking.check(
            self.path, self.shape, self.mapping, store=store, run=run, today=TODAY
        )

    def bring_in(self, store: Store, run: str = "one", people: Directory | None = None):
        return receive.bring_in(
            store,
            run,
            self.path,
            self.shape,
            self.mapping,
            today=TODAY,
            directory=people or directory(),
            kpis=catalogue.ALL,
        )


def directory() -> Directory:
    """Fifty people for a million contacts, each known by several keys of the file."""
    keys = range(shapes.LARGE_AGENTS)
    return Directory(
        keys=tuple(("", f"L{key:04d}", 1 + key % PEOPLE) for key in keys),
        memberships=tuple(
            (person, 1 + person // TEAM_OF, date(2020, 1, 1), None)
            for person in range(1, PEOPLE + 1)
        ),
    )
