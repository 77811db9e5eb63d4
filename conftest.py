"""What every test may ask for."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection


@pytest.fixture(autouse=True)
def _no_limit_is_used_up():
    cache.clear()


@pytest.fixture
def files_home(settings, tmp_path):
    """A home of its own for a test that writes files."""
    settings.EVENHAND = replace(settings.EVENHAND, home=tmp_path)
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_the_audit():
    """Tests with real transactions empty all tables at their end; the audit's triggers forbid it.

    So they are lifted for just that moment. The product has no such door.
    """
    triggers = import_module("evenhand.foundation.audit.migrations.0003_payloads_and_seals")
    back = {"sqlite": triggers.SQLITE_BACK, "postgresql": triggers.POSTGRESQL_BACK}
    forward = {"sqlite": triggers.SQLITE, "postgresql": triggers.POSTGRESQL}
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
