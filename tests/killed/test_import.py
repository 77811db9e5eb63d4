"""Kill −9 in mid-import, ten times: nothing lost, nothing doubled, and nothing left lying about."""

import json
import shutil
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.backup.homes import GIVEN, Home, new_database

LINES, BROKEN, REPEATED = 12_000, 30, 20
PATIENCE = 60.0  # seconds for one worker to come to a moment
LOOKS = 0.004  # seconds between looks at the folder

# What has just been written when the process is killed: a file of the facts that is new, or another than before.
READING = (
    "drafts/*",
    "drafts/*/refused.parquet",
    "drafts/*/contact.parquet",
    "drafts/*/summary.json",
)
BRINGING = (
    "received/contact/*.parquet", "published/contact/*/*", "published/response/*/*", "published/criterion_score/*/*",
    "rollup/days/*/*", "manifest.json",
)  # fmt: skip
BY_COMMAND = ("drafts/*/contact.parquet", "received/contact/*.parquet", "manifest.json")
if GIVEN:  # facts never touch the records' database: a few moments between the two are enough
    READING, BRINGING, BY_COMMAND = (
        ("drafts/*/summary.json",),
        ("manifest.json",),
        ("manifest.json",),
    )

WORKER = ("worker", "--until-empty", "--interval", "0.1")
ONCE = ("file looked at", "columns matched", "file checked", "file confirmed", "file brought in")
OF_THE_CHECK = ("contradictions.parquet", "rejects.parquet", "summary.json")


@pytest.fixture(scope="session")
def file(tmp_path_factory) -> Path:
    """Lines of one month, beside the contacts that are here; some that cannot be right, and some twice."""
    good = [f"F{at},2024-02-{at % 27 + 1:02d} 10:00:00,ben,{at % 600}\n" for at in range(LINES)]
    broken = [f"B{at},2024-02-31 10:00:00,ben,7\n" for at in range(BROKEN)]
    path = tmp_path_factory.mktemp("file") / "calls.csv"
    head = "contact_id,started_at,agent,talk_seconds\n"
    path.write_text("".join([head, *good, *broken, *good[:REPEATED]]))
    return path


class Operator:
    """Somebody at the pages of a home, as long as the test lasts."""

    def __init__(self, home: Home):
        self.process = home.start(module="tests.killed.operator", stderr=None)
        assert self.process.stdout.readline() == "ready\n"

    def __call__(self, *words: str):
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def opened(filled: Home, folder: Path):
    """A home of its own with a centre in it, and somebody at its pages."""
    shutil.copytree(filled.folder, folder)
    home = Home(folder, new_database(filled.database))
    operator = Operator(home)
    try:
        operator("calm")
        yield home, operator
    finally:
        operator.process.communicate(timeout=30)


@pytest.fixture(scope="session")
def undisturbed(filled, file, tmp_path_factory) -> dict:
    """What an import leaves that nothing cut off."""
    with opened(filled, tmp_path_factory.mktemp("clean") / "home") as (_home, operator):
        operator("upload", str(file))
        operator("work")
        operator("confirm")
        operator("work")
        return operator("found")


def kill_at(moment: str, home: Home, *command: str) -> bool:
    """Starts it, and kills it once it has written that. Whether it lived so long and no longer."""
    facts = home.folder / "warehouse"
    before, until = written(facts, moment), time.monotonic() + PATIENCE
    process = home.start(*command)
    while written(facts, moment) <= before and process.poll() is None:
        assert time.monotonic() < until, moment
        time.sleep(LOOKS)
    process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def written(folder: Path, moment: str) -> set[tuple]:
    found = set()
    for one in folder.glob(moment):
        with suppress(FileNotFoundError):
            found.add((one, one.stat().st_ino, one.stat().st_mtime_ns))
    return found


def test_by_its_jobs(filled, file, tmp_path, request):
    with opened(filled, tmp_path / "home") as (home, operator):
        before = operator("rows")
        operator("upload", str(file))
        killed = [interrupted(moment, home, operator) for moment in READING]
        finish(home, operator)
        operator("confirm")
        killed += [interrupted(moment, home, operator) for moment in BRINGING]
        finish(home, operator)
        left = operator("found")
    assert killed == [True] * len(killed)
    assert_whole(left, before, request)
    assert left["tries"] == {"done": 1}
    assert left["left"] == kept("done")
    assert left["jobs"].keys() <= {"done", "failed"} and left["tasks"].keys() <= {
        "SUCCESSFUL",
        "FAILED",
    }
    assert set(left["notices"].values()) == {1}


def interrupted(moment: str, home: Home, operator) -> bool:
    """A worker is killed there; a minute later another finds that, or somebody goes on where it was given up."""
    hit = kill_at(moment, home, *WORKER)
    operator("a_minute_later")
    if operator("stands")["job"] == "failed":
        operator("go_on")
    return hit


def finish(home: Home, operator) -> None:
    code, said = home.run(*WORKER)
    assert code == 0, said
    assert operator("stands")["job"] == "done"


def test_by_the_command(filled, file, tmp_path, request):
    command = ("import", str(file), "--source", "Calls")
    with opened(filled, tmp_path / "home") as (home, operator):
        before = operator("rows")
        killed = [kill_at(moment, home, *command) for moment in BY_COMMAND]
        code, said = home.run(*command)
        left = operator("found")
    assert code == 0 and "cut off after it had brought in 12,000 lines" in said, said
    assert killed == [True] * len(killed)
    assert_whole(left, before, request)
    # What is read once more has nothing new, and waits for nobody but for whoever puts refused lines right.
    assert left["tries"].pop("discarded", 0) == len(killed) - 1
    assert left["tries"] == {"done": 1, "checked": 1}
    lines = "warehouse/drafts/checked/contact.parquet"  # none, of the last try
    assert set(left["left"]) - {lines, "warehouse/import.lock"} <= set(
        kept("done", "checked", "discarded")
    )


def kept(*states: str) -> list[str]:
    """What stays of runs in these states, beside what is published."""
    drafts = [f"warehouse/drafts/{state}/{name}" for state in states for name in OF_THE_CHECK]
    return sorted([*drafts, "warehouse/manifest.json", "warehouse/writer.lock"])


def assert_whole(left: dict, before: list, request) -> None:
    """Nothing lost, nothing doubled."""
    counts = {"lines": LINES + BROKEN + REPEATED, "accepted": LINES, "rejected": BROKEN}
    counts |= {"state": "done", "problem": "", "already_here": REPEATED, "updates": 0}
    assert left["run"] == counts
    assert left["audit"] == dict.fromkeys(ONCE, 1)
    assert left["rows"][:2] == [before[0] + LINES] * 2
    if not GIVEN:
        undisturbed = request.getfixturevalue("undisturbed")
        assert (left["rows"], left["figures"]) == (undisturbed["rows"], undisturbed["figures"])
