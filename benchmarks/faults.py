"""`bench faults`: kill −9 at any moment; then nothing is lost, doubled or half done."""

import random
import shutil
import time
import zipfile
from pathlib import Path

from benchmarks.lines import line
from evenhand.analysis.warehouse.manifest import Store
from tests.backup.homes import Home
from tests.bringing import Centre

KILLS = 6
# What is done, and whether it is done again afterwards, as a worker would.
DOINGS = {"import": "an_import", "publish": "publish", "seal": "seal", "removal": "removal"}


def measure(folder: str, millions: int) -> None:
    chance = random.Random(20261122)
    filled = Home(Path(folder) / "filled")
    filled.do("fill")
    filled.do("leave")
    for name, doing in DOINGS.items():
        spoiled, late = _spoiled(filled, doing, chance)
        line(f"{name}: kill −9 {KILLS} times, {late} of them near its end: spoiled", spoiled, 0)
    line(f"backup: kill −9 {KILLS} times: spoiled", _backups(filled, chance), 0)


def _spoiled(filled: Home, doing: str, chance: random.Random) -> tuple[int, int]:
    """(how often something did not hold together, how often the kill came in the last quarter)."""
    clean = _copy(filled, f"{doing}-clean")
    start = time.monotonic()
    process = clean.begin(doing)
    began = time.monotonic()
    process.communicate()
    takes, wanted = time.monotonic() - began, _said(clean)
    assert process.returncode == 0 and takes < time.monotonic() - start
    spoiled = late = 0
    for number in range(KILLS):
        home, share = _copy(filled, f"{doing}-{number}"), (number + chance.random()) / KILLS
        late += share > 0.75
        process = home.begin(doing)
        time.sleep(share * takes)
        process.kill()
        process.communicate()
        holds = not home.faults()
        home.do(doing)
        spoiled += not (holds and not home.faults() and _said(home) == wanted)
        shutil.rmtree(home.folder)
    return spoiled, late


def _copy(filled: Home, name: str) -> Home:
    folder = filled.folder.with_name(name)
    shutil.copytree(filled.folder, folder)
    return Home(folder)


def _said(home: Home) -> tuple:
    """How many contacts, each once, what they say, how many are somebody's; and how many were named."""
    centre = Centre(Store(home.folder / "warehouse"))
    facts = centre.rows(
        "count(*), count(DISTINCT contact_id), sum(content_hash::HUGEINT), count(person_id), count(team_id)"
    )
    return facts, home.do("is_named") == "[]\n", len(centre.store.manifest().runs)


def _backups(filled: Home, chance: random.Random) -> int:
    file = filled.folder.with_name("backup.zip")
    start = time.monotonic()
    filled.backup(file.with_name("clean.zip"))
    takes, spoiled = time.monotonic() - start, 0
    for number in range(KILLS):
        process = filled.start("backup", str(file))
        time.sleep((number + chance.random()) / KILLS * takes)
        process.kill()
        process.communicate()
        if file.exists():
            with zipfile.ZipFile(file) as zipped:
                spoiled += zipped.testzip() is not None
            file.unlink()
    filled.backup(file)
    return spoiled + bool(filled.faults())
