"""Reading jobs."""

from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.jobs.models import Job, State, WorkerBeat
from evenhand.foundation.jobs.policy import visible_to

ALIVE = timedelta(seconds=20)  # four ticks of its keeper


def jobs(viewer: Viewer, *, state: str = ""):
    found = Job.objects.filter(visible_to(viewer)).select_related("by")
    return found.filter(state=state) if state in State.values else found


def job_of(viewer: Viewer, ref: str) -> Job:
    return get_object_or_404(Job.objects.select_related("by"), visible_to(viewer), ref=ref)


def is_queued(function) -> bool:
    """Whether a job of this kind waits to start."""
    return Job.objects.filter(kind=function.job_kind, state=State.QUEUED).exists()


def worker_is_alive(now: datetime) -> bool:
    return WorkerBeat.objects.filter(at__gte=now - ALIVE).exists()
