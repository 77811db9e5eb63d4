"""Closing finished lines under a seal. Reads without a lock and writes one row: no writer ever waits for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions.recording import record
from evenhand.foundation.audit.models import AuditEntry, AuditSeal
from evenhand.foundation.audit.queries import highest_id_given_out, kept_seal, seals_after
from evenhand.foundation.audit.rules import digests

_IN_A_SEAL = 5000
PATIENCE = 20.0  # seconds that open transactions are waited for
PATIENCE_AT_ONCE = 0.5
_LOOK_EVERY = 0.05


class StillOpen(Exception):
    """A transaction has been open for so long that nobody can say which lines are finished."""


def seal(*, patience: float = PATIENCE) -> int:
    """Seal every line that is finished; gives how many. StillOpen when that cannot be known now: try again later.

    Ids are given out before their transactions end, so a line with a lower id may appear after one with a higher.
    Hence: note the highest id given out, wait until every transaction that was open then has ended, and seal up to
    that id. What begins meanwhile has higher ids. SQLite has one writer at a time: what is seen is finished."""
    horizon = _finished_up_to(patience)
    done = 0
    while made := _seal_next(horizon):
        done += made.count
    return done


def seal_at_once() -> None:
    """After the commit of what runs: who may do what does not stay open to a quiet change until the next round.

    A request waits at most half a second for others; what is still open then is sealed by the next round."""
    transaction.on_commit(_seal_now, robust=True)


def _seal_now() -> None:
    with suppress(StillOpen):
        seal(patience=PATIENCE_AT_ONCE)


def _finished_up_to(patience: float) -> int:
    if connection.vendor == "sqlite":
        return AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    highest = highest_id_given_out()
    _wait_for(_transactions(), patience)
    return highest


def _transactions() -> set[str]:
    """Every transaction that is open in this database but our own, prepared ones included. Each holds a lock on its
    own virtual id from its very beginning, before it can be given an id of a line."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT held.virtualtransaction FROM pg_locks held JOIN pg_stat_activity s USING (pid)"
            " WHERE held.locktype = 'virtualxid' AND s.datname = current_database()"
            " AND held.pid <> pg_backend_pid() AND s.usesysid IS NOT NULL"  # none: a vacuum
            " UNION ALL SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"
        )
        return {name for (name,) in cursor.fetchall()}


def _wait_for(these: set[str], patience: float, clock: Callable[[], float] = time.monotonic):
    until = clock() + patience
    while these:
        if clock() > until:
            raise StillOpen
        time.sleep(_LOOK_EVERY)
        these &= _transactions()


def _seal_next(horizon: int) -> AuditSeal | None:
    last = AuditSeal.objects.order_by("-number").first()
    since = last.last_id if last else 0
    open_lines = AuditEntry.objects.filter(pk__gt=since, pk__lte=horizon).order_by("pk")
    leaves = list(open_lines.values_list("pk", "digest")[:_IN_A_SEAL])
    if not leaves:
        return None
    made = digests.Seal(
        number=last.number + 1 if last else 1,
        first_id=since + 1,
        last_id=leaves[-1][0],
        count=len(leaves),
        at=digests.moment(timezone.now()),
        previous=last.hash if last else digests.FIRST,
        leaves=digests.packed(leaves),
    )
    try:
        with transaction.atomic():
            return _keep(made)
    except IntegrityError:
        return None  # somebody else sealed these lines at this moment


def _keep(made: digests.Seal) -> AuditSeal:
    values = {**vars(made), "hash": made.own_hash()}
    return AuditSeal.objects.create(**values)


def export_seals(*, by: Actor, after: int = 0) -> Iterator[str]:
    """The seals as JSON lines, to be kept where nobody can reach both. Who took them is on the record."""
    last = AuditSeal.objects.order_by("-number").first()
    if last:
        record(
            by=by,
            verb="audit seals exported",
            object_type="audit",
            object_ref=f"seal {last.number}",
            after={"after": after, "last": last.number, "hash": last.hash},
        )
    return (
        f"{kept_seal(one).line()}\n" for one in seals_after(after, up_to=last.number if last else 0)
    )
