"""What every test may ask for."""

import gc
from dataclasses import replace
from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, transaction


def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure():
    gc.unfreeze()  # so that the end of the process finds everything


@pytest.fixture(autouse=True)
def _no_limit_is_used_up():
    cache.clear()


@pytest.fixture
def files_home(settings, tmp_path):
    """A home of its own for a test that writes files."""
    settings.EVENHAND = replace(settings.EVENHAND, home=tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def shared_records(django_db_setup, django_db_blocker):
    """Ask for it in a fixture of a whole file: records made there are found by each of its tests as they were made, and
    undone after the last one. Not for files with real transactions."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


PROTECTED = (  # migrations whose triggers forbid to remove rows
    "evenhand.foundation.audit.migrations.0003_payloads_and_seals",
    "evenhand.features.standards.migrations.0002_published_for_good",
    "evenhand.features.standards.migrations.0004_published_for_good_too",
)


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_what_is_protected():
    """Tests with real transactions empty all tables at their end; triggers forbid it for some.

    So they are lifted for just that moment. The product has no such door.
    """
    found = [import_module(name) for name in PROTECTED]
    back = {
        "sqlite": [one for module in found for one in module.SQLITE_BACK],
        "postgresql": [one for module in found for one in module.POSTGRESQL_BACK],
    }
    forward = {
        "sqlite": [one for module in found for one in module.SQLITE],
        "postgresql": [one for module in found for one in module.POSTGRESQL],
    }
    original = flush.Command.handle

    def run(statements):
        with connection.cursor() as cursor:
            for statement in statements[connection.vendor]:
                cursor.execute(statement)

    def handle(self, **options):
        run(back)
        try:
            return original(self, **options)
        finally:
            run(forward)

    flush.Command.handle = handle
    yield
    flush.Command.handle = original
