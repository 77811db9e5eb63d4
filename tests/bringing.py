"""Files brought into a fact store of a test's own, through the same steps as anybody's."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import receive, recognise, rejects
from evenhand.analysis.intake.check import check
from evenhand.analysis.intake.look import Shape, look
from evenhand.analysis.intake.mapping import Mapping, require_usable
from evenhand.analysis.intake.summary import Summary
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Level
from evenhand.analysis.measure import Facts, measure
from evenhand.analysis.scope import Scope, Window
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Store
from tests.sample.reading import lines_of

TODAY = date(2026, 11, 22)
ZONE = "Europe/London"
LARGEST = 200_000_000
EVERYTHING = Scope(organisation=True, every_person=True)
EVER = Window(date(1980, 1, 1), date(2030, 1, 1))
NOBODY = Directory()
# What most stores of tests roll up: all other KPIs are counted from the rows, and every month is built sooner.
USUAL = tuple(
    catalogue.BY_KEY[key]
    for key in (
        "handled", "answered", "service_level", "asa", "aht", "aht_median", "aht_p90", "csat", "csat_mean", "fcr",
    )
)  # fmt: skip


@dataclass
class Centre:
    """A fact store with who is who in it; each file that comes in gets the next run."""

    store: Store
    directory: Directory = NOBODY
    kpis: tuple = USUAL
    runs: list[str] = field(default_factory=list)

    @property
    def facts(self) -> Facts:
        return Facts(self.store, self.kpis)

    def propose(self, path: Path, source: str = "log", **changes) -> tuple[Shape, Mapping]:
        """What a person would confirm: the proposal, with their changes."""
        shape = look(path, largest=LARGEST)
        mapping = recognise.propose(shape, source=source, zone=ZONE).with_(**changes)
        dates = recognise.date_order(recognise.date_values(shape, mapping))
        require_usable(mapping, order_matters=dates.ambiguous)
        return shape, mapping.with_(order=mapping.order or dates.order)

    def check(self, path: Path, source: str = "log", **changes) -> Summary:
        shape, mapping = self.propose(path, source, **changes)
        run = self._next()
        return check(path, shape, mapping, store=self.store, run=run, today=TODAY)

    def bring_in(
        self, path: Path, source: str = "log", *, again=False, more_follow=False, **changes
    ) -> Summary:
        shape, mapping = self.propose(path, source, **changes)
        run = self._next()
        check(path, shape, mapping, store=self.store, run=run, today=TODAY, again=again)
        summary, _ = receive.bring_in(
            self.store,
            run,
            path,
            shape,
            mapping,
            today=TODAY,
            directory=self.directory,
            kpis=self.kpis,
            again=again,
            more_follow=more_follow,
        )
        return summary

    def _next(self) -> str:
        self.runs.append(f"run{len(self.runs) + 1}")
        return self.runs[-1]

    def copied_to(self, folder: Path) -> "Centre":
        """The same centre in a store of its own, for a test that changes it."""
        shutil.copytree(self.store.folder, folder)
        return replace(self, store=Store(folder, self.store.zone), runs=[*self.runs])

    def received(self, columns: str) -> list[tuple]:
        """The rows that the last check would bring in, before anything is published."""
        file = self.store.folder / "drafts" / self.runs[-1] / "contact.parquet"
        with engine.cursor() as cursor:
            return cursor.execute(f"SELECT {columns} FROM '{file}' ORDER BY line").fetchall()

    def take_back(self, run: str) -> Manifest:
        return receive.take_back(self.store, run, directory=self.directory, kpis=self.kpis)

    def republish(self, directory: Directory | None = None) -> Manifest:
        self.directory = directory or self.directory
        return receive.republish(self.store, directory=self.directory, kpis=self.kpis)

    def refused(self, run: str | None = None) -> list[rejects.Reject]:
        return rejects.rejects(self.store, run or self.runs[-1])

    def figures(self, kpis=None, *, scope=EVERYTHING, window=EVER, by=(), **more) -> list:
        chosen = self.kpis if kpis is None else kpis
        return measure(self.facts, chosen, scope=scope, window=window, by=by, **more)

    def figure(self, key: str, **asked):
        (found,) = self.figures([catalogue.BY_KEY[key]], **asked)
        return found

    def contents(self) -> dict:
        """All that can be said of the store: every figure by day, team, person and channel."""
        by = ("day", "team", "person", "channel")
        of_days = [kpi for kpi in self.kpis if not isinstance(kpi, Level)]
        return {(f.kpi.key, *f.by.values()): f.parts for f in self.figures(of_days, by=by)}

    def rows(self, columns: str = "*", table: str = "contact", order: str = "ALL") -> list[tuple]:
        """The published rows."""
        manifest = self.store.manifest()
        paths = [self.store.path(month.files[table]) for month in manifest.months.values()]
        if not paths:
            return []
        sql = f"SELECT {columns} FROM read_parquet({engine.files(paths)}) ORDER BY {order}"
        with engine.cursor() as cursor:
            return cursor.execute(sql).fetchall()


def directory_of(people_csv: Path) -> Directory:
    """The sample's people as records would give them. Ids are given in the order of the file."""
    spells = lines_of(people_csv)
    people = {row["person_id"]: at for at, row in enumerate(spells, 1)}
    teams = {
        name: at for at, name in enumerate(sorted({row["team"] for row in spells} - {""}), 101)
    }
    memberships = tuple(
        (people[row["person_id"]], teams[row["team"]], _day(row["starts_on"]), _day(row["ends_on"]))
        for row in spells
        if row["team"] and row["role"] == "Agent"
    )
    return Directory(
        keys=tuple(("", key, at) for key, at in people.items()), memberships=memberships
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
