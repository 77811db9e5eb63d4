"""Comparing the audit with its seals, its removals with the log outside the database, and looking for its triggers."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module

from django.conf import settings
from django.db import connection
from django.db.models import F

from evenhand.foundation.audit.models import (
    REMOVED,
    AuditEntry,
    AuditPayload,
    AuditSeal,
    AuditTombstone,
)
from evenhand.foundation.audit.rules import digests
from evenhand.foundation.audit.rules.verifying import Kind, Line, Removed, Verdict, verify
from evenhand.foundation.backup.removals import permitted, read

_AT_ONCE = 2000
_PROTECTION = "evenhand.foundation.audit.migrations.0003_payloads_and_seals"


def kept_seal(row: AuditSeal) -> digests.Seal:
    return digests.Seal(
        number=row.number,
        first_id=row.first_id,
        last_id=row.last_id,
        count=row.count,
        at=digests.moment(row.at),
        previous=row.previous,
        leaves=bytes(row.leaves),
        hash=row.hash,
    )


def seals_after(number: int, *, up_to: int) -> Iterator[AuditSeal]:
    held = AuditSeal.objects.filter(number__gt=number, number__lte=up_to).order_by("number")
    return held.iterator(chunk_size=20)


def verdict(exported: list[digests.Seal]) -> Verdict:
    """Compare every line with the seals kept here, and with those of a file."""
    highest = highest_id_given_out()  # first: what is written meanwhile is no gap
    kept = [kept_seal(row) for row in AuditSeal.objects.order_by("number")]
    removals = _removals(*_logged())
    tombs = _tombs({one.number: one for one in removals})

    def lines(above: int | None, up_to: int | None) -> Iterator[Line]:
        return _lines(above, up_to, tombs)

    found = verify(kept, exported, lines, highest=highest)
    found.removals = removals
    found.gaps_are_lawful = connection.vendor == "postgresql"
    found.without_trigger = _triggers_missing()
    _look_for_contents_without_lines(found)
    return found


def highest_id_given_out() -> int:
    """Of a line, whether its write was kept or not. SQLite takes the number back with the write; PostgreSQL never."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit_auditentry'")
            return (cursor.fetchone() or (0,))[0]
        cursor.execute("SELECT pg_get_serial_sequence('audit_auditentry', 'id')")
        ((sequence,),) = cursor.fetchall()
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
        return cursor.fetchone()[0]


def _logged() -> tuple[dict[str, tuple[str, str]], dict[str, set[int]]]:
    """By ref, the rule and who decided, and whose contents it takes, of the log outside the database. The rows in it
    may be forged with the rest."""
    log = settings.EVENHAND.removal_log
    if not log.exists():
        return {}, {}
    return {line["ref"]: (line["rule"], line["by_ref"]) for line in read(log)}, permitted(log)


def _removals(decisions: dict[str, tuple[str, str]], permits: dict[str, set[int]]) -> list[Removed]:
    """Every line that records a removal, in the order in which they were written."""
    found = AuditEntry.objects.filter(verb=REMOVED).select_related("payload").order_by("pk")
    return [_removed(entry, decisions, permits) for entry in found]


def _removed(entry: AuditEntry, decisions: dict, permits: dict[str, set[int]]) -> Removed:
    said = _said(entry)
    rule, decision = str(said.get("rule", "")), str(said.get("decision", ""))
    lines = frozenset(one for one in said.get("lines", ()) if isinstance(one, int))
    return Removed(
        number=entry.pk,
        lines=lines,
        rule=rule,
        by_ref=entry.actor_ref,
        at=digests.moment(entry.at),
        decision=decision,
        is_decided=decisions.get(decision) == (rule, entry.actor_ref)
        # A decision from before its lines were named in the log covers what says that it does.
        and lines <= permits.get(decision, lines),
    )


def _said(entry: AuditEntry) -> dict:
    """What a removal says; nothing where somebody spoiled its content."""
    try:
        said = json.loads(entry.content.after) if entry.content else {}
    except ValueError:
        return {}
    return said if isinstance(said, dict) and isinstance(said.get("lines"), list) else {}


def _tombs(removals: dict[int, Removed]) -> dict[int, tuple[str, bool, bool]]:
    """Of each tombstone's line: the digest it names, whether its removal names that line, and was decided."""
    found = {}
    for tomb in AuditTombstone.objects.iterator(chunk_size=_AT_ONCE):
        removal = removals.get(tomb.removal_id)
        grounded = removal is not None and tomb.entry_id in removal.lines
        decided = removal is not None and removal.is_decided
        found[tomb.entry_id] = (tomb.payload_digest, grounded, decided)
    return found


def _triggers_missing() -> list[str]:
    """Names of the triggers that forbid change and are gone, switched off or not what they were."""
    made = import_module(_PROTECTION)
    if connection.vendor == "sqlite":
        wanted = {statement.split()[2]: statement for statement in made.SQLITE}
        return _other_than(wanted, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    bodies = _by_name(made.POSTGRESQL, "FUNCTION", lambda one: one.split("$$")[1])
    wanted = _by_name(made.POSTGRESQL, "TRIGGER", lambda one: bodies[one.split()[-1]])
    return _other_than(
        wanted,
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND NOT t.tgisinternal",
    )


def _by_name(statements: list[str], what: str, said: Callable[[str], str]) -> dict[str, str]:
    ours = [one for one in statements if one.split()[1] == what]
    return {one.split()[2]: said(one) for one in ours}


def _other_than(wanted: dict[str, str], query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = dict(cursor.fetchall())
    return sorted(name for name, text in wanted.items() if there.get(name) != text)


def _lines(above: int | None, up_to: int | None, tombs) -> Iterator[Line]:
    found = AuditEntry.objects.order_by("pk").annotate(
        content_salt=F("payload__salt"),
        **{f"content_{name}": F(f"payload__{name}") for name in digests.PAYLOAD},
    )
    if above is not None:
        found = found.filter(pk__gt=above)
    if up_to is not None:
        found = found.filter(pk__lte=up_to)
    columns = ["pk", "salt", "digest", "payload_digest", "at", *digests.ENTRY, "content_salt"]
    columns += [f"content_{name}" for name in digests.PAYLOAD]
    fields = len(digests.ENTRY)
    for row in found.values_list(*columns).iterator(chunk_size=_AT_ONCE):
        number, salt, digest, payload_digest, at, *rest = row
        tomb, grounded, decided = tombs.get(number, (None, False, False))
        yield Line(
            number=number,
            salt=salt,
            digest=digest,
            payload_digest=payload_digest,
            fields=(digests.moment(at), *rest[:fields]),
            content=None if rest[fields] is None else tuple(rest[fields:]),
            tomb=tomb,
            grounded=grounded,
            decided=decided,
        )


def _look_for_contents_without_lines(found: Verdict) -> None:
    """A content or a tombstone of a line that is not there."""
    lines = AuditEntry.objects.values("pk")
    for number in AuditPayload.objects.exclude(pk__in=lines).values_list("pk", flat=True):
        if not found.knows(number):
            found.found(Kind.INSERTED, number)
    for number in AuditTombstone.objects.exclude(pk__in=lines).values_list("pk", flat=True):
        found.found(Kind.REMOVAL_UNFOUNDED, number)
