"""No room for a file that is sent or named: a clear sentence, and nothing of it is kept."""

import io
import os
import resource
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.test import RequestFactory

from evenhand.__main__ import FULL
from evenhand.foundation.files.disk import write
from evenhand.website import errors
from tests.small_disk import fill, small_disk

LINE = b"N%07d,2026-07-01 10:00:00,Ann,60\n"
FILE = b"contact_id,started_at,agent,talk_seconds\n" + b"".join(LINE % n for n in range(60_000))
SMALL = 1_000_000  # bytes: less than the file


@contextmanager
def room_for(size: int):
    """No file of this process may grow beyond that: to whoever writes it is a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_is_sent(files_home):
    with room_for(SMALL):
        try:
            write(io.BytesIO(FILE), 10 * SMALL)
        except OSError:  # as Django answers what a view lets through
            answer = errors.failed(RequestFactory().post("/sources/bring-in/"))
    assert answer.status_code == 507
    assert b"There is no room left on the disk of this server" in answer.content
    assert not any(path.is_file() for path in files_home.rglob("*"))


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", "6m") as folder:
        yield folder


def command(home, *words) -> subprocess.CompletedProcess:
    kept = {
        name: value
        for name, value in os.environ.items()
        if "EVENHAND" not in name and "DJANGO" not in name
    }
    return subprocess.run(
        [sys.executable, "-m", "evenhand", *words],
        env=kept | {"EVENHAND_HOME": str(home), "EVENHAND_TIME_ZONE": "Europe/London"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_is_named(tmp_path, disk):
    """On a real disk that is full, with the records on it too."""
    file = tmp_path / "big.csv"
    file.write_bytes(FILE)
    assert command(disk, "migrate").returncode == 0
    fill(disk, spare=SMALL)
    done = command(disk, "import", str(file))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert FULL in done.stderr
    assert FULL.startswith("There is no room left on the disk.")
