"""A generated centre of some 3,000 contacts, brought in once for all tests that only read it."""

from datetime import date

import pytest

from evenhand.analysis.warehouse.manifest import Store
from evenhand.sample.centre import write
from tests import everything
from tests.bringing import Centre, directory_of

END = date(2026, 11, 21)


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write(folder, end=END, contacts=3000, days=90)
    return folder


@pytest.fixture(scope="session")
def sample(sample_files, tmp_path_factory) -> Centre:
    """Only to be read."""
    centre = Centre(
        Store(tmp_path_factory.mktemp("store")), directory_of(sample_files / "people.csv")
    )
    centre.bring_in(sample_files / "contacts.csv", "centre")
    return centre


@pytest.fixture(scope="session")
def everything_once(tmp_path_factory) -> Centre:
    """Only to be copied."""
    return everything.filled(tmp_path_factory.mktemp("everything"), 900)


@pytest.fixture
def centre(tmp_path) -> Centre:
    return Centre(Store(tmp_path / "store"))
