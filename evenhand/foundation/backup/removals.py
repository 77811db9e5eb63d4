"""The log of removals: in the records, and as a file of JSON lines that is kept apart from home and backups.

A backup from before a removal still holds what was removed. A restore reads the log and removes it again.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal

_FIELDS = ("ref", "kind", "subject_ref", "rule", "by_ref")


@transaction.atomic
def note(*, by: Actor, kind: str, subject_ref: str, rule: str) -> Removal:
    """Before the work begins: what is decided is not forgotten by a crash. The file has it after the commit."""
    made = Removal.objects.create(kind=kind, subject_ref=subject_ref, rule=rule, by_ref=by.ref)
    transaction.on_commit(append_to_file)
    return made


def done(removal: Removal) -> None:
    Removal.objects.filter(pk=removal.pk).update(done_at=timezone.now())


def leave_no_trace() -> None:
    """SQLite keeps what was deleted in gaps of its pages and in its log beside: the file is written anew without.

    At once, or when the transaction that runs has ended. OperationalError where others hold on to the log for longer
    than the timeout; repeat it then. PostgreSQL clears up by itself."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_write_anew)


def _write_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        is_held, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_held:
        raise OperationalError("Somebody reads an earlier state: its log could not be emptied.")


def append_to_file(file: Path | None = None) -> int:
    """Add what the file lacks; nothing in it is ever changed. Gives how many lines were added."""
    path = file or settings.EVENHAND.removal_log
    there = {line["ref"] for line in read(path)} if path.exists() else set()
    missing = [one for one in Removal.objects.all() if one.ref not in there]
    if not missing:
        return 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.writelines(f"{_line(one)}\n" for one in missing)
        out.flush()
        os.fsync(out.fileno())
    return len(missing)


def _line(one: Removal) -> str:
    said = {name: getattr(one, name) for name in _FIELDS} | {"at": one.at.isoformat()}
    return json.dumps(said, separators=(",", ":"), sort_keys=True)


def read(file: Path) -> list[dict]:
    """Refused when it is no log of removals. A last line that was cut off while it was written is passed over."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    if lines and not lines[-1].endswith("\n"):
        lines.pop()
    try:
        return [_understood(json.loads(line)) for line in lines]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{file} is no log of removals.") from error


def _understood(said: dict) -> dict:
    return {name: str(said[name]) for name in (*_FIELDS, "at")}


def replay(lines: Iterable[dict]) -> int:
    """Remove again what was removed after this state of the records; and finish what was begun. Gives how many."""
    for line in lines:
        Removal.objects.get_or_create(ref=line["ref"], defaults=line)
    again = list(Removal.objects.all())
    ways = import_string(settings.EVENHAND_REMOVALS)
    for one in again:
        if one.done_at is None:
            ways[one.kind](one)
    return sum(one.done_at is None for one in again)
