"""A centre that was judged once for all tests of a file: each finds it as it was made."""

import pytest

from evenhand.features.attainment.tests import making


@pytest.fixture(scope="module")
def _judged(shared_records, shared_home):
    made = making.make_team()
    making.make_target(made.everybody)
    making.reckon()
    return made


@pytest.fixture
def judged(_judged, db):
    """Thirty people and a target of which April was judged. Not for tests that bring in facts."""
    return _judged
