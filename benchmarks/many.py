"""Millions of simulated contacts with all that comes with them, as imports would have left them: a run a
month, no CSV between."""

import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks import told
from benchmarks.centre import PEOPLE, TEAM_OF
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store
from evenhand.analysis.warehouse.publish import publish

FIRST, MONTHS = date(2024, 12, 1), 24
SOURCE = "bench"


def people_in(millions: int) -> int:
    return PEOPLE * millions


def directory(millions: int) -> Directory:
    everybody = range(1, people_in(millions) + 1)
    return Directory(
        keys=tuple(("", f"A{person:05d}", person) for person in everybody),
        memberships=tuple((p, 1 + (p - 1) // TEAM_OF, date(2020, 1, 1), None) for p in everybody),
    )


def fill(folder: str, zone: str, millions: int, people: Directory, say=lambda _: None) -> Store:
    """A store with so many million contacts over two years, published with the whole catalogue."""
    return filled(folder, zone, millions * 1_000_000, people_in(millions), people, say)


def filled(
    folder: str,
    zone: str,
    contacts: int,
    agents: int,
    people: Directory,
    say=lambda _: None,
    *,
    months: int = MONTHS,
) -> Store:
    """The same with any number of contacts, agents and months."""
    store = Store(Path(folder) / "warehouse", zone)
    manifest, first, rows = Manifest(zone=zone), FIRST, contacts // months
    for number in range(months):
        month = f"{first:%Y-%m}"
        files = {grain: f"received/{grain}/{month}.parquet" for grain in received.SCHEMAS}
        paths = {grain: Path(store.path(file)) for grain, file in files.items()}
        told.write(paths, first, rows, number * rows, agents)
        manifest.runs[month] = Run(month, SOURCE, files, rows, number + 1, {month: rows})
        first = (first + timedelta(days=32)).replace(day=1)
    started = time.perf_counter()
    with store.writing():
        publish(
            store, manifest, manifest.runs, directory=people, kpis=catalogue.ALL,
            report=lambda done, of, month: say(f"{month}: {done + 1} of {of}, {time.perf_counter() - started:.0f} s"),
        )  # fmt: skip
    return store
