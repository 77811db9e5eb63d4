"""Every example is counted by two engines."""

import pytest

from tests import engines


@pytest.fixture(scope="session")
def _duck():
    with engines.duck() as engine:
        yield engine


@pytest.fixture(scope="session")
def _postgres():
    with engines.postgres() as engine:
        yield engine


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request):
    return request.getfixturevalue("_duck" if request.param == "duckdb" else "_postgres")
