"""A home with a centre in it, filled once."""

import shutil

import pytest

from tests.backup.homes import Home, new_database


@pytest.fixture
def home(filled, tmp_path) -> Home:
    """A home of the test's own, with a centre in it."""
    shutil.copytree(filled.folder, tmp_path / "home")
    return Home(tmp_path / "home", new_database(filled.database))


@pytest.fixture
def empty(tmp_path) -> Home:
    """A home that is not there yet."""
    return Home(tmp_path / "restored", new_database())
