"""An empty fact store, and a hand that writes files."""

import pytest

from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre


@pytest.fixture
def centre(tmp_path) -> Centre:
    return Centre(Store(tmp_path / "store"))


@pytest.fixture
def a_file(tmp_path):
    """`a_file(text or bytes, name)` writes it and gives its path."""

    def written(content: str | bytes, name: str = "log.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written
