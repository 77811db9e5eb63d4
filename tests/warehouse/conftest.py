"""Generated centres, brought in once for all tests that only read them."""

from datetime import date

import pytest

from evenhand.analysis.kpis import catalogue
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
def sample_year_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    write(folder, end=END, contacts=5000)
    return folder


@pytest.fixture(scope="session")
def sample_year(sample_year_files, tmp_path_factory) -> Centre:
    """A year with answers, reviews and transcripts, published with the whole catalogue. Only to be read."""
    files = sample_year_files
    centre = Centre(
        Store(tmp_path_factory.mktemp("store"), "Europe/London"),
        directory_of(files / "people.csv"),
        catalogue.ALL,
    )
    centre.bring_in(files / "contacts.csv", "centre", more_follow=True)
    for name in ("surveys.csv", "evaluations.csv"):
        centre.bring_in(files / name, name, about="centre", more_follow=True)
    centre.bring_in(files / "conversations.jsonl", "conversations", about="centre")
    return centre


@pytest.fixture(scope="session")
def everything_once(tmp_path_factory) -> Centre:
    """Only to be copied."""
    return everything.filled(tmp_path_factory.mktemp("everything"), 900)


@pytest.fixture
def centre(tmp_path) -> Centre:
    return Centre(Store(tmp_path / "store"))
