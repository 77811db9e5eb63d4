"""What every step of a run writes: the state it moves to, and its line in the audit."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.features.sources.models import MOVES, ImportRun, State
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.facts import store

Report = Callable[[str, int, int], None]


def silent(*_) -> None:
    """For callers that show no progress."""


@transaction.atomic
def fail(*, run: ImportRun, problem: str) -> None:
    """Say why a run did not come in. A file that was checked may be tried again from there. One whose lines count by now
    stays where it is: it came in, and going on with it says so."""
    run.refresh_from_db()
    if run.state == State.BRINGING_IN and counts(run):
        return
    back = State.CHECKED if run.state == State.BRINGING_IN else State.FAILED
    ImportRun.objects.filter(pk=run.pk, state__in=(State.CHECKING, State.BRINGING_IN)).update(
        state=back, problem=problem[:500]
    )


def counts(run: ImportRun) -> bool:
    """Whether its lines are among the facts, whatever its row says."""
    return run.ref in store().manifest().runs


def belongs_to_job(*, run: ImportRun, job_ref: str) -> None:
    ImportRun.objects.filter(pk=run.pk).update(job_ref=job_ref)


def move(run: ImportRun, state: State, **values) -> None:
    """Compare-and-set: a second click, or a second worker, changes nothing. What went wrong before is over."""
    moved = ImportRun.objects.filter(pk=run.pk, state__in=MOVES[state]).update(
        **{"state": state, "problem": "", **values}
    )
    run.refresh_from_db()
    if not moved:
        raise ValidationError(
            _("“%(file)s” cannot be moved on from “%(state)s”.")
            % {"file": run.file_name, "state": run.get_state_display().lower()}
        )


def record_of(by: Actor, verb: str, run: ImportRun, **changes) -> None:
    record(by=by, verb=verb, object_type="import", object_ref=run.ref, **changes)
