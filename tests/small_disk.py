"""A real disk of a test's own, which can be full."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size (as `mount` takes it) in this folder; skips where this account may not mount one."""
    folder.mkdir()
    mount, options = shutil.which("mount"), ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    if (
        not mount
        or os.geteuid()
        or subprocess.run([mount, *options], capture_output=True, check=False).returncode
    ):
        pytest.skip("this account may not mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(disk: Path, spare: int) -> Path:
    """All but so many bytes of it; the file that takes them."""
    room, taken = os.statvfs(disk), disk / "other people's files"
    with open(taken, "wb") as handle:
        handle.write(b"x" * (room.f_bavail * room.f_frsize - spare))
    return taken
