"""`bench faults`: kill −9 at any moment; then nothing is lost, doubled or half done."""

import json
import random
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

from benchmarks.lines import line
from evenhand.analysis.warehouse.manifest import Store
from tests.backup.homes import Home
from tests.bringing import Centre

KILLS = 10  # of each; in every tenth of its time
# What is done, and what is done again afterwards, as a worker would.
DOINGS = {"import": "an_import", "publish": "publish", "seal": "seal", "removal": "removal"}


def measure(folder: str, millions: int) -> None:
    chance, killed = random.Random(20261122), 0
    filled = Home(Path(folder) / "filled")
    filled.do("fill", "leave")
    for name, doing in DOINGS.items():
        spoiled, landed = _spoiled(filled, doing, chance)
        killed += landed
        line(f"{name}: kill −9 while it ran, {landed} times: spoiled", spoiled, 0)
    spoiled, landed = _backups(filled, chance)
    line(f"backup: kill −9 while it ran, {landed} times: spoiled", spoiled, 0)
    line("killed while it ran, in all (more is better)", killed + landed)


class Killing:
    """Kills processes at moments spread over the time they take, until enough of them were hit while they ran."""

    def __init__(self, takes: float, chance: random.Random):
        self.takes, self.chance, self.landed, self.tries = takes, chance, 0, 0

    def goes_on(self) -> bool:
        return self.landed < KILLS and self.tries < 3 * KILLS

    def kill(self, process) -> None:
        share = (self.tries % KILLS + self.chance.random()) / KILLS
        self.tries += 1
        began = time.monotonic()
        try:
            process.wait(timeout=share * self.takes)
            self.takes = min(self.takes, time.monotonic() - began)  # it was quicker this time
        except subprocess.TimeoutExpired:
            process.kill()
            self.landed += 1
        process.communicate()


def _spoiled(filled: Home, doing: str, chance: random.Random) -> tuple[int, int]:
    """(how often something did not hold together, how many kills came before it was done)."""
    clean = _copy(filled, f"{doing}-clean")
    process = clean.begin(doing)
    began = time.monotonic()
    process.communicate()
    takes, wanted = time.monotonic() - began, _said(clean, clean.do("is_named").strip())
    assert process.returncode == 0
    spoiled, killing = 0, Killing(takes, chance)
    while killing.goes_on():
        home = _copy(filled, f"{doing}-{killing.tries}")
        killing.kill(home.begin(doing))
        # One process after the kill, as it would be: what it finds, the rest, what holds then.
        before, _ready, after, named = home.do("faults", doing, "faults", "is_named").splitlines()
        holds = not json.loads(before) and not json.loads(after)
        spoiled += not (holds and _said(home, named) == wanted)
        shutil.rmtree(home.folder)
    return spoiled, killing.landed


def _copy(filled: Home, name: str) -> Home:
    folder = filled.folder.with_name(name)
    shutil.copytree(filled.folder, folder)
    return Home(folder)


def _said(home: Home, named: str) -> tuple:
    """How many contacts, each once, what they say, how many are somebody's; whether Ben is named."""
    centre = Centre(Store(home.folder / "warehouse"))
    facts = centre.rows(
        "count(*), count(DISTINCT contact_id), sum(content_hash::HUGEINT), count(person_id), count(team_id)"
    )
    return facts, named == "[]", len(centre.store.manifest().runs)


def _backups(filled: Home, chance: random.Random) -> tuple[int, int]:
    """A file that is there is whole; the next backup is made, and brings back every row, fact and file."""
    file, before = filled.folder.with_name("backup.zip"), filled.state()
    start = time.monotonic()
    filled.backup(file.with_name("clean.zip"))
    spoiled, killing = 0, Killing(time.monotonic() - start, chance)
    while killing.goes_on():
        killing.kill(filled.start("backup", str(file)))
        if file.exists():
            with zipfile.ZipFile(file) as zipped:
                spoiled += zipped.testzip() is not None
            file.unlink()
    filled.backup(file)
    empty = Home(filled.folder.with_name("empty"))
    code, _said = empty.run("restore", str(file), "--home", str(empty.folder))
    spoiled += bool(filled.faults()) or code != 0 or empty.state() != before
    return spoiled, killing.landed
