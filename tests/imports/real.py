"""Real files, where somebody has them."""

import os
from pathlib import Path

import pytest


def real_log(name: str) -> Path:
    """A file of the real logs, or a reason to pass the test over."""
    home = os.environ.get("EVENHAND_REAL_DATA", "")
    path = Path(home) / "logs" / name
    if not home or not path.exists():
        pytest.skip(f"EVENHAND_REAL_DATA names no folder with logs/{name}")
    return path
