"""The database itself refuses to change or remove anything of the audit, but for the one lawful removal."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.actions import canonical, record, remove_contents, seal
from evenhand.foundation.audit.models import (
    REMOVED,
    AuditEntry,
    AuditPayload,
    AuditSeal,
    AuditTombstone,
)

pytestmark = pytest.mark.django_db
RULE = "coaching notes, 24 months"


@pytest.fixture
def entry():
    made = record(by=SYSTEM, verb="tried", object_type="test", object_ref="x", after={"b": 1})
    gone = record(by=SYSTEM, verb="tried", object_type="test", object_ref="y", reason="private")
    remove_contents(by=SYSTEM, entry_ids=[gone.pk], rule=RULE, decision="d")
    seal()
    return made


def as_it_is() -> list:
    models = (AuditEntry, AuditPayload, AuditTombstone, AuditSeal)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def refused(sql: str, *values) -> None:
    before = as_it_is()
    with (
        pytest.raises(DatabaseError, match="neither changed nor removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    assert as_it_is() == before


RAW = [
    "UPDATE audit_auditentry SET verb = 'nothing'",
    "UPDATE audit_auditentry SET digest = digest",
    "DELETE FROM audit_auditentry",
    "UPDATE audit_auditpayload SET reason = 'another'",
    "DELETE FROM audit_auditpayload",
    "UPDATE audit_audittombstone SET rule = 'another'",
    "DELETE FROM audit_audittombstone",
    "UPDATE audit_auditseal SET hash = previous",
    "DELETE FROM audit_auditseal",
]


@pytest.mark.parametrize("sql", RAW)
def test_raw_sql_is_refused(entry, sql):
    refused(sql)


@pytest.mark.parametrize("table", ["entry", "payload", "tombstone", "seal"])
def test_truncate_is_refused(entry, table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    refused(f"TRUNCATE audit_audit{table}")


@pytest.mark.parametrize("table", ["entry", "payload", "tombstone", "seal"])
def test_replacing_a_row_is_refused(entry, table):
    """SQLite's REPLACE deletes without firing delete triggers, unless it is told to."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    refused(f"REPLACE INTO audit_audit{table} SELECT * FROM audit_audit{table}")


def test_a_tombstone_needs_the_line_that_records_the_removal(entry):
    digest = entry.payload_digest
    refused(
        "INSERT INTO audit_audittombstone (entry_id, removal_id, payload_digest, rule, by_ref, at)"
        " VALUES (%s, %s, %s, 'none', '', '2026-01-01')",
        entry.pk, entry.pk, digest,
    )  # fmt: skip


def test_what_was_removed_cannot_come_back(entry):
    gone = AuditTombstone.objects.get()
    refused(
        "INSERT INTO audit_auditpayload (entry_id, subject_ref, reason, before, after, salt)"
        " VALUES (%s, '', 'private', '', '', '')",
        gone.entry_id,
    )


def test_a_seal_follows_the_last_one(entry):
    refused(
        "INSERT INTO audit_auditseal (number, first_id, last_id, count, leaves, previous, hash, at)"
        " SELECT number + 2, first_id, last_id, count, leaves, previous, hash, at"
        " FROM audit_auditseal"
    )


def test_the_one_lawful_removal(entry):
    tomb = AuditTombstone.objects.get()
    line = AuditEntry.objects.get(object_ref="y")
    assert (tomb.entry_id, tomb.rule, tomb.payload_digest) == (line.pk, RULE, line.payload_digest)
    assert line.content is None and entry.content
    removal = AuditEntry.objects.get(pk=tomb.removal_id)
    assert json.loads(removal.payload.after) == {
        "rule": RULE,
        "lines": [line.pk],
        "decision": "d",
    }


def test_the_evidence_of_a_removal_cannot_be_removed(entry):
    removal = AuditEntry.objects.get(verb=REMOVED)
    assert remove_contents(by=SYSTEM, entry_ids=[removal.pk], rule=RULE, decision="d") == 0
    assert AuditEntry.objects.get(pk=removal.pk).content
    refused("DELETE FROM audit_auditpayload WHERE entry_id = %s", removal.pk)


def test_nothing_goes_without_a_rule_nor_twice(entry):
    with pytest.raises(ValidationError):
        remove_contents(by=SYSTEM, entry_ids=[entry.pk], rule=" ", decision="d")
    assert remove_contents(by=SYSTEM, entry_ids=[entry.pk, entry.pk], rule=RULE, decision="d") == 1
    assert remove_contents(by=SYSTEM, entry_ids=[entry.pk], rule=RULE, decision="d") == 0


def test_querysets_and_instances_are_refused(entry):
    for change in (
        lambda: AuditEntry.objects.update(verb="nothing"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: entry.delete(),
        lambda: entry.save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEntry.objects.filter(verb="tried").count() == 2


def test_the_same_value_gives_the_same_text():
    assert canonical({"b": date(2026, 1, 2), "a": "é"}) == '{"a":"é","b":"2026-01-02"}'
    assert canonical(None) == ""
    assert json.loads(canonical([1, {"x": None}])) == [1, {"x": None}]
