"""Rows for every list, made once for a file of tests, and the browsers that look at them."""

import pytest

from tests import cast
from tests.lists.filling import fill


@pytest.fixture(scope="module")
def _filled(shared_records, shared_home):
    fill()


@pytest.fixture
def client_of(_filled, db):
    """A browser for one of the cast, by name."""
    return lambda name: cast.signed_in(cast.CAST[name]())
