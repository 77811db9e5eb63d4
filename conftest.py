"""What every test may ask for."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limit_is_used_up():
    cache.clear()


@pytest.fixture
def files_home(settings, tmp_path):
    """A home of its own for a test that writes files."""
    from dataclasses import replace

    settings.EVENHAND = replace(settings.EVENHAND, home=tmp_path)
    return tmp_path
