"""What every test may ask for."""

import gc
import os
import threading
from dataclasses import replace
from importlib import import_module
from shutil import copytree

import pytest
from django.conf import settings as of_django
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, transaction
from django.template import Template


def pytest_configure():
    """No test cuts the power, so to wait for the disk would prove nothing, for a quarter of the time that all of them
    take. What is killed on purpose is a process of its own, which does wait."""
    os.fsync = lambda _file: None


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
def shared_home(tmp_path_factory):
    """A home for all tests of a file that has `shared_records`; `files_home` in a test gives that one its own."""
    before = of_django.EVENHAND
    of_django.EVENHAND = replace(before, home=tmp_path_factory.mktemp("home"))
    yield of_django.EVENHAND.home
    of_django.EVENHAND = before


@pytest.fixture
def home_as_shared(shared_home, files_home):
    """A home of its own that begins as the one of the file, for a test that brings in more."""
    return copytree(shared_home, files_home, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def shared_records(django_db_setup, django_db_blocker):
    """Ask for it in a fixture of a whole file: records made there are found by each of its tests as they were made, and
    undone after the last one. Not for files with real transactions."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _pieces_of_pages_are_not_noted(django_test_environment):
    """The test client copies what each template is given: here that of the whole page, not of every option in it."""
    noted, now = Template._render, threading.local()

    def render(self, context):
        if getattr(now, "inside", False):
            return self.nodelist.render(context)
        now.inside = True
        try:
            return noted(self, context)
        finally:
            now.inside = False

    Template._render = render
    yield
    Template._render = noted


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


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A home as an installation has one, with a centre in it, filled once by a process of its own."""
    from tests.backup.homes import Home, new_database

    home = Home(tmp_path_factory.mktemp("filled") / "home", new_database())
    home.do("fill")
    return home
