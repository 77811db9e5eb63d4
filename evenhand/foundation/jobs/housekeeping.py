"""Jobs that keep the house tidy."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from evenhand.foundation.access.actions import end_what_ran_out, forget_ended_sessions
from evenhand.foundation.jobs.models import OVER, Job, WorkerBeat
from evenhand.foundation.jobs.registry import job

KEEP = timedelta(days=90)


@job("jobs.prune", title=gettext_lazy("Remove what has run out"), resumable=True)
def prune_finished(progress) -> dict:
    before = timezone.now() - KEEP
    progress.step(_("Removing old jobs"))
    DBTaskResult.objects.exclude(status="READY").filter(enqueued_at__lt=before).delete()
    WorkerBeat.objects.filter(at__lt=before).delete()
    removed, _by_model = Job.objects.filter(state__in=OVER, finished_at__lt=before).delete()
    progress.step(_("Removing ended sessions"))
    forget_ended_sessions()
    end_what_ran_out(now=timezone.now())
    cache.clear()  # it holds nothing but counts of the last minutes, and files do not expire alone
    return {"removed": removed}
