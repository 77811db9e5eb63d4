"""A centre that was judged once for all tests of a file: each finds it as it was made."""

from dataclasses import replace

import pytest
from django.conf import settings as of_django

from evenhand.features.attainment.tests import making


@pytest.fixture(scope="module")
def _judged(shared_records, tmp_path_factory):
    before = of_django.EVENHAND
    of_django.EVENHAND = replace(before, home=tmp_path_factory.mktemp("judged"))
    try:
        made = making.make_team()
        making.make_target(made.everybody)
        making.reckon()
        yield made, of_django.EVENHAND.home
    finally:
        of_django.EVENHAND = before


@pytest.fixture
def judged(_judged, db, settings):
    """Thirty people and a target of which April was judged. Not for tests that bring in facts."""
    made, home = _judged
    settings.EVENHAND = replace(settings.EVENHAND, home=home)
    return made
