"""Reading jobs."""

from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.jobs.models import Job, State, WorkerBeat
from evenhand.foundation.jobs.policy import visible_to
from evenhand.foundation.jobs.registry import kind_of

ALIVE = timedelta(seconds=20)  # four ticks of its keeper


def jobs(viewer: Viewer, *, state: str = "", kind: str = ""):
    """The latest first."""
    asked = {"state": state, "kind": kind}
    found = Job.objects.filter(**{name: value for name, value in asked.items() if value})
    return found.filter(visible_to(viewer)).select_related("by")


def kinds(viewer: Viewer) -> list[tuple[str, str]]:
    """(name, title) of the kinds that the viewer's list has, by title; of an older Evenhand's the name alone."""
    names = jobs(viewer).order_by("kind").values_list("kind", flat=True).distinct()
    found = [(name, kind_of(name)) for name in names]
    titled = [(name, str(kind.title) if kind else name) for name, kind in found]
    return sorted(titled, key=lambda one: one[1].lower())


def job_of(viewer: Viewer, ref: str) -> Job:
    return get_object_or_404(Job.objects.select_related("by"), visible_to(viewer), ref=ref)


def is_queued(function) -> bool:
    """Whether a job of this kind waits to start."""
    return Job.objects.filter(kind=function.job_kind, state=State.QUEUED).exists()


def worker_is_alive(now: datetime) -> bool:
    return WorkerBeat.objects.filter(at__gte=now - ALIVE).exists()
