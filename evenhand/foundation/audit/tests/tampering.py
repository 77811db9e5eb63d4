"""What somebody who rules the database may do to the audit, and what the verification must say of it.

Each act takes a chance and the lines that it may touch, and gives the findings that it must lead to.
"""

import random
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.test import TestCase

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.actions import export_seals, record, remove_contents, seal
from evenhand.foundation.audit.models import (
    REMOVED,
    AuditEntry,
    AuditPayload,
    AuditSeal,
    AuditTombstone,
)
from evenhand.foundation.audit.queries import kept_seal
from evenhand.foundation.audit.rules import digests
from evenhand.foundation.audit.rules.verifying import Finding, Kind
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.backup.removals import note, permit

RULE = "coaching notes, 24 months"


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def make_lines(chance: random.Random, count: int) -> None:
    """Lines with gaps in between, some of whose content was removed by a rule."""
    made = []
    for number in range(count):
        made.append(
            record(
                by=SYSTEM, verb="tried", object_type="test", object_ref=f"r{number}",
                subject_ref=f"p{number % 4}", reason=f"reason {number}", after={"n": number},
            ).pk
        )  # fmt: skip
        if chance.random() < 0.3:
            leave_a_gap()
    remove(chance.sample(made, count // 8))


def make_sealed() -> tuple[list[str], str]:
    """Sixty lines and their seals, exported; and what the log of removals says."""
    make_lines(random.Random(4), 60)
    seal()
    kept = list(export_seals(by=SYSTEM))
    record(by=SYSTEM, verb="afterwards", object_type="test", object_ref="")
    return kept, settings.EVENHAND.removal_log.read_text(encoding="utf-8")


def remove(numbers: list[int], rule: str = RULE) -> int:
    """As Evenhand does it: decided first, with a line in the log outside the database."""
    with TestCase.captureOnCommitCallbacks(execute=True):  # the log hears of it after the commit
        decided = note(by=SYSTEM, kind="test", subject_ref="", rule=rule)
    permit(decided, numbers)
    return remove_contents(by=SYSTEM, entry_ids=numbers, rule=rule, decision=decided.ref)


def leave_a_gap() -> None:
    if connection.vendor == "sqlite":
        sql("UPDATE sqlite_sequence SET seq = seq + 2 WHERE name = 'audit_auditentry'")
    else:
        sql("SELECT nextval(pg_get_serial_sequence('audit_auditentry', 'id'))")


def lift_triggers() -> None:
    kept = import_module("evenhand.foundation.audit.migrations.0003_payloads_and_seals")
    back = {"sqlite": kept.SQLITE_BACK, "postgresql": kept.POSTGRESQL_BACK}
    for statement in back[connection.vendor]:
        sql(statement)


@dataclass
class Field:
    """What is left to be tampered with: each line and each gap is used once."""

    lines: list[int]
    gaps: list[int]
    tombs: list[int]
    beyond: int

    @classmethod
    def survey(cls, chance: random.Random, sealed_up_to: int) -> "Field":
        held = AuditEntry.objects.filter(verb="tried", payload__isnull=False, pk__lte=sealed_up_to)
        lines, every = list(held.values_list("pk", flat=True)), AuditEntry.objects
        taken = set(every.values_list("pk", flat=True))
        gaps = [-5, *(number for number in range(min(taken), sealed_up_to) if number not in taken)]
        chance.shuffle(lines)
        chance.shuffle(gaps)
        tombs = list(AuditTombstone.objects.order_by("pk").values_list("pk", flat=True))
        return cls(lines, gaps, tombs, max(taken) + 100)


def _now(number: int, **changes) -> None:
    """Change a line; its digest fits afterwards, as a careful forger would see to."""
    AuditEntry.objects.filter(pk=number).update(**changes)
    entry = AuditEntry.objects.get(pk=number)
    digest = digests.salted(entry.salt, entry.fields_under_digest())
    AuditEntry.objects.filter(pk=number).update(digest=digest)


def _place(number: int, at: int) -> None:
    sql("UPDATE audit_auditentry SET id = %s WHERE id = %s", at, number)
    sql("UPDATE audit_auditpayload SET entry_id = %s WHERE entry_id = %s", at, number)


def _take_out(number: int) -> None:
    sql("DELETE FROM audit_auditpayload WHERE entry_id = %s", number)
    sql("DELETE FROM audit_auditentry WHERE id = %s", number)


def change_a_field(chance, field):
    number = field.lines.pop()
    name = chance.choice([*digests.ENTRY[:-1], "salt"])
    AuditEntry.objects.filter(pk=number).update(**{name: "forged"})
    return {Finding(Kind.CHANGED, number)}


def change_a_line_with_its_digest(chance, field):
    number = field.lines.pop()
    _now(number, **{chance.choice(["actor_ref", "verb", "object_ref"]): "forged"})
    return {Finding(Kind.CHANGED, number)}


def change_the_stored_digest(chance, field):
    number = field.lines.pop()
    AuditEntry.objects.filter(pk=number).update(digest="a" * 64)
    return {Finding(Kind.CHANGED, number)}


def change_a_content(chance, field):
    number = field.lines.pop()
    name = chance.choice([*digests.PAYLOAD, "salt"])
    AuditPayload.objects.filter(pk=number).update(**{name: "forged"})
    return {Finding(Kind.CONTENT_CHANGED, number)}


def change_a_content_with_its_digests(chance, field):
    number = field.lines.pop()
    AuditPayload.objects.filter(pk=number).update(reason="forged")
    said = AuditPayload.objects.values_list("salt", *digests.PAYLOAD).get(pk=number)
    _now(number, payload_digest=digests.salted(said[0], said[1:]))
    return {Finding(Kind.CHANGED, number)}


def take_out_a_line(chance, field):
    number = field.lines.pop()
    _take_out(number)
    return {Finding(Kind.MISSING, number)}


def take_out_a_content(chance, field):
    number = field.lines.pop()
    sql("DELETE FROM audit_auditpayload WHERE entry_id = %s", number)
    return {Finding(Kind.CONTENT_MISSING, number)}


def take_out_a_content_as_if_by_rule(chance, field):
    number = field.lines.pop()
    tomb = AuditTombstone.objects.first()
    digest = AuditEntry.objects.get(pk=number).payload_digest
    AuditTombstone.objects.create(
        entry_id=number, removal_id=tomb.removal_id, payload_digest=digest, rule=RULE
    )
    sql("DELETE FROM audit_auditpayload WHERE entry_id = %s", number)
    return {Finding(Kind.REMOVAL_UNFOUNDED, number)}


def take_out_a_content_with_a_forged_removal(chance, field):
    """Everything in the database fits: a decision among its records, the line that says so, the tombstone."""
    number = field.lines.pop()
    decided = Removal.objects.create(kind="test", rule=RULE)
    said = {"rule": RULE, "lines": [number], "decision": chance.choice([decided.ref, ""])}
    line = record(by=SYSTEM, verb=REMOVED, object_type="audit", object_ref="", after=said)
    digest = AuditEntry.objects.get(pk=number).payload_digest
    AuditTombstone.objects.create(
        entry_id=number, removal_id=line.pk, payload_digest=digest, rule=RULE
    )
    sql("DELETE FROM audit_auditpayload WHERE entry_id = %s", number)
    return {Finding(Kind.REMOVAL_UNDECIDED, number)}


def take_out_a_content_by_a_decision_for_others(chance, field):
    """The decision is real, and in the log outside; it was for other lines."""
    number = field.lines.pop()
    decided = Removal.objects.order_by("pk")[0]
    said = {"rule": RULE, "lines": [number], "decision": decided.ref}
    line = record(by=SYSTEM, verb=REMOVED, object_type="audit", object_ref="", after=said)
    digest = AuditEntry.objects.get(pk=number).payload_digest
    AuditTombstone.objects.create(
        entry_id=number, removal_id=line.pk, payload_digest=digest, rule=RULE
    )
    sql("DELETE FROM audit_auditpayload WHERE entry_id = %s", number)
    return {Finding(Kind.REMOVAL_UNDECIDED, number)}


def take_a_tombstone_away(chance, field):
    tomb = chance.choice(field.tombs)  # not one that another act forged
    AuditTombstone.objects.filter(pk=tomb).delete()
    return {Finding(Kind.CONTENT_MISSING, tomb)}


def put_a_line_in(chance, field):
    """Forged with care: every digest fits."""
    number, gap = field.lines[0], field.gaps.pop()
    forged, content = AuditEntry.objects.get(pk=number), AuditPayload.objects.get(pk=number)
    forged.pk, content.pk, forged.object_ref = gap, gap, "forged"
    forged.digest = digests.salted(forged.salt, forged.fields_under_digest())
    forged.save(force_insert=True)
    content.save(force_insert=True)
    return {Finding(Kind.INSERTED, gap)}


def put_a_copy_in(chance, field):
    number, gap = field.lines.pop(), field.gaps.pop()
    copy, content = AuditEntry.objects.get(pk=number), AuditPayload.objects.get(pk=number)
    copy.pk, content.pk = gap, gap
    copy.save(force_insert=True)
    content.save(force_insert=True)
    return {Finding(Kind.INSERTED, gap)}


def move_a_line_into_a_gap(chance, field):
    number, gap = field.lines.pop(), field.gaps.pop()
    _place(number, gap)
    return {Finding(Kind.MOVED, number, gap)}


def move_a_line_to_the_end(chance, field):
    number, field.beyond = field.lines.pop(), field.beyond + 1
    _place(number, field.beyond)
    return {Finding(Kind.MOVED, number, field.beyond)}


def exchange_two_lines(chance, field):
    one, other, aside = field.lines.pop(), field.lines.pop(), -10_000
    _place(one, aside)
    _place(other, one)
    _place(aside, other)
    return {Finding(Kind.MOVED, one, other), Finding(Kind.MOVED, other, one)}


def replace_a_line(chance, field):
    number, entry = field.lines.pop(), None
    entry = AuditEntry.objects.get(pk=number)
    content = AuditPayload.objects.get(pk=number)
    _take_out(number)
    entry.verb = "forged"
    entry.digest = digests.salted(entry.salt, entry.fields_under_digest())
    entry.save(force_insert=True)
    content.save(force_insert=True)
    return {Finding(Kind.CHANGED, number)}


ACTS = (
    change_a_field,
    change_a_line_with_its_digest,
    change_the_stored_digest,
    change_a_content,
    change_a_content_with_its_digests,
    take_out_a_line,
    take_out_a_content,
    take_out_a_content_as_if_by_rule,
    take_out_a_content_with_a_forged_removal,
    take_out_a_content_by_a_decision_for_others,
    take_a_tombstone_away,
    put_a_line_in,
    put_a_copy_in,
    move_a_line_into_a_gap,
    move_a_line_to_the_end,
    exchange_two_lines,
    replace_a_line,
)


def seal_anew() -> None:
    """As if the lines had always been as they are now: every seal is made again, hash by hash."""
    before, since = digests.FIRST, 0
    for row in list(AuditSeal.objects.order_by("number")):
        lines = AuditEntry.objects.filter(pk__gt=since, pk__lte=row.last_id).order_by("pk")
        if row.number == 1:
            lines = AuditEntry.objects.filter(pk__lte=row.last_id).order_by("pk")
        leaves = list(lines.values_list("pk", "digest"))
        row.count, row.leaves, row.previous = len(leaves), digests.packed(leaves), before
        row.hash = kept_seal(row).own_hash()
        AuditSeal.objects.filter(pk=row.pk).update(
            count=row.count, leaves=row.leaves, previous=row.previous, hash=row.hash
        )
        before, since = row.hash, row.last_id
