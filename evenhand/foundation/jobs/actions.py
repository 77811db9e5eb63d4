"""Asking for long work, and asking it to stop."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.jobs.models import OVER, Job, State
from evenhand.foundation.jobs.tasks import run_job


@transaction.atomic
def enqueue(function: Callable, *, by: Actor | None, title: str, **kwargs) -> Job:
    """The queue is a table beside our own: both rows commit together, so none can be lost."""
    job = Job.objects.create(
        kind=function.job_kind,
        title=title,
        by_id=by.user_id if by else None,
        arguments=kwargs,
    )
    put_in_queue(job)
    return job


def put_in_queue(job: Job) -> None:
    job.task_id = str(run_job.enqueue(job.ref).id)
    job.queued_at = timezone.now()
    job.save(update_fields=["task_id", "queued_at"])


@transaction.atomic
def request_stop(*, by: Actor, job: Job) -> Job:
    """What waits stops at once; what runs stops at its next safe point."""
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.STOPPED, stop_requested=True, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk).exclude(state__in=OVER).update(stop_requested=True)
    job.refresh_from_db()
    return job
