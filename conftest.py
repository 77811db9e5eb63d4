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


@pytest.fixture(scope="session", autouse=True)
def _records_can_be_emptied():
    """After a test with real transactions; the product's own triggers refuse it, rightly."""
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.triggers import without_triggers

    plain = TransactionTestCase._fixture_teardown

    def emptied(self):
        with without_triggers(connection):
            plain(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
