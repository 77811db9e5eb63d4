"""Enqueues what is due; once, however many workers look at the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.models import ScheduledRun


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    name: str
    every: timedelta
    function: Callable  # declared with @job
    title: str = ""
    at_start: bool = False  # also when a worker begins, for it may be of a newer version


def enqueue_due(now: datetime, schedule: tuple[Scheduled, ...] | None = None) -> list[str]:
    lines = import_string(settings.EVENHAND_SCHEDULE) if schedule is None else schedule
    known = dict(ScheduledRun.objects.values_list("name", "next_at"))
    due = [line for line in lines if line.name not in known or known[line.name] <= now]
    return [line.name for line in due if _enqueue_once(line, now)]


def due_at_start(now: datetime, schedule: tuple[Scheduled, ...] | None = None) -> None:
    """What a worker does before all else is due again."""
    lines = import_string(settings.EVENHAND_SCHEDULE) if schedule is None else schedule
    names = [line.name for line in lines if line.at_start]
    ScheduledRun.objects.filter(name__in=names).update(next_at=now)


@transaction.atomic
def _enqueue_once(line: Scheduled, now: datetime) -> bool:
    ScheduledRun.objects.get_or_create(name=line.name, defaults={"next_at": now})
    ours = ScheduledRun.objects.filter(name=line.name, next_at__lte=now)
    if not ours.update(next_at=now + line.every):
        return False
    enqueue(line.function, by=None, title=line.title or line.name)
    return True
