"""Jobs about jobs."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evenhand.foundation.jobs.models import OVER, Job, WorkerBeat
from evenhand.foundation.jobs.registry import job

KEEP = timedelta(days=90)


@job("jobs.prune", resumable=True)
def prune_finished(progress) -> dict:
    before = timezone.now() - KEEP
    progress.step("Removing old jobs")
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    WorkerBeat.objects.filter(at__lt=before).delete()
    removed, _by_model = Job.objects.filter(state__in=OVER, finished_at__lt=before).delete()
    return {"removed": removed}
