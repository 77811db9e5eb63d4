"""Real data that lies beside the checkout, or a reason to pass the test over."""

import os
from pathlib import Path

import pytest


def real_file(name: str) -> Path:
    """A file by its place in the folder that EVENHAND_REAL_DATA names."""
    home = os.environ.get("EVENHAND_REAL_DATA", "")
    path = Path(home) / name
    if not home or not path.exists():
        pytest.skip(f"EVENHAND_REAL_DATA names no folder with {name}")
    return path
