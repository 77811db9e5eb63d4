"""The database itself refuses to change or remove an audit entry."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.actions import canonical, record
from evenhand.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record(by=SYSTEM, verb="tried", object_type="test", object_ref="x", after={"b": 1})


RAW = [
    "UPDATE audit_auditentry SET verb = 'nothing'",
    "UPDATE audit_auditentry SET reason = reason",
    "DELETE FROM audit_auditentry",
]


@pytest.mark.parametrize("sql", RAW)
def test_raw_sql_is_refused(entry, sql):
    with (
        pytest.raises(DatabaseError, match="neither changed nor removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert AuditEntry.objects.get().verb == "tried"


def test_truncate_is_refused(entry):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="neither changed nor removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_auditentry")


def test_replacing_a_row_is_refused(entry):
    """SQLite's REPLACE deletes without firing delete triggers, unless it is told to."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "REPLACE INTO audit_auditentry SELECT id, at, actor_ref, actor_name, on_behalf_of,"
            " 'forged', object_type, object_ref, subject_ref, reason, before, after, request_id"
            " FROM audit_auditentry"
        )
    assert AuditEntry.objects.get().verb == "tried"


def test_querysets_and_instances_are_refused(entry):
    for change in (
        lambda: AuditEntry.objects.update(verb="nothing"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: entry.delete(),
        lambda: entry.save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEntry.objects.get().verb == "tried"


def test_the_same_value_gives_the_same_text():
    assert canonical({"b": date(2026, 1, 2), "a": "é"}) == '{"a":"é","b":"2026-01-02"}'
    assert canonical(None) == ""
    assert json.loads(canonical([1, {"x": None}])) == [1, {"x": None}]
