"""`bench faults`: kill −9 at any moment; then nothing is lost, doubled or half done."""

import json
import random
import shutil
import time
import zipfile
from pathlib import Path

from benchmarks.lines import line
from evenhand.analysis.warehouse.manifest import Store
from tests.backup.homes import Home
from tests.bringing import Centre

KILLS = 10  # of each; every tenth of its time once
# What is done, and what is done again afterwards, as a worker would.
DOINGS = {"import": "an_import", "publish": "publish", "seal": "seal", "removal": "removal"}


def measure(folder: str, millions: int) -> None:
    chance, killed = random.Random(20261122), 0
    filled = Home(Path(folder) / "filled")
    filled.do("fill", "leave")
    for name, doing in DOINGS.items():
        spoiled, landed = _spoiled(filled, doing, chance)
        killed += landed
        line(f"{name}: kill −9 {KILLS} times, {landed} of them while it ran: spoiled", spoiled, 0)
    spoiled, landed = _backups(filled, chance)
    line(f"backup: kill −9 {KILLS} times, {landed} of them while it ran: spoiled", spoiled, 0)
    line("killed while it ran, in all", killed + landed)


def _spoiled(filled: Home, doing: str, chance: random.Random) -> tuple[int, int]:
    """(how often something did not hold together, how many kills came before it was done)."""
    clean = _copy(filled, f"{doing}-clean")
    process = clean.begin(doing)
    began = time.monotonic()
    process.communicate()
    takes, wanted = time.monotonic() - began, _said(clean, clean.do("is_named").strip())
    assert process.returncode == 0
    spoiled = landed = 0
    for number in range(KILLS):
        home = _copy(filled, f"{doing}-{number}")
        process = home.begin(doing)
        landed += _killed(process, (number + chance.random()) / KILLS * takes)
        # One process after the kill, as it would be: what it finds, the rest, what holds then.
        before, _ready, after, named = home.do("faults", doing, "faults", "is_named").splitlines()
        holds = not json.loads(before) and not json.loads(after)
        spoiled += not (holds and _said(home, named) == wanted)
        shutil.rmtree(home.folder)
    return spoiled, landed


def _killed(process, after: float) -> bool:
    """Whether it still ran."""
    time.sleep(after)
    ran = process.poll() is None
    process.kill()
    process.communicate()
    return ran


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
    takes, spoiled, landed = time.monotonic() - start, 0, 0
    for number in range(KILLS):
        process = filled.start("backup", str(file))
        landed += _killed(process, (number + chance.random()) / KILLS * takes)
        if file.exists():
            with zipfile.ZipFile(file) as zipped:
                spoiled += zipped.testzip() is not None
            file.unlink()
    filled.backup(file)
    empty = Home(filled.folder.with_name("empty"))
    code, _said = empty.run("restore", str(file), "--home", str(empty.folder))
    spoiled += bool(filled.faults()) or code != 0 or empty.state() != before
    return spoiled, landed
