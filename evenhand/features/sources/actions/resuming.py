"""A file that is brought in by command, again after an interruption: one at a time, and what was left is settled."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Q

from evenhand.features.sources.actions.bringing import bring_in
from evenhand.features.sources.actions.deciding import discard
from evenhand.features.sources.actions.moving import fail
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import store

_DIGITS = 15  # of a hash, as a place in a file
# Where a command leaves a run only by being cut off, or by a refusal that its next try answers.
_LEFT = Q(state__in=(State.LOOKED_AT, State.CHECKING, State.BRINGING_IN)) | Q(
    state=State.CHECKED, accepted__gt=0
)


@contextmanager
def alone_with(sha256: str) -> Iterator[None]:
    """One command at a time has content of this hash in hand; another waits. Ends with the process, however that ends.

    Before there is a run of it: else whoever waits would have one that looks cut off."""
    store().folder.mkdir(parents=True, exist_ok=True)
    with open(store().folder / "import.lock", "w") as lock:
        # One byte for each content, far behind the end: other files are brought in meanwhile.
        fcntl.lockf(lock, fcntl.LOCK_EX, 1, int(sha256[:_DIGITS], 16))
        yield


def settle_interrupted(
    *, by: Actor, run: ImportRun, kind: str, today: date
) -> tuple[list[ImportRun], list[ImportRun]]:
    """Earlier tries of the same lines by command (of the same sheet, read as the same kind): one whose lines are in the
    facts is said to be, others are discarded.

    Call `alone_with` the file, so that none of them is still at work. Gives those whose lines are in, and the others."""
    earlier = ImportRun.objects.filter(
        _LEFT, source=run.source, file__sha256=run.file.sha256, by=None, job_ref="", pk__lt=run.pk
    )
    inside = store().manifest().runs
    done, given_up = [], []
    for one in earlier.select_related("source", "file"):
        if (one.shape.get("sheet"), one.mapping.get("kind")) != (run.shape.get("sheet"), kind):
            continue
        if one.ref in inside:
            done.append(bring_in(by=by, run=one, today=today))
        else:
            given_up.append(_given_up(by, one))
    return done, given_up


@transaction.atomic
def _given_up(by: Actor, run: ImportRun) -> ImportRun:
    fail(run=run, problem="")
    return discard(by=by, run=run)
