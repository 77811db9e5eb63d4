"""The log of removals: in the records, and as a file of JSON lines that is kept apart from home and backups.

A backup from before a removal still holds what was removed. A restore reads the log and removes it again.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal

_TRIES, _PAUSE = 10, 0.2  # seconds
_FIELDS = ("ref", "kind", "subject_ref", "rule", "by_ref")


@transaction.atomic
def note(*, by: Actor, kind: str, subject_ref: str, rule: str) -> Removal:
    """Before the work begins: what is decided is not forgotten by a crash. The file has it after the commit."""
    made = Removal.objects.create(kind=kind, subject_ref=subject_ref, rule=rule, by_ref=by.ref)
    transaction.on_commit(lambda: _log([made], covers_nothing_yet=True))
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
    """Add what the file lacks; nothing in it is ever changed. Gives how many decisions were added."""
    return _log(Removal.objects.all(), file)


def require_logged(removal: Removal) -> None:
    """Before anything goes: a row that stands in the records alone may be forged. Refused then."""
    for _try in range(_TRIES):  # the log hears of a decision just after its commit
        if removal.ref in {said["ref"] for said in _there(settings.EVENHAND.removal_log)}:
            return
        time.sleep(_PAUSE)
    raise Refused(
        _(
            "A removal that the records name (%(ref)s) is not in the log outside them, so nothing was removed. "
            "If you know of it, add it by “evenhand removals %(log)s”; if nobody does, somebody forged it."
        )
        % {"ref": removal.ref, "log": settings.EVENHAND.removal_log}
    )


def permit(removal: Removal, numbers: Iterable[int]) -> None:
    """Say in the log, before it happens, of which lines of the audit this decision takes the content.

    A removal of any other line that names the decision is then a fault (`audit.queries.verdict`). What was permitted and
    did not happen does no harm: it is asked again when the work is repeated. Refused for a decision that the log does
    not know: only `note`, and whoever runs `evenhand removals`, tell it of one."""
    require_logged(removal)
    path = settings.EVENHAND.removal_log
    more = {*numbers} - _permitted(_there(path)).get(removal.ref, set())
    removal.lines = ranges({*covered(removal.lines), *numbers})
    Removal.objects.filter(pk=removal.pk).update(lines=removal.lines)
    if more:
        _append(path, [_permit(removal, more)])


def _log(
    these: Iterable[Removal], file: Path | None = None, *, covers_nothing_yet: bool = False
) -> int:
    """Only these: a row that somebody forged is not copied with them."""
    path = file or settings.EVENHAND.removal_log
    there = _there(path)
    known, permits = {said["ref"] for said in there if "lines" not in said}, _permitted(there)
    decisions = [one for one in these if one.ref not in known]
    said = [_line(one) for one in decisions]
    for one in these:
        more = covered(one.lines) - permits.get(one.ref, set())
        if more or covers_nothing_yet:
            said.append(_permit(one, more))
    if said:
        _append(path, said)
    return len(decisions)


def _there(path: Path) -> list[dict]:
    return _lines(path) if path.exists() else []


def _permit(one: Removal, lines: Iterable[int]) -> str:
    return _json({"ref": one.ref, "lines": ranges(lines)})


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """1, 2, 3, 7 → [[1, 3], [7, 7]]."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def covered(runs: Iterable[tuple[int, int]]) -> set[int]:
    return {number for first, last in runs for number in range(first, last + 1)}


def _append(path: Path, lines: Iterable[str]) -> None:
    """One at a time; what was cut off while it was written said nothing, and goes."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        out.truncate(out.read().rfind(b"\n") + 1)
        out.write("".join(f"{line}\n" for line in lines).encode())
        out.flush()
        os.fsync(out.fileno())


def _line(one: Removal) -> str:
    said = {name: getattr(one, name) for name in _FIELDS} | {"at": one.at.isoformat()}
    return _json(said)


def _json(said: dict) -> str:
    return json.dumps(said, separators=(",", ":"), sort_keys=True)


def read(file: Path) -> list[dict]:
    """The decisions. Refused when it is no log of removals."""
    return [said for said in _lines(file) if "lines" not in said]


def permitted(file: Path) -> dict[str, set[int]]:
    """Of each decision, by ref, the lines of the audit whose content it takes. Of decisions from before lines were
    named, nothing."""
    return _permitted(_lines(file))


def _permitted(there: list[dict]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for said in there:
        if "lines" in said:
            found.setdefault(said["ref"], set()).update(covered(said["lines"]))
    return found


def _lines(file: Path) -> list[dict]:
    """A last line that was cut off while it was written is passed over."""
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
    if "lines" in said:
        return {
            "ref": str(said["ref"]),
            "lines": [(int(one), int(two)) for one, two in said["lines"]],
        }
    return {name: str(said[name]) for name in (*_FIELDS, "at")}


def replay(lines: Iterable[dict]) -> int:
    """Remove again what was removed after this state of the records; and finish what was begun. Gives how many."""
    for line in lines:
        Removal.objects.get_or_create(ref=line["ref"], defaults=line)
    append_to_file()  # the log of this home knows them: the audit is compared with it
    again = list(Removal.objects.all())
    ways = import_string(settings.EVENHAND_REMOVALS)
    for one in again:
        if one.done_at is None:
            ways[one.kind](one)
    return sum(one.done_at is None for one in again)
