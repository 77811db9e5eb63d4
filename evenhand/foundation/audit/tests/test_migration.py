"""Lines from before there were seals get digests, and what they say goes into contents of their own."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evenhand.foundation.audit import queries
from evenhand.foundation.audit.actions import seal
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.audit.tests.tampering import sql

OLD, NEW = [("audit", "0002_triggers")], [("audit", "0003_payloads_and_seals")]


@pytest.mark.django_db(transaction=True)
def test_older_lines_are_kept_whole():
    MigrationExecutor(connection).migrate(OLD)
    try:
        sql(
            "INSERT INTO audit_auditentry (at, actor_ref, actor_name, on_behalf_of, verb, object_type,"
            " object_ref, subject_ref, reason, before, after, request_id) VALUES ('2026-10-25 00:30:00.120000+00:00',"
            " 'a1', 'Ann', '', 'tried', 'test', 'x', 'p1', 'because', '', '{\"n\":1}', 'r1')"
        )
    finally:
        MigrationExecutor(connection).migrate(NEW)
    (line,) = AuditEntry.objects.all()
    assert (line.actor_ref, line.payload.subject_ref, line.payload.reason) == (
        "a1",
        "p1",
        "because",
    )
    seal()
    verdict = queries.verdict([])
    assert verdict.is_whole and verdict.sealed_up_to == line.pk
