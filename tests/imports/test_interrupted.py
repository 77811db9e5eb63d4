"""Cut off, two at once, no room, little memory: the store holds nothing of a run or all of it."""

import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from evenhand.analysis.warehouse.manifest import Store
from evenhand.sample.centre import write
from evenhand.sample.shapes import large
from tests.bringing import Centre
from tests.imports.centre_process import DIRECTORY
from tests.small_disk import fill, small_disk

ROOT = Path(__file__).resolve().parents[2]
ROWS = 20_000
KILLS = 10
PEAK_MB = 1500
SMALL_DISK = "8m"


def command(store: Path, file: Path, run: str, *what: str) -> list[str]:
    return [sys.executable, "-m", "tests.imports.centre_process", str(store), str(file), run, *what]


def bring_in(store: Path, file: Path, run: str, *what: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command(store, file, run, *what), cwd=ROOT, capture_output=True, text=True
    )


def said(folder: Path) -> tuple:
    """Figures by person and by day, how many rows, how many contacts, and what they say."""
    centre = Centre(Store(folder), DIRECTORY)
    rows = centre.rows("count(*), count(DISTINCT contact_id), sum(content_hash::HUGEINT)")
    figures = [
        (f.kpi.key, f.by, f.parts) for by in ("person", "day") for f in centre.figures(by=(by,))
    ]
    return figures, rows


@pytest.fixture(scope="session")
def file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("centre")
    write(folder, end=date(2026, 11, 21), contacts=ROWS, days=45)
    return folder / "contacts.csv"


@pytest.fixture(scope="session")
def clean(file, tmp_path_factory) -> tuple:
    """What an import says that nothing cut off, and how long it took."""
    folder, start = tmp_path_factory.mktemp("clean"), time.monotonic()
    done = bring_in(folder, file, "run1")
    assert done.returncode == 0, done.stderr
    return said(folder), time.monotonic() - start


def test_killed_ten_times_in_mid_import(file, clean, tmp_path):
    whole, seconds = clean
    chance = random.Random(20261122)
    empty = said(tmp_path)
    outcomes = []
    for at in range(KILLS):
        process = subprocess.Popen(
            command(tmp_path, file, "run1"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(at, at + 1) / KILLS * seconds * 0.6)
        process.kill()
        process.communicate()
        found = said(tmp_path)
        outcomes.append(found == whole)
        assert found in (empty, whole)
    assert not outcomes[0]
    done = bring_in(tmp_path, file, "run1")
    assert done.returncode == 0, done.stderr
    assert said(tmp_path) == whole
    assert not list((tmp_path / "scratch").iterdir())


def test_a_draft_that_was_cut_off_is_checked_anew(centre, a_file):
    from evenhand.analysis.intake import receive
    from tests.bringing import TODAY

    path = a_file("contact_id,started_at,agent\nN1,2026-07-01 10:00:00,Ann\n")
    centre.check(path)
    (centre.store.folder / "drafts" / "run1" / "summary.json").unlink()
    shape, mapping = centre.propose(path)
    summary, _ = receive.bring_in(
        centre.store,
        "run1",
        path,
        shape,
        mapping,
        today=TODAY,
        directory=centre.directory,
        kpis=centre.kpis,
    )
    assert summary.accepted == 1


def test_two_imports_at_once(tmp_path):
    """The same contacts in two files: one waits for the other, and each contact counts once."""
    first, second, store = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "store"
    head = "contact_id,started_at,agent,talk_seconds\n"
    lines = [f"N{at},2026-07-{at % 28 + 1:02d} 10:00:00,L0001,60\n" for at in range(3000)]
    first.write_text(head + "".join(lines[:2000]))
    second.write_text(head + "".join(lines[1000:]))
    both = [
        subprocess.Popen(
            command(store, path, run),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for path, run in ((first, "run1"), (second, "run2"))
    ]
    said_by = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said_by
    accepted = [int(out.split()[1]) for out, _ in said_by]
    assert sorted(accepted) == [1000, 2000]
    centre = Centre(Store(store), DIRECTORY)
    assert centre.rows("count(*), count(DISTINCT contact_id)") == [(3000, 3000)]
    assert centre.store.manifest().generation == 2
    assert sorted(run.order for run in centre.store.manifest().runs.values()) == [1, 2]


def a_little(store: Path, tmp_path: Path) -> tuple:
    path = tmp_path / "little.csv"
    path.write_text("contact_id,started_at,agent\nN1,2026-07-01 10:00:00,L0001\n")
    Centre(Store(store), DIRECTORY).bring_in(path)
    return said(store)


def assert_untouched(store: Path, before: tuple, manifest: bytes) -> None:
    assert (store / "manifest.json").read_bytes() == manifest
    assert said(store) == before
    assert not list((store / "drafts" / "big").glob("*"))


@pytest.mark.parametrize("limit", [1_000, 20_000, 130_000, 500_000])
def test_no_room_for_a_file(file, tmp_path, limit):
    store = tmp_path / "store"
    before, manifest = a_little(store, tmp_path), (store / "manifest.json").read_bytes()
    done = bring_in(store, file, "big", f"limit={limit}")
    assert done.stdout == "ready\nno room\n", done.stdout + done.stderr[-600:]
    assert_untouched(store, before, manifest)


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", SMALL_DISK) as folder:
        yield folder


@pytest.mark.parametrize("spare_kb", [100, 300, 800])
def test_a_full_disk(file, tmp_path, disk, spare_kb):
    before = a_little(disk, tmp_path)
    manifest = (disk / "manifest.json").read_bytes()
    taken = fill(disk, spare=spare_kb * 1024)
    done = bring_in(disk, file, "big")
    assert done.stdout == "ready\nno room\n", done.stdout + done.stderr[-600:]
    assert_untouched(disk, before, manifest)
    taken.unlink()


def test_bounded_memory(tmp_path):
    path = tmp_path / "large.csv"
    told = large(path, 400_000, seed=3)
    done = bring_in(tmp_path / "store", path, "run1", "all")
    assert done.returncode == 0, done.stderr
    accepted, peak = map(int, done.stdout.split()[1:])
    assert accepted == told["rows"] - told["faulty"]
    assert peak < PEAK_MB
