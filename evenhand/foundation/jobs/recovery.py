"""Finds jobs whose worker died, and starts them again or says so."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from evenhand.foundation.jobs.actions import put_in_queue
from evenhand.foundation.jobs.models import Job, State
from evenhand.foundation.jobs.registry import kind_of
from evenhand.foundation.reactions import announce

DEAD_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 3


def recover(now: datetime) -> int:
    """How many jobs were found lost. Safe beside other workers: each move is compare-and-set."""
    silent = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=now - DEAD_AFTER)
    waiting = Job.objects.filter(state=State.QUEUED, queued_at__lt=now - DEAD_AFTER)
    found = sum(_take_up(job, now) for job in silent)
    return found + sum(_queue_again(job, now) for job in waiting)


@transaction.atomic
def _take_up(job: Job, now: datetime) -> bool:
    same = Job.objects.filter(
        pk=job.pk, state=State.RUNNING, attempts=job.attempts, heartbeat_at=job.heartbeat_at
    )
    becomes = _what_becomes(job, now)
    if not same.update(**becomes):
        return False
    _close_task(job, now)
    if becomes["state"] == State.QUEUED:
        put_in_queue(job)
    else:
        announce("job.finished", job_ref=job.ref)
    return True


def _what_becomes(job: Job, now: datetime) -> dict:
    kind = kind_of(job.kind)
    if job.stop_requested:
        return {"state": State.STOPPED, "finished_at": now}
    if kind and kind.resumable and job.attempts < MOST_ATTEMPTS:
        return {"state": State.QUEUED, "step": str(_("Interrupted; it will start again"))}
    words = _("It was interrupted before it was finished. You can start it again.")
    failed = {"state": State.FAILED, "error_code": "interrupted", "error_text": words}
    return failed | {"finished_at": now}


def _close_task(job: Job, now: datetime) -> None:
    """The queue's own row: it was taken by a worker that is gone, and would run for ever."""
    if job.task_id:
        taken = DBTaskResult.objects.filter(id=job.task_id, status="RUNNING")
        taken.update(status="FAILED", finished_at=now)


@transaction.atomic
def _queue_again(job: Job, now: datetime) -> bool:
    """A worker may die between taking a task from the queue and claiming its job."""
    if not job.task_id or DBTaskResult.objects.filter(id=job.task_id, status="READY").exists():
        return False
    if not Job.objects.filter(pk=job.pk, state=State.QUEUED, task_id=job.task_id).update(
        queued_at=now
    ):
        return False
    _close_task(job, now)
    put_in_queue(job)
    return True
